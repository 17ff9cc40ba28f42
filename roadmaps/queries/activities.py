"""One activity with everything around it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.roles import Permission
from core.viewer import Viewer
from roadmaps.models import Activity, Attachment, ContentLine, Occurrence, Responsible
from roadmaps.queries.cells import needs_document, window_words
from roadmaps.queries.events import Happened, activity_history, names_of
from roadmaps.queries.rows import responsible_words
from roadmaps.queries.status import Due, Status, status_of


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    occurrence: Occurrence
    status: Status
    window: str
    done_by: str
    files: list[Attachment]

    @property
    def is_open(self) -> bool:
        return self.occurrence.state in (Occurrence.State.NOT_STARTED, Occurrence.State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """`current` is the occurrence the buttons act on. `can_mark`: own organization, approved map, permission."""

    activity: Activity
    status: Status
    current: OccurrenceRow | None
    occurrences: list[OccurrenceRow]
    responsibles: list[str]
    lines: list[ContentLine]
    lines_done: int
    events: list[Happened]
    can_mark: bool
    can_edit: bool
    can_open_files: bool
    document_needed: bool

    @property
    def stage_address(self) -> str:
        """The stage's place in the table."""
        return f"{self.activity.roadmap.get_absolute_url()}#stage-{self.activity.stage_id}"


def activity_page(viewer: Viewer, activity: Activity, today: date) -> ActivityPage:
    """`activity` with its stage and roadmap. Seven queries however many rows."""
    own = viewer.can_edit(activity)
    lines = checklist(viewer, activity)
    occurrences = _occurrences(viewer, activity, today)
    current = next((row for row in occurrences if row.is_open), occurrences[-1] if occurrences else None)
    return ActivityPage(
        activity=activity,
        status=current.status if current else status_of("not_started", None, today),
        current=current,
        occurrences=occurrences,
        responsibles=responsible_names(viewer, activity),
        lines=lines,
        lines_done=sum(line.done_at is not None for line in lines),
        events=activity_history(viewer, activity) if viewer.can(Permission.HISTORY_VIEW) and own else [],
        can_mark=own and activity.roadmap.status == "approved" and viewer.can(Permission.ACTIVITY_MARK),
        can_edit=own and activity.roadmap.is_draft and viewer.can(Permission.ROADMAP_EDIT),
        can_open_files=own and viewer.can(Permission.FILE_VIEW),
        document_needed=needs_document(activity.expected_result),
    )


def checklist(viewer: Viewer, activity: Activity) -> list[ContentLine]:
    rows = ContentLine.objects.visible_to(viewer).filter(organization_id=activity.organization_id, activity=activity)
    return list(rows.order_by("position", "pk"))


def responsible_names(viewer: Viewer, activity: Activity) -> list[str]:
    rows = Responsible.objects.visible_to(viewer).filter(organization_id=activity.organization_id, activity=activity)
    fields = ("kind", "text", "role", "body_id", "person_id")
    names = ("person__last_name", "person__first_name", "person__patronymic")
    found: list[str] = []
    for kind, text, role, body, person, *name in rows.order_by("position", "pk").values_list(*fields, *names):
        found.append(responsible_words(kind, text, role, body, person, name)[1])
    return found


def _occurrences(viewer: Viewer, activity: Activity, today: date) -> list[OccurrenceRow]:
    rows = list(
        Occurrence.objects.visible_to(viewer)
        .filter(organization_id=activity.organization_id, activity=activity)
        .order_by("due_on", "pk")
    )
    files = _files(viewer, rows) if viewer.can(Permission.FILE_VIEW) else {}
    names = names_of(viewer, activity.organization_id, (row.done_by_id for row in rows))
    return [
        OccurrenceRow(
            occurrence=row,
            status=status_of(row.state, row.due_on, today),
            window=window_words(due_of(row), today),
            done_by=names.get(row.done_by_id or 0, ""),
            files=files.get(row.pk, []),
        )
        for row in rows
    ]


def _files(viewer: Viewer, rows: list[Occurrence]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    for file in Attachment.objects.visible_to(viewer).filter(occurrence__in=rows).order_by("uploaded_at", "pk"):
        found.setdefault(file.occurrence_id, []).append(file)
    return found


def due_of(row: Any) -> Due:
    return Due(row.pk, row.activity_id, row.starts_on, row.due_on, row.state, row.files_count, row.done_on)
