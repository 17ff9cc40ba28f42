"""Dates as people type and read them."""

import re
from datetime import date, timedelta

from core.years import school_year_of, year_bounds

SHORT_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
LONG_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
NEAR_DAYS = {0: "сегодня", 1: "завтра", -1: "вчера"}
_NUMBERS = re.compile(r"(\d{1,2})[\s.,/-]+(\d{1,2})(?:[\s.,/-]+(\d{4}|\d{2}))?\s*г?\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read_date(text: str, today: date) -> date:
    """Reads «21.11.2026», «21.11.26», «21 11» (in the school year of `today`), «сегодня», «завтра», «вчера».

    Raises ValueError when the words are no date.
    """
    words = " ".join(text.lower().split())
    for shift, name in NEAR_DAYS.items():
        if words == name:
            return today + timedelta(days=shift)
    if found := _ISO.fullmatch(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if not (found := _NUMBERS.fullmatch(words)):
        raise ValueError(text)
    day, month = int(found[1]), int(found[2])
    if found[3] is None:
        return _in_school_year(day, month, today)
    year = int(found[3])
    return date(year if year > 99 else 2000 + year, month, day)


def read_birth(text: str, today: date) -> date:
    """A date of birth: «12.05.1985», «12.05.85», «1985-05-12»; two digits mean the last hundred years.

    Raises ValueError when the words are no such date, or the day is to come, or more than 120 years ago.
    """
    words = " ".join(text.lower().split())
    if found := _ISO.fullmatch(words):
        day = date(int(found[1]), int(found[2]), int(found[3]))
    elif (found := _NUMBERS.fullmatch(words)) and found[3] is not None:
        year = int(found[3])
        if year < 100:
            year += today.year // 100 * 100
            year -= 100 if (year, int(found[2]), int(found[1])) > (today.year, today.month, today.day) else 0
        day = date(year, int(found[2]), int(found[1]))
    else:
        raise ValueError(f"no date of birth: {text}")
    if day > today or day.year < today.year - 120:
        raise ValueError(f"no date of birth: {text}")
    return day


def _in_school_year(day: int, month: int, today: date) -> date:
    first, last = year_bounds(school_year_of(today))
    return date(first.year if month >= first.month else last.year, month, day)


def near_day(day: date, today: date) -> str:
    """«сегодня», «21 ноя» in the year of `today`, «21.11.2027» in another one."""
    if name := NEAR_DAYS.get((day - today).days):
        return name
    if day.year == today.year:
        return f"{day.day}\u00a0{SHORT_MONTHS[day.month - 1]}"
    return f"{day:%d.%m.%Y}"


def long_date(day: date) -> str:
    """«21 ноября 2026 г.»."""
    return f"{day.day}\u00a0{LONG_MONTHS[day.month - 1]} {day.year}\u00a0г."
