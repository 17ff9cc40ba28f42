"""A month of terms as weeks from Monday to Sunday. Pure."""

from calendar import Calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import is_working_day
from roadmaps.queries.rows import ActivityRow
from roadmaps.queries.status import Status, status_of

WEEKDAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
SHOWN = 3  # terms of one day before «ещё N»
MONTHS = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One due date of an activity."""

    activity: int
    number: str
    name: str
    status: Status
    due_on: date


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    inside: bool  # of the month that is shown
    working: bool
    vacation: bool  # a day without lessons; people may work
    today: bool
    terms: tuple[Term, ...]

    @property
    def shown(self) -> tuple[Term, ...]:
        return self.terms[:SHOWN]

    @property
    def hidden(self) -> int:
        return max(0, len(self.terms) - SHOWN)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`months` of the whole roadmap with the number of activities due in them; `without` have no date at all."""

    first: date
    weeks: list[list[Day]]
    months: list[tuple[date, str, int]]
    agenda: list[Day]
    without: list[ActivityRow]

    @property
    def name(self) -> str:
        return month_name(self.first)

    def ids(self) -> set[int]:
        """Activities with a term in the month."""
        return {term.activity for day in self.agenda for term in day.terms}


def month_name(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def sheet_of(rows: Iterable[ActivityRow], first: date, today: date, vacations: Collection[date] = ()) -> Sheet:
    """Of the month that begins on `first`; `vacations` are days without lessons."""
    rows = list(rows)
    terms = [term for row in rows for term in _terms(row, today)]
    by_day: dict[date, list[Term]] = {}
    for term in sorted(terms, key=lambda term: term.due_on):
        by_day.setdefault(term.due_on, []).append(term)
    weeks = [
        [_day(day, first, today, day in vacations, by_day.get(day, ())) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Sheet(
        first=first,
        weeks=weeks,
        months=_months(terms),
        agenda=[day for week in weeks for day in week if day.inside and day.terms],
        without=[row for row in rows if not any(due.due_on for due in row.dues)],
    )


def _terms(row: ActivityRow, today: date) -> Iterable[Term]:
    for due in row.dues:
        if due.due_on:
            yield Term(row.pk, row.number, row.name, status_of(due.state, due.due_on, today), due.due_on)


def _day(day: date, first: date, today: date, vacation: bool, terms: Iterable[Term]) -> Day:
    inside = day.month == first.month
    return Day(day, inside, is_working_day(day), vacation, day == today, tuple(terms) if inside else ())


def _months(terms: Iterable[Term]) -> list[tuple[date, str, int]]:
    found: dict[date, set[int]] = {}
    for term in terms:
        found.setdefault(term.due_on.replace(day=1), set()).add(term.activity)
    return [(first, month_name(first), len(found[first])) for first in sorted(found)]
