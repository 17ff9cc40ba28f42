"""Arithmetic of days, months and school years; knows nothing about words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from roadmaps.terms.model import Frame, Window

DAY = timedelta(days=1)
FIRST_MONTH = 9
LAST_TEACHING_MONTH = 5


def last_day(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def month_end(year: int, month: int) -> date:
    return date(year, month, last_day(year, month))


def months_later(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def months_window(year: int, month: int, length: int = 1) -> Window:
    """`length` whole calendar months from the given one."""
    return Window(date(year, month, 1), month_end(*months_later(year, month, length - 1)))


def school_year_bounds(first_year: int) -> Window:
    """1 September … 31 August."""
    return Window(date(first_year, FIRST_MONTH, 1), date(first_year + 1, 8, 31))


def teaching_year(first_year: int) -> Window:
    """1 September … 31 May: the span of everything year-long or periodic in a school document."""
    return Window(date(first_year, FIRST_MONTH, 1), date(first_year + 1, LAST_TEACHING_MONTH, 31))


def school_year_of(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_year(frame: Frame) -> int:
    """The school year that names of months without a year are counted in."""
    if frame.academic_year is not None:
        return frame.academic_year
    if frame.period is not None:
        return school_year_of(frame.period[0])
    if frame.table_month is not None and frame.table_year is not None:
        return school_year_of(date(frame.table_year, frame.table_month, 1))
    return frame.nominal_year


def is_nominal(frame: Frame) -> bool:
    """The document names no year at all."""
    return frame.academic_year is None and frame.period is None and frame.table_year is None


def document_span(frame: Frame) -> Window:
    if frame.period is not None:
        return Window(*frame.period)
    return teaching_year(first_year(frame))


def plan_years(frame: Frame) -> list[Window]:
    """The teaching (or, on a calendar basis, calendar) years of the document, cut to its period.

    A period that lies in a summer is a year of its own.
    """
    if frame.period is None:
        return [teaching_year(first_year(frame))]
    start, end = frame.period
    if frame.calendar_basis:
        years = [Window(date(y, 1, 1), date(y, 12, 31)) for y in range(start.year, end.year + 1)]
    else:
        years = [teaching_year(y) for y in range(school_year_of(start), school_year_of(end) + 1)]
    cut = (clip(year, Window(start, end)) for year in years)
    return [year for year in cut if year is not None] or [Window(start, end)]


def clip(window: Window, limits: Window) -> Window | None:
    start, end = max(window.start, limits.start), min(window.end, limits.end)
    return Window(start, end) if start <= end else None


def each_month(span: Window) -> Iterator[tuple[int, int]]:
    year, month = span.start.year, span.start.month
    while (year, month) <= (span.end.year, span.end.month):
        yield year, month
        year, month = months_later(year, month, 1)


def week_of_month(year: int, month: int, number: int) -> Window:
    """Days 1–7, 8–14, 15–21, 22–28, then the rest; -1 is the last seven days."""
    last = last_day(year, month)
    if number == -1:
        return Window(date(year, month, last - 6), date(year, month, last))
    start = min(7 * number - 6, last)
    return Window(date(year, month, start), date(year, month, min(7 * number, last)))


def tenth_of_month(year: int, month: int, number: int) -> Window:
    """Decades: days 1–10, 11–20, 21–end."""
    if number in (3, -1):
        return Window(date(year, month, 21), month_end(year, month))
    return Window(date(year, month, 10 * number - 9), date(year, month, 10 * number))


def half_of_month(year: int, month: int, number: int) -> Window:
    if number == 1:
        return Window(date(year, month, 1), date(year, month, 15))
    return Window(date(year, month, 16), month_end(year, month))


def weekday_of_month(year: int, month: int, number: int, weekday: int) -> date | None:
    """The nth Monday (0) … Sunday (6); -1 is the last one."""
    if number == -1:
        last = month_end(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (number - 1)
    return date(year, month, day) if day <= last_day(year, month) else None


def same_day_later(day: date, years: int) -> date:
    """The same day `years` later; the end of February stays the end of February."""
    year = day.year + years
    if day.month == 2 and day == month_end(day.year, 2):
        return month_end(year, 2)
    return day.replace(year=year)
