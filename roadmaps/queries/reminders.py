"""Who is to be reminded of what on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from core.calendar import FIVE_DAYS, SIX_DAYS, is_working_day, next_working_day
from core.viewer import Viewer
from roadmaps.models import Occurrence, Roadmap
from roadmaps.queries.responsible import Owner, responsible_people
from schools.models import LEAD_DAYS, Membership, Organization

MORNING = range(8, 11)  # local hours: a beat missed at 8 is made up at 9 or 10, nothing is written later or at night


@dataclass(frozen=True)
class Day:
    """A local day and how far ahead its digest looks: reminders of days off move to the working day before them."""

    today: date
    next_working: date

    @classmethod
    def of(cls, today: date, week: int = FIVE_DAYS) -> "Day":
        return cls(today, next_working_day(today, week))

    def horizon(self, lead_days: Iterable[int]) -> date:
        return self.next_working + timedelta(days=max(lead_days) - 1)

    def calls(self, due_on: date, lead_days: Iterable[int]) -> bool:
        """Whether this very term is a reason to write today: overdue, due today, or a lead day has come."""
        points = (due_on - timedelta(days=lead) for lead in lead_days)
        return due_on <= self.today or any(self.today <= point < self.next_working for point in points)


class _Open(NamedTuple):
    pk: int
    activity: int
    due_on: date
    organization: int
    municipality: int | None
    region: int


@dataclass
class Reminder:
    """What one person's digest holds: ids of occurrences, most pressing first."""

    membership: Membership
    due: dict[int, date] = field(default_factory=dict)
    called: bool = False

    def add(self, other: "Reminder") -> None:
        self.due |= other.due
        self.called = self.called or other.called

    @property
    def organization(self) -> int:
        return self.membership.organization_id

    def occurrences(self) -> list[int]:
        return sorted(self.due, key=lambda pk: (self.due[pk], pk))


@dataclass(frozen=True)
class Counts:
    overdue: int
    today: int
    soon: int

    @classmethod
    def of(cls, due: Iterable[date], today: date) -> "Counts":
        days = list(due)
        overdue, now = sum(day < today for day in days), sum(day == today for day in days)
        return cls(overdue, now, len(days) - overdue - now)

    def words(self) -> str:
        """«Сегодня 1, просрочено 3, скоро 2» without zeros."""
        parts = [("сегодня", self.today), ("просрочено", self.overdue), ("скоро", self.soon)]
        return ", ".join(f"{word} {number}" for word, number in parts if number).capitalize()


def morning_zones(names: Iterable[str], now: datetime) -> dict[str, date]:
    """Time zones where it is morning of a day on which at least some work, with the date there.

    An empty name is the default zone.
    """
    local = {name: now.astimezone(ZoneInfo(name or settings.TIME_ZONE)) for name in names}
    return {
        name: moment.date()
        for name, moment in local.items()
        if moment.hour in MORNING and is_working_day(moment.date(), SIX_DAYS)
    }


def working_weeks(organizations: Iterable[Organization]) -> dict[int, int]:
    """Organization → days of its week: its own choice, else of its municipality, else of its region, else five.

    `organizations` are all of a region.
    """
    own = {row.pk: row.working_week for row in organizations}
    return {
        row.pk: row.working_week or own.get(row.municipality_id or 0) or own.get(row.region_id) or FIVE_DAYS
        for row in organizations
    }


def reminders(organizations: list[Organization], days: Mapping[int, Day]) -> dict[int, Reminder]:
    """Membership id → reminder, for everything open in approved roadmaps of `organizations`. Four queries at most.

    `days`: organization → its local day; people of other organizations are left out.
    """
    lead = {row.pk: row.lead_days or LEAD_DAYS for row in organizations}
    numbers = [number for given in lead.values() for number in given]
    rows = _open_rows(organizations, max(day.horizon(numbers) for day in days.values()))
    people = responsible_people(
        {row.activity: Owner(*row[3:]) for row in rows}, max(day.today for day in days.values())
    )
    found: dict[int, Reminder] = {}
    for row in rows:
        for person in people.get(row.activity, {}).values():
            day = days.get(person.organization_id)
            if day is None or row.due_on > day.horizon(lead[row.organization]):
                continue
            reminder = found.setdefault(person.pk, Reminder(person))
            reminder.due[row.pk] = row.due_on
            reminder.called = reminder.called or day.calls(row.due_on, lead[row.organization])
    return found


def still_open(viewer: Viewer, ids: list[int]) -> QuerySet[Occurrence]:
    """Those of the occurrences that the viewer may read and nobody has finished meanwhile."""
    rows = Occurrence.objects.visible_to(viewer).unfinished().filter(pk__in=ids)
    approved = rows.filter(roadmap__status=Roadmap.Status.APPROVED)
    return approved.select_related("activity__stage", "organization").order_by("due_on", "pk")


def _open_rows(organizations: list[Organization], last: date) -> list[_Open]:
    rows = Occurrence.objects.filter(organization__in=organizations).unfinished()
    approved = rows.filter(due_on__lte=last, roadmap__status=Roadmap.Status.APPROVED)
    fields = ("pk", "activity_id", "due_on", "organization_id", "municipality_id", "region_id")
    return [_Open(*row) for row in approved.values_list(*fields)]
