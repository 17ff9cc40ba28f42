"""Reminding schools: a line in the inbox and a letter for whoever answers there, at most once in three days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.roles import Role
from core.audit import record_many
from core.locks import wait_for_turn
from core.viewer import Viewer
from notifications.actions import News, notify_each
from notifications.models import Kind
from reports.models import SchoolReminder
from reports.queries.dashboards import last_reminders
from reports.queries.figures import FigureRow
from reports.reminding.offers import NobodyToRemind, is_paused, words_for
from schools.models import Membership

MOST = 500  # schools reminded at once
ANSWER = [Role.COORDINATOR, Role.DIRECTOR]


@dataclass(frozen=True, slots=True)
class Reminded:
    """`people` may be fewer than schools: where nobody works yet, nobody is told."""

    schools: int
    people: int


@transaction.atomic
def remind_schools(rows: Sequence[FigureRow], *, note: str, by: Viewer, now: datetime) -> Reminded:
    """Reminds each school of its own reasons, with the note of the official under them; a fixed number of statements.

    Passes over those reminded within three days; two officials at once remind each school once (advisory lock of the
    region). Raises NobodyToRemind.
    """
    chosen = {row.organization.pk: row for row in rows[:MOST]}
    wait_for_turn("school reminders", by.organization.region_id)
    last = last_reminders(by, chosen)
    due = [row for pk, row in chosen.items() if not is_paused(last.get(pk), now)]
    if not due:
        raise NobodyToRemind
    sent = SchoolReminder.objects.bulk_create(_reminder(row, note, by, now) for row in due)
    record_many(by, "school.reminded", sent, at=now)
    return Reminded(len(sent), _tell(sent, [row.organization.pk for row in due], by, now))


def _reminder(row: FigureRow, note: str, by: Viewer, now: datetime) -> SchoolReminder:
    text = "\n\n".join(part for part in (words_for(row.reasons), note.strip()) if part)
    return SchoolReminder(organization=row.organization, body=by.organization, sent_at=now, text=text, author=by.user)


def _tell(sent: Sequence[SchoolReminder], schools: Collection[int], by: Viewer, now: datetime) -> int:
    by_school = {reminder.organization_id: reminder for reminder in sent}
    people = Membership.objects.visible_to(by).active().filter(organization__in=schools, roles__overlap=ANSWER)
    title = f"Напоминание: {by.organization.short_name}"
    news = [
        News(person, title, reverse("home"), {"reminder": by_school[person.organization_id].pk})
        for person in people.select_related("organization")
    ]
    return notify_each(news, kind=Kind.SCHOOL_REMINDER, key=now.isoformat(), now=now)
