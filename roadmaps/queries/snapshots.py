"""Rows read into `roadmaps.states.snapshots`: five statements for a roadmap, four for activities, however many."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from core.viewer import Viewer
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Roadmap, Stage
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState, StageState, TermWindow

TEXTS = (
    "name",
    "number",
    "audience",
    "term_text",
    "term_kind",
    "term_rrule",
    "term_note",
    "expected_result",
    "responsible_text",
    "subject",
    "event_kind",
    "evidence",
    "addressed_to",
    "compulsory",
)


def state_of_roadmap(viewer: Viewer, roadmap: Roadmap) -> RoadmapState:
    """Without what was excluded from it."""
    rows = Activity.objects.visible_to(viewer).filter(
        organization_id=roadmap.organization_id, roadmap=roadmap, removed_on=None
    )
    states = _states(viewer, rows.order_by("position", "pk"), roadmap.organization_id)
    stages = Stage.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    found = [
        StageState(name, phase, kind, tuple(state for stage, state in states if stage == pk), pk)
        for pk, name, phase, kind in stages.order_by("position").values_list("pk", "name", "phase", "kind")
    ]
    starts_on, ends_on = roadmap.starts_on.isoformat(), roadmap.ends_on.isoformat()
    return RoadmapState(roadmap.title, starts_on, ends_on, tuple(found), tuple(roadmap.mentoring_forms))


def states_of_activities(viewer: Viewer, organization_id: int, ids: Iterable[int]) -> dict[int, ActivityState]:
    """Of one organization, by id; those the viewer may not read are absent."""
    rows = Activity.objects.visible_to(viewer).filter(organization_id=organization_id, pk__in=list(ids))
    return {state.pk: state for _, state in _states(viewer, rows, organization_id) if state.pk}


def _states(viewer: Viewer, rows: Any, organization_id: int) -> list[tuple[int, ActivityState]]:
    activities = list(rows.values("pk", "stage_id", *TEXTS))
    ids = [row["pk"] for row in activities]
    lines = _lines(viewer, organization_id, ids)
    windows = _windows(viewer, organization_id, ids)
    people = _responsibles(viewer, organization_id, ids)
    return [
        (
            row["stage_id"],
            ActivityState(
                **{name: row[name] for name in TEXTS},
                lines=tuple(lines.get(row["pk"], ())),
                windows=tuple(windows.get(row["pk"], ())),
                responsibles=tuple(people.get(row["pk"], ())),
                pk=row["pk"],
            ),
        )
        for row in activities
    ]


def _lines(viewer: Viewer, organization_id: int, ids: list[int]) -> dict[int, list[str]]:
    rows = ContentLine.objects.visible_to(viewer).filter(organization_id=organization_id, activity_id__in=ids)
    found: dict[int, list[str]] = {}
    for activity, text in rows.order_by("position", "pk").values_list("activity_id", "text"):
        found.setdefault(activity, []).append(text)
    return found


def _windows(viewer: Viewer, organization_id: int, ids: list[int]) -> dict[int, list[TermWindow]]:
    rows = Occurrence.objects.visible_to(viewer).filter(organization_id=organization_id, activity_id__in=ids)
    found: dict[int, list[TermWindow]] = {}
    fields = ("activity_id", "starts_on", "due_on", "for_level")
    for activity, starts_on, due_on, level in rows.order_by("due_on", "pk").values_list(*fields):
        found.setdefault(activity, []).append(TermWindow(_iso(starts_on), _iso(due_on), level))
    return found


def _responsibles(viewer: Viewer, organization_id: int, ids: list[int]) -> dict[int, list[Answerer]]:
    rows = Responsible.objects.visible_to(viewer).filter(organization_id=organization_id, activity_id__in=ids)
    found: dict[int, list[Answerer]] = {}
    fields = ("activity_id", "kind", "text", "person_id", "role", "body_id", "for_level")
    for activity, *values in rows.order_by("position", "pk").values_list(*fields):
        found.setdefault(activity, []).append(Answerer(*values))
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
