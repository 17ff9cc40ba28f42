"""Groups of numbers in front of a common noun: «1, 5-9 (сентября)», «I и III (квартал)»."""

from __future__ import annotations

from collections.abc import Sequence

from roadmaps.terms.nodes import Cursor

NUMBER_KINDS = frozenset(("num", "nth", "ordinal"))
MOST_IN_MONTH = {"day": 31, "week": 5, "weekday": 5, "decade": 3, "halfmonth": 2}
Groups = list[tuple[int, int | None]]
"""Pairs (number, end of its range)."""


def take_numbers(cur: Cursor, *, after_from: bool = False) -> Groups | None:
    """«1», «1-3», «1, 5 и 9»: pairs (number, end of its range); stops before a connector no number follows."""
    if cur.kind() not in NUMBER_KINDS:
        return None
    groups: Groups = [(cur.next().value, None)]
    while cur:
        ranged = cur.sees("dash") or cur.sees("prep", "by") or (after_from and cur.sees("prep", "till"))
        if not ranged and cur.kind() not in ("comma", "and", "slash"):
            break
        if cur.kind(1) not in NUMBER_KINDS:
            break
        cur.next()
        number = cur.next().value
        if ranged:
            groups[-1] = (groups[-1][0], number)
        else:
            groups.append((number, None))
    return groups


def fits(unit: str, numbers: Sequence[int]) -> bool:
    """A month has 31 days, 5 weeks and 5 of each weekday, 3 decades and 2 halves; -1 is the last of them."""
    most = MOST_IN_MONTH[unit]
    return all(1 <= number <= most or (number == -1 and unit != "day") for number in numbers)


def are_days(groups: Groups) -> bool:
    return fits("day", [n for pair in groups for n in pair if n is not None])


def in_a_row(groups: Groups) -> bool:
    """«1,2 недели», unlike «1-я, 2-я неделя», is one stretch."""
    numbers = [first for first, _ in groups]
    alone = all(last is None for _, last in groups)
    return alone and len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
