"""Dates and periods in the words of papers."""

from datetime import date

from core.years import school_year_of, year_bounds

BLANK_DATE = "«___»\u00a0____________ 20__\u00a0г."
SIGNING_DATE = "«___»\u00a0__________ 20__\u00a0г."  # beside a signature, in smaller letters


def school_year_words(first: int) -> str:
    """«2026/2027 учебный год» for the year that begins in 2026."""
    return f"{first}/{first + 1} учебный год"


def period_words(starts_on: date, ends_on: date) -> str:
    """«2026/2027 учебный год», «2024–2027 годы»: what a plan is made for, after «на»."""
    first = school_year_of(starts_on)
    if ends_on <= year_bounds(first)[1]:
        return school_year_words(first)
    if starts_on.year == ends_on.year:
        return f"{starts_on.year} год"
    return f"{starts_on.year}–{ends_on.year} годы"
