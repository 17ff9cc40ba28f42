"""Rows of a draft: adding, changing, deleting. An approved map is locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Max

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.maps import new_occurrence, refuse_closed
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Roadmap, Stage
from roadmaps.people import Match
from roadmaps.subjects import guess_subject
from roadmaps.terms import Reading


class ActivityChanged(DomainError):
    """Somebody saved the row first. `now` is the row as it is."""

    message = "Пока вы правили, мероприятие изменили. Ниже показано, как стало; проверьте и сохраните ещё раз."

    def __init__(self, now: Activity) -> None:
        self.now = now
        super().__init__()


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """What a person typed. `reading` None: the words of the term have not changed, the occurrences stay."""

    name: str
    term_text: str
    reading: Reading | None
    expected_result: str
    lines: Sequence[str]
    responsibles: Sequence[Match]
    audience: str = ""


@transaction.atomic
def create_activity(stage: Stage, draft: ActivityDraft, *, by: Viewer) -> Activity:
    """At the end of the stage. Raises NotADraft."""
    roadmap = _draft_map(stage.roadmap_id)
    last = stage.activities.aggregate(last=Max("position"))["last"] or 0
    activity = Activity(
        organization_id=stage.organization_id,
        roadmap=roadmap,
        stage=stage,
        position=last + 1,
        number=f"{stage.position}.{last + 1}",
    )
    _fill(activity, draft)
    activity.subject = guess_subject(draft.name, " ".join(draft.lines), draft.expected_result)
    activity.save(force_insert=True)
    _replace_parts(activity, draft)
    record(by, "activity.created", activity)
    return activity


@transaction.atomic
def edit_activity(activity: Activity, draft: ActivityDraft, *, by: Viewer, seen_version: int) -> None:
    """Raises NotADraft, ActivityChanged."""
    _draft_map(activity.roadmap_id)
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if row.version != seen_version:
        raise ActivityChanged(row)
    before = {name: getattr(row, name) for name in FIELDS}
    _fill(row, draft)
    row.version += 1
    row.save()
    _replace_parts(row, draft)
    record(by, "activity.edited", row, fields=[name for name in FIELDS if before[name] != getattr(row, name)])


@transaction.atomic
def delete_activity(activity: Activity, *, by: Viewer) -> None:
    """Raises NotADraft."""
    _draft_map(activity.roadmap_id)
    record(by, "activity.deleted", activity)
    Activity.objects.filter(pk=activity.pk).delete()


FIELDS = ("name", "audience", "term_text", "expected_result", "responsible_text")


def _draft_map(pk: int) -> Roadmap:
    """Locks the map and moves its version: an order drafted from the old text has to be looked at again."""
    roadmap = Roadmap.objects.select_for_update().get(pk=pk)
    refuse_closed(roadmap)
    Roadmap.objects.filter(pk=pk).update(version=F("version") + 1)
    return roadmap


def _fill(activity: Activity, draft: ActivityDraft) -> None:
    activity.name, activity.audience = draft.name, draft.audience
    activity.term_text, activity.expected_result = draft.term_text, draft.expected_result
    activity.responsible_text = ", ".join(match.text for match in draft.responsibles)
    if draft.reading is not None:
        activity.term_kind = draft.reading.kind.value
        activity.term_rrule = draft.reading.rrule or ""
        activity.term_note = draft.reading.note[:500]


def _replace_parts(activity: Activity, draft: ActivityDraft) -> None:
    owner = {"organization_id": activity.organization_id, "activity": activity}
    ContentLine.objects.filter(activity=activity).delete()
    named = Responsible.objects.filter(activity=activity)
    levels = dict(named.values_list("text", "for_level"))
    named.delete()
    ContentLine.objects.bulk_create(
        ContentLine(position=place, text=text, **owner) for place, text in enumerate(draft.lines, 1)
    )
    Responsible.objects.bulk_create(
        Responsible(
            position=place,
            kind=match.kind,
            person_id=match.person_id,
            role=match.role,
            body_id=match.body_id,
            for_level=levels.get(match.text[:500], ""),
            text=match.text[:500],
            **owner,
        )
        for place, match in enumerate(draft.responsibles, 1)
    )
    if draft.reading is not None:
        windows: list[tuple[date | None, date | None]] = [
            (window.start, window.end) for window in draft.reading.windows
        ]
        Occurrence.objects.filter(activity=activity).delete()
        Occurrence.objects.bulk_create(new_occurrence(activity, start, end) for start, end in windows or [(None, None)])
