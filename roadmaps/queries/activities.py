"""One activity with everything around it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from accounts.roles import Permission
from core.http import address_of
from core.statements import moment_of
from core.viewer import Viewer
from roadmaps.letters.chat import activity_text
from roadmaps.models import Activity, ContentLine
from roadmaps.queries.cells import asks_document, person_words, window_words
from roadmaps.queries.discussion import is_removable
from roadmaps.queries.events import SHOWN, Happened, happened
from roadmaps.queries.rows import responsible_words
from roadmaps.queries.statements.activity import Found, read_activity
from roadmaps.queries.status import DUE_FIELDS, Due, Status, current_of, due_from, judged_on, status_of
from roadmaps.work import REVIEW


@dataclass(frozen=True, slots=True)
class Line:
    pk: int
    text: str
    done_at: datetime | None

    @property
    def address(self) -> str:
        """Where its mark is set and taken off."""
        return address_of("line_toggle", self.pk)


@dataclass(frozen=True, slots=True)
class File:
    pk: str
    name: str
    size: int
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A proof elsewhere; its host is always shown, whatever the title says."""

    pk: int
    url: str
    title: str
    added_at: datetime

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True)
class Message:
    """A comment; the words of a removed one are gone. `removable` by the viewer now."""

    pk: int
    who: str
    text: str
    made_at: datetime
    removed: bool
    removable: bool


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """`occurrence` is the window; `note`, `version` and `done_by` complete it."""

    occurrence: Due
    status: Status
    window: str
    note: str
    version: int
    done_by: str
    files: list[File]
    links: list[Link]

    @property
    def in_review(self) -> bool:
        return self.occurrence.state == REVIEW

    @property
    def has_proof(self) -> bool:
        return bool(self.occurrence.files or self.links)

    @property
    def is_open(self) -> bool:
        return self.occurrence.is_open


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """`current` is the occurrence the buttons act on. `can_mark`, `can_review`: own approved map and the permission.

    `can_plan`: terms may be moved, in a draft or by a change of an approved map.
    """

    activity: Activity
    today: date
    status: Status
    current: OccurrenceRow | None
    occurrences: list[OccurrenceRow]
    responsibles: list[str]
    lines: list[Line]
    lines_done: int
    events: list[Happened]
    can_mark: bool
    can_edit: bool
    can_open_files: bool
    can_review: bool
    can_plan: bool
    can_settle: bool
    can_talk: bool
    comments: list[Message]
    document_needed: bool
    unread: int

    @property
    def stage_address(self) -> str:
        """The stage's place in the table."""
        return f"{self.activity.roadmap.get_absolute_url()}#stage-{self.activity.stage_id}"

    @property
    def chat(self) -> str:
        """To be copied into a chat."""
        window, path = self.current.window if self.current else "", self.activity.get_absolute_url()
        return activity_text(self.activity.number, self.activity.name, window, self.status.text, path)


def activity_page(viewer: Viewer, pk: int, now: datetime) -> ActivityPage | None:
    """One statement; the day is the one in the organization. Nothing when the viewer sees no such activity."""
    files, events = viewer.can(Permission.FILE_VIEW), SHOWN if viewer.can(Permission.HISTORY_VIEW) else 0
    talk = viewer.can(Permission.ACTIVITY_DISCUSS)
    found = read_activity(viewer, pk, files=files, talk=talk, events=events)
    if found is None:
        return None
    activity, own = found.activity, viewer.can_edit(found.activity)
    today = activity.organization.local_date(now)
    working = own and activity.roadmap.status == "approved" and activity.removed_on is None
    occurrences = _occurrences(found, today)
    spoken = current_of(row.occurrence for row in occurrences)
    current = next((row for row in occurrences if row.occurrence == spoken), None)
    lines = [Line(line, text, moment_of(done_at)) for line, text, done_at in found.lines]
    return ActivityPage(
        activity=activity,
        today=today,
        status=current.status if current else status_of("not_started", None, today),
        current=current,
        occurrences=occurrences,
        responsibles=[responsible_words(*words)[1] for words in found.people],
        lines=lines,
        lines_done=sum(line.done_at is not None for line in lines),
        events=[happened(*event) for event in found.events],
        can_mark=working and viewer.can(Permission.ACTIVITY_MARK),
        can_edit=own and activity.roadmap.is_open and viewer.can(Permission.ROADMAP_EDIT),
        can_open_files=own and files,
        can_review=working and viewer.can(Permission.ACTIVITY_REVIEW),
        can_plan=(working or (own and activity.roadmap.is_open)) and viewer.can(Permission.ROADMAP_EDIT),
        can_settle=own and activity.roadmap.status != "archived" and viewer.can(Permission.ROADMAP_EDIT),
        can_talk=own and talk,
        comments=[_message(values, viewer, now) for values in found.comments],
        document_needed=asks_document(activity.evidence, activity.expected_result),
        unread=found.unread,
    )


def checklist(viewer: Viewer, activity: Activity) -> list[Line]:
    rows = ContentLine.objects.visible_to(viewer).filter(organization_id=activity.organization_id, activity=activity)
    return [Line(*row) for row in rows.order_by("position", "pk").values_list("pk", "text", "done_at")]


def _occurrences(found: Found, today: date) -> list[OccurrenceRow]:
    files: dict[int, list[File]] = {}
    for occurrence, pk, name, size, at in found.files:
        files.setdefault(occurrence, []).append(File(pk, name, size, datetime.fromisoformat(at)))
    links: dict[int, list[Link]] = {}
    for occurrence, pk, url, title, at in found.links:
        links.setdefault(occurrence, []).append(Link(pk, url, title, datetime.fromisoformat(at)))
    judged = judged_on(found.activity.roadmap, today)
    return [_occurrence(values, files, links, today, judged) for values in found.occurrences]


def _message(values: list[Any], viewer: Viewer, now: datetime) -> Message:
    pk, author, text, at, removed, last_name, *others = values
    made_at, mine = datetime.fromisoformat(at), viewer.membership is not None and viewer.membership.pk == author
    who = person_words(last_name, *others) if last_name else "коллега"
    return Message(pk, who, text, made_at, removed, mine and not removed and is_removable(made_at, now))


def _occurrence(
    values: list[Any], files: dict[int, list[File]], links: dict[int, list[Link]], today: date, judged: date | None
) -> OccurrenceRow:
    due, (note, version, last_name, *others) = due_from(values[:DUE_FIELDS]), values[DUE_FIELDS:]
    return OccurrenceRow(
        occurrence=due,
        status=status_of(due.state, due.due_on, judged),
        window=window_words(due, today),
        note=note,
        version=version,
        done_by=person_words(last_name, *others) if last_name else "",
        files=files.get(due.pk, []),
        links=links.get(due.pk, []),
    )


def due_of(row: Any) -> Due:
    return Due(row.pk, row.activity_id, row.starts_on, row.due_on, row.state, row.files_count, row.done_on)
