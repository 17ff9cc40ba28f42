"""Dates and periods in the words of papers."""

from datetime import date

from core.dates import long_date

__all__ = ["long_date", "period_words", "school_year_words"]

BLANK_DATE = "«___»\u00a0____________ 20__\u00a0г."
FIRST_MONTH = 9  # a school year runs from 1 September to 31 August


def school_year_words(first: int) -> str:
    """«2026/2027 учебный год» for the year that begins in 2026."""
    return f"{first}/{first + 1} учебный год"


def period_words(starts_on: date, ends_on: date) -> str:
    """«2026/2027 учебный год», «2024–2027 годы»: what a plan is made for, after «на»."""
    first = starts_on.year if starts_on.month >= FIRST_MONTH else starts_on.year - 1
    if ends_on < date(first + 1, FIRST_MONTH, 1):
        return school_year_words(first)
    if starts_on.year == ends_on.year:
        return f"{starts_on.year} год"
    return f"{starts_on.year}–{ends_on.year} годы"
