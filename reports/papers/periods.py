"""The time a report is about: a school year or one of its quarters, three months each from September."""

from collections.abc import Iterator
from datetime import date, timedelta

from core.dates import MONTHS
from core.years import FIRST_MONTH, year_bounds, year_label
from reports.indicators.periods import MONTHS as WORDS
from reports.indicators.periods import ROMAN, YEAR


def bounds(year: int, period: int) -> tuple[date, date]:
    """First and last day, both inclusive."""
    if period == YEAR:
        return year_bounds(year)
    begun = _month(year, (period - 1) * 3)
    return begun, _month(year, period * 3) - timedelta(days=1)


def period_words(year: int, period: int) -> str:
    """«II квартал 2026/27 учебного года: декабрь – февраль»."""
    if period == YEAR:
        return f"{year_label(year)} учебный год"
    return f"{ROMAN[period]} квартал {year_label(year)} учебного года: {WORDS[period]}"


def months_of(year: int, period: int) -> Iterator[date]:
    """First days of the months."""
    first = (period - 1) * 3 if period != YEAR else 0
    return (_month(year, number) for number in range(first, first + (3 if period != YEAR else 12)))


def _month(year: int, number: int) -> date:
    """The `number`-th month of the school year, counted from 0; 12 is the next September."""
    months = FIRST_MONTH - 1 + number
    return date(year + months // 12, months % 12 + 1, 1)


def month_words(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
