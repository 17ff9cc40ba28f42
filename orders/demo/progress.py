"""What has happened to a roadmap by today."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from core.viewer import Viewer
from roadmaps.models import ContentLine, Occurrence, Responsible, Roadmap
from schools.models import Membership

State = Occurrence.State
LATE = 3  # how many of the past ones are left overdue
NOTES = ("Провели, все участвовали.", "Протокол подшит в папку программы.", "Материалы у координатора.")


def live_through(roadmap: Roadmap, person: Membership, now: datetime, *, by: Viewer) -> None:
    """Past windows are done a day before their end, except the LATE last ones; two are under way."""
    today = by.organization.local_date(now)
    rows = list(Occurrence.objects.filter(roadmap=roadmap, due_on__isnull=False).order_by("due_on", "pk"))
    past = [row for row in rows if row.due_on and row.due_on < today]
    late = past[-LATE:]
    for number, row in enumerate(row for row in past if row not in late):
        row.state, row.done_by = State.DONE, by.user
        row.done_on = _day_before_end(row)
        row.note = NOTES[number % len(NOTES)]
    current = [row for row in rows if row.starts_on and row.starts_on <= today <= row.due_on]
    for row in current[:2]:
        row.state = State.IN_PROGRESS
    Occurrence.objects.bulk_update(rows, ["state", "done_by", "done_on", "note"])
    _tick_lines(rows, now)
    _name_person([*late[1:], *current[2:4]], person)


def _day_before_end(row: Occurrence) -> date | None:
    if row.due_on is None or row.starts_on is None:
        return row.due_on
    return max(row.starts_on, row.due_on - timedelta(days=1))


def _tick_lines(rows: list[Occurrence], now: datetime) -> None:
    """All items of what is done, the first item of what is under way."""
    finished = {row.activity_id for row in rows if row.state == State.DONE}
    begun = {row.activity_id for row in rows if row.state == State.IN_PROGRESS} - finished
    ticked = Q(activity_id__in=finished) | Q(activity_id__in=begun, position=1)
    ContentLine.objects.filter(ticked).update(done_at=now)


def _name_person(rows: list[Occurrence], person: Membership) -> None:
    """One person answers for a few activities by name, beside those the template names by role."""
    activities = {row.activity_id for row in rows}
    Responsible.objects.bulk_create(
        Responsible(
            organization_id=person.organization_id,
            activity_id=activity,
            position=90,
            kind=Responsible.Kind.PERSON,
            person=person,
            text=person.short_name,
        )
        for activity in sorted(activities)
    )
