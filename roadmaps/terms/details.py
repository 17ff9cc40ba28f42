"""Where inside its unit a recurrence falls due («до 10 числа», «2-й вторник», «в конце месяца»), and «до» itself."""

from __future__ import annotations

from roadmaps.terms.nodes import Cursor, Detail
from roadmaps.terms.numerals import NUMBER_KINDS, fits, take_numbers
from roadmaps.terms.points import LONG_UNITS, SUB_MONTH


def take_detail(cur: Cursor) -> Detail | None:
    start = cur.at
    till = take_deadline(cur)
    cur.skip("prep")
    found = _part_detail(cur, till) or _numbered_detail(cur, till)
    if found is None:
        cur.at = start
    return found


def _part_detail(cur: Cursor, till: bool) -> Detail | None:
    part = cur.take("part")
    if part is None:
        return None
    cur.skip("each", "reported")
    unit = cur.take("unit")
    return Detail("end" if part.value == "sum" else part.value, till=till) if unit else None


def _numbered_detail(cur: Cursor, till: bool) -> Detail | None:
    groups = take_numbers(cur) if cur.kind() in NUMBER_KINDS else None
    if not groups:
        return None
    ranged = len(groups) == 1 and groups[0][1] is not None
    numbers = tuple(n for pair in groups for n in pair if n is not None)
    cur.skip("workday")
    if cur.sees("weekday") and len(numbers) == 1:
        weekday = cur.next().value
        if not fits("weekday", numbers):
            return None
        cur.skip_exactly("unit", "month")
        return Detail("weekday", numbers, weekday=weekday)
    if cur.kind() == "unit" and cur.tokens[cur.at].value in (*SUB_MONTH, "day"):
        unit = cur.next().value
        if cur.sees("month"):
            return None
        cur.skip_exactly("unit", "month")
        right = numbers == (-1,) if unit == "day" else fits(unit, numbers)
        return Detail(unit, numbers, ranged, till=till) if right else None
    if cur.kind() in ("month", "unit", "dash", "date", "times") or not all(1 <= n <= 31 for n in numbers):
        return None
    if not cur.take("number") and not till:
        return None
    if cur.sees("month"):
        return None
    return Detail("day", numbers, ranged, till=till, following=_take_following(cur))


def _take_following(cur: Cursor) -> str:
    """«(месяца,) следующего за отчётным (кварталом)»: the unit reported on, or "" and only «месяца» is taken."""
    start, following, unit = cur.at, False, "month"
    while cur.kind() in ("next", "reported", "time", "after", "comma", "each", "unit") or (
        cur.sees("prep") and cur.tokens[cur.at].value in ("for", "after")
    ):
        token = cur.next()
        following = following or token.kind == "next" or token.value == "after"
        if token.kind == "unit" and token.value in LONG_UNITS:
            unit = token.value
    if following:
        return unit
    cur.at = start
    if cur.sees("unit", "month"):
        cur.next()
    return ""


def take_deadline(cur: Cursor) -> bool:
    """Step over «до», «к», «не позднее», «в срок до»; False when there is none, as in «позднее 1 октября»."""
    start = cur.at
    if cur.sees("prep", "in") and cur.kind(1) == "time":
        cur.next()
    cur.skip("time", "dash")
    said = denied = False
    while cur.kind() in ("later", "than") or (
        cur.sees("prep") and cur.tokens[cur.at].value in ("not", "till", "towards")
    ):
        denied = denied or cur.sees("prep", "not")
        said = said or cur.tokens[cur.at].value in ("till", "towards") or (denied and cur.sees("later"))
        cur.next()
    if not said:
        cur.at = start
    return said


def take_last_month_of(cur: Cursor) -> str | None:
    """«(до 20 числа) последнего месяца квартала»"""
    start = cur.at
    if cur.take("ordinal", -1) and cur.take("unit", "month"):
        cur.skip("each", "reported")
        if cur.sees("unit") and cur.tokens[cur.at].value in LONG_UNITS:
            unit: str = cur.next().value
            return unit
    cur.at = start
    return None


def take_of_month(cur: Cursor) -> bool:
    start = cur.at
    cur.skip("paren", "prep", "each")
    if cur.take("unit", "month"):
        return True
    cur.at = start
    return False
