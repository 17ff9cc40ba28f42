"""Rows written from `roadmaps.states.snapshots`: an accepted proposal, an applied change, a copied activity."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db.models import Max

from core.audit import record
from core.viewer import Viewer
from roadmaps.actions.maps import new_draft, new_occurrence
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Roadmap, Stage
from roadmaps.queries.snapshots import TEXTS
from roadmaps.states.plans import Heading
from roadmaps.states.snapshots import NO_TERM, ActivityState, RoadmapState, TermWindow
from roadmaps.work import is_open
from schools.models import Organization


def add_from_state(stage: Stage, state: ActivityState) -> Activity:
    """At the end of the stage. The caller holds the lock of the roadmap and records the event."""
    last = stage.activities.aggregate(last=Max("position"))["last"] or 0
    activity = Activity(organization_id=stage.organization_id, roadmap_id=stage.roadmap_id, stage=stage)
    fill(activity, state)
    activity.position, activity.number = last + 1, f"{stage.position}.{last + 1}"
    activity.save(force_insert=True)
    ContentLine.objects.bulk_create(lines_of(activity, state))
    Responsible.objects.bulk_create(responsibles_of(activity, state))
    Occurrence.objects.bulk_create(occurrence_of(activity, window) for window in state.windows or (NO_TERM,))
    return activity


def apply_state(activity: Activity, state: ActivityState) -> None:
    """The activity becomes what the state says; its number, place, ticks of unchanged lines and done terms stay.

    The caller holds the lock of the activity and records the event.
    """
    number = activity.number
    fill(activity, state)
    activity.number = number
    activity.version += 1
    activity.save()
    _replace_lines(activity, state)
    Responsible.objects.filter(activity=activity).delete()
    Responsible.objects.bulk_create(responsibles_of(activity, state))
    _move_occurrences(activity, state.windows or (NO_TERM,))


def fill(activity: Activity, state: ActivityState) -> None:
    for name in TEXTS:
        setattr(activity, name, getattr(state, name))


def lines_of(
    activity: Activity, state: ActivityState, ticked: Mapping[str, datetime | None] | None = None
) -> Iterator[ContentLine]:
    owner = {"organization_id": activity.organization_id, "activity": activity}
    for place, text in enumerate(state.lines, 1):
        yield ContentLine(position=place, text=text, done_at=(ticked or {}).get(text), **owner)


def _replace_lines(activity: Activity, state: ActivityState) -> None:
    ticked = dict(ContentLine.objects.filter(activity=activity).values_list("text", "done_at"))
    ContentLine.objects.filter(activity=activity).delete()
    ContentLine.objects.bulk_create(lines_of(activity, state, ticked))


def responsibles_of(activity: Activity, state: ActivityState) -> Iterator[Responsible]:
    for place, each in enumerate(state.responsibles, 1):
        yield Responsible(
            organization_id=activity.organization_id,
            activity=activity,
            position=place,
            kind=each.kind,
            text=each.text[:500],
            person_id=each.person,
            role=each.role,
            body_id=each.body,
            for_level=each.level,
        )


def _move_occurrences(activity: Activity, windows: Iterable[TermWindow]) -> None:
    """Terms no longer open stay as they are; the open ones move to the new windows in order, the rest come or go."""
    rows = Occurrence.objects.filter(activity=activity).order_by("due_on", "pk")
    kept = [row for row in rows if not is_open(row.state)]
    free = [row for row in rows if row not in kept]
    taken = {(row.starts_on, row.due_on, row.for_level) for row in kept}
    wanted = [w for w in windows if (_day(w.starts_on), _day(w.due_on), w.level) not in taken]
    for row, window in zip(free, wanted, strict=False):
        row.starts_on, row.due_on, row.for_level = _day(window.starts_on), _day(window.due_on), window.level
        row.version += 1
    Occurrence.objects.bulk_update(free[: len(wanted)], ["starts_on", "due_on", "for_level", "version"])
    Occurrence.objects.bulk_create(occurrence_of(activity, window) for window in wanted[len(free) :])
    for row in free[len(wanted) :]:
        _take_away(row)


def _take_away(row: Occurrence) -> None:
    """A term that fell away; one that already has files is cancelled, so that nothing a person gave is lost."""
    if not row.files_count:
        row.delete()
        return
    row.state, row.note, row.version = Occurrence.State.CANCELLED, "Срок исключён из карты.", row.version + 1
    row.save(update_fields=["state", "note", "version"])


def occurrence_of(activity: Activity, window: TermWindow) -> Occurrence:
    row = new_occurrence(activity, _day(window.starts_on), _day(window.due_on))
    row.for_level = window.level
    return row


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def create_from_state(
    organization: Organization, heading: Heading, state: RoadmapState, *, by: Viewer, via: str
) -> Roadmap:
    """A draft with all rows of the state in a constant number of statements; `heading` wins over the state's own."""
    roadmap = new_draft(organization, heading)
    stages = Stage.objects.bulk_create(
        Stage(
            organization=organization,
            roadmap=roadmap,
            position=place,
            name=stage.name[:500],
            phase=stage.phase,
            kind=stage.kind,
        )
        for place, stage in enumerate(state.stages, 1)
    )
    pairs = [
        (_placed(stage, place, activity), activity)
        for stage, source in zip(stages, state.stages, strict=True)
        for place, activity in enumerate(source.activities, 1)
    ]
    Activity.objects.bulk_create(activity for activity, _ in pairs)
    ContentLine.objects.bulk_create(line for activity, each in pairs for line in lines_of(activity, each))
    Responsible.objects.bulk_create(row for activity, each in pairs for row in responsibles_of(activity, each))
    Occurrence.objects.bulk_create(
        occurrence_of(activity, window) for activity, each in pairs for window in each.windows or (NO_TERM,)
    )
    record(by, "roadmap.created", roadmap, via=via, activities=len(pairs))
    return roadmap


def _placed(stage: Stage, place: int, state: ActivityState) -> Activity:
    activity = Activity(organization_id=stage.organization_id, roadmap_id=stage.roadmap_id, stage=stage)
    fill(activity, state)
    activity.position, activity.number = place, f"{stage.position}.{place}"
    return activity
