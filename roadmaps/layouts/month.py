"""A month of terms as weeks from Monday to Sunday. Pure."""

from calendar import Calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from core.calendar import is_working_day
from roadmaps.layouts.cells import DayTraits, day_html, items_html, tray_html
from roadmaps.queries.filters import EMPTY, Filters
from roadmaps.queries.rows import ActivityRow
from roadmaps.queries.status import Status, status_of

WEEKDAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
SHOWN = 3  # terms of one day before «ещё N»
MONTHS = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Which terms of the rows are shown, and the day they are judged on (`roadmaps.queries.status.judged_on`)."""

    today: date
    judged: date | None
    filters: Filters = EMPTY


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

    @property
    def cell(self) -> SafeString:
        traits = DayTraits(self.inside, self.working, self.vacation, self.today, self.hidden > 0)
        return day_html(traits, self.day, self.shown, self.hidden)

    @property
    def items(self) -> SafeString:
        """Its terms as items of a list."""
        return items_html(self.terms)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`months` of the whole roadmap with the number of activities due in them; `without` have none to show."""

    first: date
    weeks: list[list[Day]]
    months: list[tuple[date, str, int]]
    agenda: list[Day]
    without: list[ActivityRow]

    @property
    def name(self) -> str:
        return month_name(self.first)

    @property
    def tray(self) -> SafeString:
        """What has no term, as items of a list."""
        return tray_html(self.without)

    def ids(self) -> set[int]:
        """Activities with a term in the month."""
        return {term.activity for day in self.agenda for term in day.terms}


def nearest_month(sheet: Sheet) -> date:
    """The shown month when it has terms or none has, else the closest one that has."""
    if sheet.agenda or not sheet.months:
        return sheet.first
    return min((first for first, _, _ in sheet.months), key=lambda first: abs((first - sheet.first).days))


def month_name(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def sheet_of(
    rows: Iterable[ActivityRow], first: date, today: date, vacations: Collection[date] = (), seen: Seen | None = None
) -> Sheet:
    """Of the month that begins on `first`; `vacations` are days without lessons, `seen` are the terms of the rows."""
    rows = list(rows)
    seen = seen or Seen(today, today)
    found = {row.pk: list(terms_of(row, seen)) for row in rows}
    terms = [term for row in rows for term in found[row.pk]]
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
        without=[row for row in rows if not found[row.pk]],
    )


def terms_of(row: ActivityRow, seen: Seen) -> Iterable[Term]:
    """The dated terms of a row that the filters let through: at least the one the row itself tells of, if dated."""
    for due in row.dues:
        if due.due_on and seen.filters.keep_term(due, seen.today, seen.judged):
            yield Term(row.pk, row.number, row.name, status_of(due.state, due.due_on, seen.judged), due.due_on)


def _day(day: date, first: date, today: date, vacation: bool, terms: Iterable[Term]) -> Day:
    inside = day.month == first.month
    return Day(day, inside, is_working_day(day), vacation, day == today, tuple(terms) if inside else ())


def _months(terms: Iterable[Term]) -> list[tuple[date, str, int]]:
    found: dict[date, set[int]] = {}
    for term in terms:
        found.setdefault(term.due_on.replace(day=1), set()).add(term.activity)
    return [(first, month_name(first), len(found[first])) for first in sorted(found)]
