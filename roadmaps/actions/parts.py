"""What an activity consists of, made from its state: unsaved rows of one, saved rows of many at once."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime

from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Stage
from roadmaps.queries.snapshots import TEXTS
from roadmaps.states.snapshots import NO_TERM, ActivityState, TermWindow

Pairs = Collection[tuple[Activity, ActivityState]]


def placed(stage: Stage, place: int, state: ActivityState) -> Activity:
    """Unsaved, numbered by its place in the stage."""
    activity = Activity(organization_id=stage.organization_id, roadmap_id=stage.roadmap_id, stage=stage)
    fill(activity, state)
    activity.position, activity.number = place, f"{stage.position}.{place}"
    return activity


def fill(activity: Activity, state: ActivityState) -> None:
    for name in TEXTS:
        setattr(activity, name, getattr(state, name))


def write_parts(pairs: Pairs) -> None:
    """Three statements, however many activities."""
    write_lines(pairs)
    write_responsibles(pairs)
    write_occurrences(pairs)


def write_lines(pairs: Pairs) -> None:
    ContentLine.objects.bulk_create(line for activity, state in pairs for line in lines_of(activity, state))


def write_responsibles(pairs: Pairs) -> None:
    Responsible.objects.bulk_create(row for activity, state in pairs for row in responsibles_of(activity, state))


def write_occurrences(pairs: Pairs) -> None:
    """Without a term an activity has one without dates: it can still be marked done."""
    Occurrence.objects.bulk_create(
        occurrence_of(activity, window) for activity, state in pairs for window in state.windows or (NO_TERM,)
    )


def lines_of(
    activity: Activity, state: ActivityState, ticked: Mapping[str, datetime | None] | None = None
) -> Iterator[ContentLine]:
    owner = {"organization_id": activity.organization_id, "activity": activity}
    for place, text in enumerate(state.lines, 1):
        yield ContentLine(position=place, text=text, done_at=(ticked or {}).get(text), **owner)


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


def occurrence_of(activity: Activity, window: TermWindow) -> Occurrence:
    return Occurrence(
        organization_id=activity.organization_id,
        roadmap_id=activity.roadmap_id,
        activity=activity,
        starts_on=day(window.starts_on),
        due_on=day(window.due_on),
        for_level=window.level,
    )


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
