"""Terms of tasks: days of a template laid into the dates of a pair, on working days."""

from collections.abc import Sequence
from datetime import date, timedelta

from core.calendar import FIVE_DAYS, is_working_day, next_working_day, shift_working_days
from mentoring.plans.sketches import DAYS_OF_MONTH, Sketch


def due_on(day: int, months: int, starts_on: date, ends_on: date, week: int = FIVE_DAYS) -> date:
    """A day of a template of so many months, stretched or pressed to the dates of the pair.

    On a working day: the next one, the last one before the end where that would be too late.
    """
    length = (ends_on - starts_on).days
    wanted = starts_on + timedelta(days=min(length, round(length * day / (months * DAYS_OF_MONTH))))
    return working_day(wanted, ends_on, week)


def working_day(day: date, last: date, week: int = FIVE_DAYS) -> date:
    """The day, or the first working one after it; the one before when that is after `last`."""
    if is_working_day(day, week):
        return day
    later = next_working_day(day, week)
    return later if later <= last else shift_working_days(day, -1, week)


def due_days(sketch: Sketch, starts_on: date, ends_on: date, week: int = FIVE_DAYS) -> Sequence[date]:
    """The term of every task of a template, in their order."""
    return [due_on(task.day, sketch.months, starts_on, ends_on, week) for task in sketch.tasks]


def day_in(due: date, starts_on: date) -> int:
    """A term as a day of a template, for the bank."""
    return max(0, (due - starts_on).days)


def months_of(starts_on: date, ends_on: date) -> int:
    """Whole months nearest to the period, as a template counts them: 3 … 12."""
    return min(12, max(3, round((ends_on - starts_on).days / DAYS_OF_MONTH)))
