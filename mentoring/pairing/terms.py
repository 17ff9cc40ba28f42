"""Dates of a pair: how long a programme lasts, the notice before an early end."""

from calendar import monthrange
from datetime import date

from core.calendar import shift_working_days
from mentoring.models import Pair, PairKind, Person
from mentoring.models.pairs import LONGEST_MONTHS, SHORTEST_MONTHS

NOTICE_DAYS = 3  # working days: ТК РФ, ст. 351.8
SHORT_KINDS = frozenset({PairKind.GOAL, PairKind.SITUATIONAL, PairKind.SPEED})
BY_ONE_SIDE = frozenset({Pair.EndReason.MENTOR, Pair.EndReason.CURATOR})
LAST_MONTH, LAST_DAY = 5, 31  # lessons are over


def shifted(day: date, months: int) -> date:
    """The same day that many months later; the 31st becomes the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def default_end(starts_on: date, school_year: int) -> date:
    """The end of the lessons of the year, or the shortest programme when that is nearer."""
    return max(date(school_year + 1, LAST_MONTH, LAST_DAY), shifted(starts_on, SHORTEST_MONTHS))


def breaks_period(starts_on: date, ends_on: date, kind: str) -> str:
    """What is wrong with the dates, in words; empty when nothing is. АЗ-1128/08: from 3 months to a year."""
    if ends_on < starts_on:
        return "Пара не может закончиться раньше, чем начнётся."
    if ends_on > shifted(starts_on, LONGEST_MONTHS):
        return "Программа пары длится не больше года. Дольше: продлите пару, когда год кончится."
    if ends_on < shifted(starts_on, SHORTEST_MONTHS) and kind not in SHORT_KINDS:
        return "Программа пары длится не меньше трёх месяцев. Короче бывают только краткосрочные виды."
    return ""


def needs_notice(pair: Pair, mentor: Person, reason: str) -> bool:
    """A paid teacher is relieved, or relieves himself, three working days after a warning: ТК РФ, ст. 351.8."""
    paid = bool(pair.addendum or pair.pay)
    return (
        paid
        and mentor.kind == Person.Kind.TEACHER
        and pair.status in (Pair.Status.ACTIVE, Pair.Status.PAUSED)
        and reason in BY_ONE_SIDE
    )


def notice_over(noticed_on: date) -> date:
    """The first day on which the pair may end."""
    return shift_working_days(noticed_on, NOTICE_DAYS)
