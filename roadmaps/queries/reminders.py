"""Who is to be reminded of what on a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from core.calendar import FIVE_DAYS, SIX_DAYS, is_working_day
from core.viewer import Viewer
from roadmaps.models import Occurrence, Roadmap
from roadmaps.queries.responsible import Owner, of_level, responsible_by_level, speakers
from roadmaps.reminding import Day, ReminderPlan
from schools.models import Membership, Organization

MORNING = range(8, 11)  # local hours: a beat missed at 8 is made up at 9 or 10, nothing is written later or at night


class _Open(NamedTuple):
    pk: int
    activity: int
    due_on: date
    organization: int
    municipality: int | None
    region: int
    level: str


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


def reminders(
    organizations: list[Organization], days: Mapping[int, Day], plans: Mapping[int, ReminderPlan]
) -> dict[int, Reminder]:
    """Membership id → reminder, for everything open in approved roadmaps of `organizations`.

    `days`: organization → its local day; people of other organizations are left out. Four queries at most, two more
    when terms are so late that others have to hear of them.
    """
    last = max((day.horizon(plans[row.pk]) for row in organizations for day in set(days.values())), default=date.min)
    rows = _open_rows(organizations, last)
    on = max(day.today for day in days.values())
    found = _Found(days, plans)
    people = responsible_by_level({row.activity: Owner(*row[3:6]) for row in rows}, on)
    for row in rows:
        found.tell(row, of_level(people.get(row.activity, {}), row.level).values())
    late = [(row, seat, above) for row in rows for seat, above in _seats_beside(row, plans[row.organization], on)]
    others = speakers({seat for _, seat, _ in late}, on) if late else {}
    for row, seat, above in late:
        found.tell(row, others[seat].values(), weekly=above)
    return found.reminders


class _Found:
    """Reminders while they are gathered; what a day says of a term is worked out once."""

    def __init__(self, days: Mapping[int, Day], plans: Mapping[int, ReminderPlan]) -> None:
        self.days, self.plans = days, plans
        self.reminders: dict[int, Reminder] = {}
        self._calls: dict[tuple[Day, date, int], bool | None] = {}

    def tell(self, row: _Open, people: Iterable[Membership], *, weekly: bool = False) -> None:
        """`weekly`: the body above reads of late terms once a week, whatever day they fell on."""
        for person in people:
            day = self.days.get(person.organization_id)
            calls = self._said(row, day) if day else None
            if day is None or calls is None:
                continue
            reminder = self.reminders.get(person.pk) or self.reminders.setdefault(person.pk, Reminder(person))
            reminder.due[row.pk] = row.due_on
            reminder.called = reminder.called or (day.opens_week if weekly else calls)

    def _said(self, row: _Open, day: Day) -> bool | None:
        """None: the term is too far ahead."""
        key = (day, row.due_on, row.organization)
        if key not in self._calls:
            plan = self.plans[row.organization]
            self._calls[key] = day.calls(row.due_on, plan) if row.due_on <= day.horizon(plan) else None
        return self._calls[key]


def _seats_beside(row: _Open, plan: ReminderPlan, on: date) -> Iterator[tuple[int, bool]]:
    """Organizations whose people hear of a late term as well; true for the municipality of a school."""
    coordinator, above = plan.told_beside((on - row.due_on).days)
    if coordinator:
        yield row.organization, False
    if above and row.municipality and row.municipality != row.organization:
        yield row.municipality, True


def still_open(viewer: Viewer, ids: list[int]) -> QuerySet[Occurrence]:
    """Those of the occurrences that the viewer may read and nobody has finished meanwhile."""
    rows = Occurrence.objects.visible_to(viewer).unfinished().filter(pk__in=ids)
    approved = rows.filter(roadmap__status=Roadmap.Status.APPROVED)
    return approved.select_related("activity__stage", "organization").order_by("due_on", "pk")


def _open_rows(organizations: list[Organization], last: date) -> list[_Open]:
    rows = Occurrence.objects.filter(organization__in=organizations).unfinished()
    approved = rows.filter(due_on__lte=last, roadmap__status=Roadmap.Status.APPROVED)
    fields = ("pk", "activity_id", "due_on", "organization_id", "municipality_id", "region_id", "for_level")
    return [_Open(*row) for row in approved.values_list(*fields)]
