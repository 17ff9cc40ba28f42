"""The Russian production calendar: holidays, days off moved by the government, working Saturdays."""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

FIVE_DAYS, SIX_DAYS, SATURDAY = 5, 6, 5


@lru_cache(maxsize=16)
def _year(year: int) -> "HolidayBase":
    import holidays  # a fifth of a second: not for the start of the program

    return holidays.country_holidays("RU", years=year)


@lru_cache(maxsize=4096)
def is_working_day(day: date, week: int = FIVE_DAYS) -> bool:
    """A year whose moved days are not yet published is read by weekends and holidays alone.

    In a week of six days every Saturday works unless it is a holiday.
    """
    calendar = _year(day.year)
    if week == SIX_DAYS and day.weekday() == SATURDAY:
        return day not in calendar
    return calendar.is_working_day(day)


def next_working_day(day: date, week: int = FIVE_DAYS) -> date:
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day, week):
        day += timedelta(days=1)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days have passed: those after `first`, `last` included; 0 when `last` is not later."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def shift_working_days(day: date, days: int, week: int = FIVE_DAYS) -> date:
    """The day that many working days later, earlier when `days` is negative; 0 leaves the day as it is."""
    step = timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while not is_working_day(day, week):
            day += step
    return day
