"""Quarters of a school year: three months each, from September. 0 is the whole year."""

from datetime import date

from core.years import FIRST_MONTH, school_year_of, year_bounds

YEAR = 0
QUARTERS = (1, 2, 3, 4)
PERIODS = (*QUARTERS, YEAR)
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
MONTHS = {1: "сентябрь – ноябрь", 2: "декабрь – февраль", 3: "март – май", 4: "июнь – август", YEAR: "учебный год"}
NAMES = {**{number: f"{roman} квартал" for number, roman in ROMAN.items()}, YEAR: "Год"}


def quarter_of(day: date) -> int:
    """1 for September, 4 for August."""
    return (day.month - FIRST_MONTH) % 12 // 3 + 1


def current_period(year: int, today: date) -> int:
    """The quarter of today in its own school year, the whole year in any other."""
    return quarter_of(today) if school_year_of(today) == year else YEAR


def is_running(year: int, period: int, today: date) -> bool:
    """Is its figure still counted from what stands in the program today?"""
    return school_year_of(today) == year and period in (YEAR, quarter_of(today))


def has_begun(year: int, period: int, today: date) -> bool:
    first, _ = year_bounds(year)
    return first <= today and (school_year_of(today) > year or period == YEAR or period <= quarter_of(today))


def read_period(text: str | None, default: int) -> int:
    """A period out of an address."""
    return int(text) if text in {str(period) for period in PERIODS} else default
