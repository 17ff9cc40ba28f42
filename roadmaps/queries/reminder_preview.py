"""Who gets a letter on the next working morning, as far as the viewer may read what it is about."""

from dataclasses import dataclass
from datetime import date, datetime

from core.calendar import next_working_day
from core.viewer import Viewer
from roadmaps.queries.reminder_plans import plans_of
from roadmaps.queries.reminders import Counts, Reminder, reminders, working_weeks
from roadmaps.reminding import Day
from schools.access import organizations_below
from schools.models import Membership, Organization


@dataclass(frozen=True, slots=True)
class Preview:
    """`rows`: person and the title of the digest, by name; people of the viewer's own organization only."""

    day: date
    is_quiet: bool
    rows: tuple[tuple[Membership, str], ...]


def preview_of(viewer: Viewer, now: datetime) -> Preview:
    """Eight queries at most however many roadmaps stand below. Nobody's switched off letters are known here."""
    own: Organization = viewer.organization
    organizations = list(organizations_below(viewer).order_by("pk"))
    plans, week = plans_of([own, *organizations]), working_weeks([own])[own.pk]
    morning = next_working_day(own.local_date(now), week)
    if plans[own.pk].is_quiet(morning) or not organizations:
        return Preview(morning, plans[own.pk].is_quiet(morning), ())
    found = reminders(organizations, {own.pk: Day.of(morning, own.digest_on, week)}, plans)
    rows = [(row.membership, _title(row, morning)) for row in found.values() if row.called]
    return Preview(morning, False, tuple(sorted(rows, key=lambda pair: pair[0].full_name)))


def _title(reminder: Reminder, day: date) -> str:
    return Counts.of(reminder.due.values(), day).words()
