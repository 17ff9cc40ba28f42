"""Parsers of recurrences: «ежемесячно», «не реже 1 раза в квартал», «каждый четверг», «до 25 числа каждого месяца»."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from roadmaps.terms.details import take_deadline, take_detail, take_last_month_of, take_of_month
from roadmaps.terms.nodes import Cursor, Detail, Recurring
from roadmaps.terms.numerals import fits, take_numbers
from roadmaps.terms.points import LONG_UNITS, SUB_MONTH

T = TypeVar("T")

MANY_TIMES = "Указано «от и до»: взято меньшее число раз."
WHICH_SECOND = "Непонятно, каждая вторая по счёту или вторая в месяце."
NUMBERLESS_PART = "Указан только повод без «каждый»: считаем, что это повторяется."
BARE_WEEKDAY = "Назван только день недели: считаем, что это каждую неделю."


def take_recurrence(cur: Cursor) -> Recurring | None:
    start = cur.at
    for parser in _PARSERS:
        found = parser(cur)
        if found is not None:
            return found
        cur.at = start
    return None


def _every_unit(cur: Cursor) -> Recurring | None:
    if not cur.sees("every_unit"):
        return None
    unit = cur.next().value
    weekdays = _behind(cur, _take_weekdays)
    if weekdays and unit in ("day", "week"):
        return Recurring("week", weekdays=weekdays)
    if unit == "year":
        return Recurring(unit)
    return _with_detail(cur, unit)


def _times(cur: Cursor) -> Recurring | None:
    """«раз в год», «не реже 2-х раз в месяц», «один раз в две недели»"""
    while cur.sees("prep", "not") or cur.kind() in ("less", "than") or (cur.sees("comma") and cur.kind(1) == "than"):
        cur.next()
    count, doubt = _count(cur)
    if count is None:
        return None
    times = cur.take("times")
    if times is None or not (cur.take("prep", "in") or cur.take("prep", "for") or cur.sees("each")):
        return None
    if times.value is not None:
        count = times.value
    cur.skip("each", "school", "workday", "civil", "current", "whole")
    every = cur.next().value if cur.kind() in ("num", "cardinal", "nth", "ordinal") else 1
    cur.skip("school", "workday", "civil")
    unit = cur.take("unit")
    if unit is None:
        return None
    cur.skip("school")
    return _with_detail(cur, unit.value, count=count, every=every, doubt=doubt)


def _count(cur: Cursor) -> tuple[int | None, str]:
    if cur.sees("times"):
        return 1, ""
    if cur.kind() not in ("num", "cardinal", "nth", "ordinal"):
        return None, ""
    count = cur.next().value
    if cur.kind() in ("dash", "or", "and", "slash") and cur.kind(1) in ("num", "cardinal", "nth"):
        cur.next()
        cur.next()
        return count, MANY_TIMES
    return count, ""


def _each(cur: Cursor) -> Recurring | None:
    cur.skip("prep")
    if not cur.take("each"):
        return None
    numbers = take_numbers(cur) or ([(cur.next().value, None)] if cur.sees("cardinal") else [])
    first = numbers[0][0] if numbers else 1
    if cur.sees("weekday"):
        return _each_weekday(cur, tuple(n for n, _ in numbers))
    if cur.sees("month") and not numbers:
        return Recurring("year")
    if cur.sees("number") and numbers and all(1 <= n <= 31 and last is None for n, last in numbers):
        cur.next()  # «каждое 10 число месяца»
        take_of_month(cur)
        return Recurring("month", detail=Detail("day", tuple(n for n, _ in numbers)))
    cur.skip("school", "workday", "civil")
    unit = cur.take("unit")
    if unit is None or first < 1:
        return None
    ordinals = tuple(n for n, _ in numbers)
    if unit.value in SUB_MONTH and fits(unit.value, ordinals) and take_of_month(cur):
        return Recurring("month", detail=Detail(unit.value, ordinals)) if ordinals else Recurring(unit.value)
    return _with_detail(cur, unit.value, every=first) if unit.value != "year" else Recurring("year", every=first)


def _each_weekday(cur: Cursor, numbers: tuple[int, ...]) -> Recurring:
    weekdays = _take_weekdays(cur) or ()
    if not numbers:
        take_of_month(cur)
        return Recurring("week", weekdays=weekdays)
    if not fits("weekday", numbers):
        return Recurring("week", weekdays=weekdays, doubt=WHICH_SECOND)
    said = take_of_month(cur)
    detail = Detail("weekday", numbers, weekday=weekdays[0])
    return Recurring("month", detail=detail, doubt="" if said or numbers != (2,) else WHICH_SECOND)


def _by_units(cur: Cursor) -> Recurring | None:
    """«по четвергам», «по средам и пятницам», «по четвертям», «по полугодиям»"""
    if not cur.take("prep", "by"):
        return None
    weekdays = _take_weekdays(cur)
    if weekdays:
        return Recurring("week", weekdays=weekdays)
    if cur.sees("unit") and cur.tokens[cur.at].text.endswith(("ам", "ям")):
        return Recurring(cur.next().value)
    return None


def _bare_weekdays(cur: Cursor) -> Recurring | None:
    cur.skip("prep")
    weekdays = _take_weekdays(cur)
    if not weekdays or cur.sees("month") or cur.sees("date"):
        return None
    return Recurring("week", weekdays=weekdays, doubt=BARE_WEEKDAY)


def _take_weekdays(cur: Cursor) -> tuple[int, ...] | None:
    cur.skip("prep")
    found: list[int] = []
    while cur.sees("weekday"):
        found.append(cur.next().value)
        if (cur.sees("dash") or cur.sees("prep", "by")) and cur.kind(1) == "weekday":
            cur.next()
            found += range(found[-1] + 1, cur.tokens[cur.at].value)
        elif cur.kind() in ("comma", "and", "slash") and "weekday" in (cur.kind(1), cur.kind(2)):
            cur.next()
            cur.skip("prep")
    return tuple(found) or None


def _number_of_each(cur: Cursor) -> Recurring | None:
    """«до 25 числа каждого месяца», «последняя неделя каждого месяца», «1-й вторник месяца», «10 числа ежемесячно»"""
    detail = take_detail(cur)
    if detail is None:
        return None
    start = cur.at
    cur.skip("paren", "comma")
    unit = take_last_month_of(cur)
    if unit is not None:
        return Recurring(unit, detail=detail)
    if cur.sees("each") and cur.kind(1) == "unit" and cur.tokens[cur.at + 1].value in LONG_UNITS:
        cur.next()
        return Recurring(cur.next().value, detail=detail)
    if cur.take("every_unit", "month") or (cur.take("each") and cur.take("unit", "month")):
        return Recurring("month", detail=detail)
    cur.at = start
    return Recurring(detail.following, detail=detail) if detail.following else None


def _part_of_each(cur: Cursor) -> Recurring | None:
    """«в конце каждой четверти», «по итогам полугодия», «до конца месяца»"""
    till = take_deadline(cur)
    cur.skip("prep")
    over = cur.take("over")
    part = None if over else cur.take("part")
    if not over and not part:
        return None
    each = cur.take("each")
    cur.skip("school", "civil", "reported", "workday")
    unit = cur.take("unit")
    if unit is None or (unit.value == "year" and not each) or unit.value in ("day", "halfmonth", "decade"):
        return None
    if unit.value == "month" and not each:
        return None
    where = "after" if over else "end" if part is None or part.value == "sum" else part.value
    doubt = "" if each else NUMBERLESS_PART
    return Recurring(unit.value, detail=Detail(where, till=till), doubt=doubt)


_PARSERS: tuple[Callable[[Cursor], Recurring | None], ...] = (
    _every_unit, _times, _each, _part_of_each, _number_of_each, _by_units, _bare_weekdays,
)  # fmt: skip


def _with_detail(cur: Cursor, unit: str, count: int = 1, every: int = 1, doubt: str = "") -> Recurring:
    """Look behind the recurrence for the place inside its unit: «…, до 10 числа», «… по вторникам»."""
    count = _behind(cur, _bare_count) or count
    detail = None
    if unit == "week":
        weekdays = _behind(cur, _take_weekdays)
        if weekdays:
            return Recurring("week", count, every, weekdays, doubt=doubt)
    elif unit in LONG_UNITS or unit == "month":
        detail = _behind(cur, take_detail)
        if detail is not None:
            take_last_month_of(cur)
    if detail is not None and detail.following and (detail.following != "month" or unit not in LONG_UNITS):
        unit = detail.following  # «раз в квартал, до 5 числа следующего месяца» stays quarterly
    return Recurring(unit, count, every, detail=detail, doubt=doubt)


def _bare_count(cur: Cursor) -> int | None:
    """«ежемесячно (2 раза)»"""
    count, _ = _count(cur)
    if count is None or not cur.take("times") or cur.kind() in ("prep", "each"):
        return None
    return count


def _behind(cur: Cursor, parser: Callable[[Cursor], T | None]) -> T | None:
    start = cur.at
    cur.skip("paren", "comma", "dash")
    found = parser(cur)
    if found is None:
        cur.at = start
    else:
        cur.skip("paren")
    return found
