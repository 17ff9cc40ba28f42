"""What a change set makes of a roadmap, and whether it is small. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from roadmaps.states.diffs import changed_fields
from roadmaps.states.snapshots import ActivityState, RoadmapState, StageState, TermWindow


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """`kind` as `Change.Kind`; `after` is None for what is excluded, `before` for what is added."""

    kind: str
    stage: int
    before: ActivityState | None
    after: ActivityState | None


def with_changes(state: RoadmapState, changes: Iterable[PlannedChange]) -> RoadmapState:
    """The roadmap as it will be: edited rows in their places, new ones at the end of their stages."""
    edited = {change.before.pk: change.after for change in changes if change.before is not None}
    added: dict[int, list[ActivityState]] = {}
    for change in changes:
        if change.before is None and change.after is not None:
            added.setdefault(change.stage, []).append(change.after)
    return replace(state, stages=tuple(_stage(stage, edited, added.get(stage.pk or 0, [])) for stage in state.stages))


def _stage(stage: StageState, edited: dict[int | None, ActivityState | None], added: list[ActivityState]) -> StageState:
    kept = (edited.get(activity.pk, activity) for activity in stage.activities)
    return replace(stage, activities=(*(activity for activity in kept if activity is not None), *added))


def is_small(changes: Iterable[PlannedChange], days: int) -> bool:
    """Only terms move, each by at most `days` calendar days: what the body above may leave to the organization."""
    return days > 0 and all(_small(change, days) for change in changes)


def _small(change: PlannedChange, days: int) -> bool:
    if change.before is None or change.after is None:
        return False
    if {field.field for field in changed_fields(change.before, change.after)} - {"term"}:
        return False
    old, new = change.before.windows, change.after.windows
    return len(old) == len(new) and all(_near(a, b, days) for a, b in zip(old, new, strict=True))


def _near(old: TermWindow, new: TermWindow, days: int) -> bool:
    return _distance(old.due_on, new.due_on) <= days and _distance(old.starts_on, new.starts_on) <= days


def _distance(old: str | None, new: str | None) -> float:
    if old is None or new is None:
        return 0 if old == new else float("inf")
    return abs((date.fromisoformat(new) - date.fromisoformat(old)).days)
