"""What has happened to a roadmap by today, done by the same actions as on the pages."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from docx import Document

from core.viewer import Viewer
from roadmaps.actions import mark_done, start_occurrence, tick_line
from roadmaps.models import ContentLine, Occurrence, Responsible, Roadmap
from schools.models import Membership

LATE = 3  # how many of the past windows are left overdue
FILES = 6  # how many of the done ones have a file; the papers of the others lie in a folder
NOTES = ("Провели, все участвовали.", "", "Материалы у координатора.")


def live_through(roadmap: Roadmap, person: Membership, now: datetime, *, by: Viewer) -> None:
    """Past windows are done a day before their end, except the LATE last ones; two are under way."""
    today = by.organization.local_date(now)
    rows = list(Occurrence.objects.filter(roadmap=roadmap, due_on__isnull=False).order_by("due_on", "pk"))
    past = [row for row in rows if row.due_on and row.due_on < today]
    current = [row for row in rows if row.starts_on and row.due_on and row.starts_on <= today <= row.due_on]
    late, finished = past[-LATE:], past[:-LATE]
    protocol = _protocol()
    for number, row in enumerate(finished):
        _finish(row, number, protocol, by)
    split = set(ContentLine.objects.filter(activity__roadmap=roadmap).values_list("activity_id", flat=True))
    current.sort(key=lambda row: row.activity_id not in split)  # what consists of items shows how far it is
    for row in current[:2]:
        start_occurrence(row, by=by, seen_version=row.version)
        _tick_lines(row, 1, by, now)
    _name_person([*late[1:], *current[2:4]], person)


def _finish(row: Occurrence, number: int, protocol: bytes, by: Viewer) -> None:
    on = _day_before_end(row)
    at = datetime.combine(on, time(15), by.organization.zone)
    _tick_lines(row, None, by, at)
    mark_done(
        row,
        on=on,
        note=NOTES[number % len(NOTES)],
        files=[ContentFile(protocol, name=f"Протокол {on:%d.%m}.docx")] if number < FILES else [],
        without_document="" if number < FILES else "лежит в папке программы",
        by=by,
        seen_version=row.version,
        now=at,
    )


def _day_before_end(row: Occurrence) -> date:
    end = row.due_on or row.starts_on or date.min
    return max(row.starts_on or end, end - timedelta(days=1))


def _tick_lines(row: Occurrence, most: int | None, by: Viewer, at: datetime) -> None:
    """The first `most` items of the content, or all."""
    lines = ContentLine.objects.select_related("activity__roadmap").filter(activity=row.activity_id)
    for line in lines.order_by("position", "pk")[:most]:
        tick_line(line, done=True, by=by, now=at)


def _name_person(rows: list[Occurrence], person: Membership) -> None:
    """One person answers for a few activities by name, beside those the template names by role."""
    Responsible.objects.bulk_create(
        Responsible(
            organization_id=person.organization_id,
            activity_id=activity,
            position=90,
            kind=Responsible.Kind.PERSON,
            person=person,
            text=person.short_name,
        )
        for activity in sorted({row.activity_id for row in rows})
    )


def _protocol() -> bytes:
    document = Document()
    document.add_heading("Протокол", level=1)
    document.add_paragraph("Учебный пример: организация, люди и встреча вымышлены.")
    document.add_paragraph("Решили: мероприятие считать выполненным.")
    target = BytesIO()
    document.save(target)
    return target.getvalue()
