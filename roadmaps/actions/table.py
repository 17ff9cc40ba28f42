"""One verb for rows of a draft and of an approved map: the first are written, the second planned in a change set."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.viewer import Viewer
from roadmaps.actions.change_sets import open_change_set
from roadmaps.actions.changed_rows import plan_additions, plan_edits, plan_removals
from roadmaps.actions.rows import ActivityChanged, add_rows, delete_rows, write_rows
from roadmaps.models import Activity, ChangeSet, Roadmap
from roadmaps.queries.table import editable_rows
from roadmaps.states.snapshots import ActivityState


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw of one row: its version, and the row of the change set (0: none)."""

    version: int
    change: int = 0


@transaction.atomic
def change_rows(
    roadmap: Roadmap,
    states: Mapping[int, ActivityState],
    *,
    reason: str,
    by: Viewer,
    now: datetime,
    seen: Seen | None = None,
) -> ChangeSet | None:
    """Activity id → what it becomes. Returns the change set of an approved map.

    `reason` is for a new change set only. Raises OnItsWay, ActivityChanged, ReasonMissing, ChangesLocked.
    """
    if roadmap.is_draft:
        write_rows(roadmap, states, by=by, seen_version=seen.version if seen else None)
        return None
    change_set = open_change_set(roadmap, reason=reason, by=by, now=now)
    if seen is not None:
        _refuse_stale(roadmap, list(states), seen, by)
    plan_edits(change_set, states, by=by)
    return change_set


def _refuse_stale(roadmap: Roadmap, ids: Collection[int], seen: Seen, by: Viewer) -> None:
    """Under the lock of the roadmap that `open_change_set` holds."""
    present = editable_rows(by, roadmap, ids)
    for row in Activity.objects.filter(organization_id=roadmap.organization_id, pk__in=ids):
        if (row.version, present.change_of(row.pk)) != (seen.version, seen.change):
            raise ActivityChanged(row)


@transaction.atomic
def add_to_stages(
    roadmap: Roadmap, places: Sequence[tuple[int, ActivityState]], *, reason: str, by: Viewer, now: datetime
) -> ChangeSet | None:
    """(stage id, activity). Raises OnItsWay, ReasonMissing, ChangesLocked."""
    if roadmap.is_draft:
        add_rows(roadmap, places, by=by)
        return None
    change_set = open_change_set(roadmap, reason=reason, by=by, now=now)
    plan_additions(change_set, places, by=by)
    return change_set


@transaction.atomic
def remove_rows(roadmap: Roadmap, ids: Collection[int], *, reason: str, by: Viewer, now: datetime) -> ChangeSet | None:
    """A draft loses them; an approved map keeps them as excluded once the change is written.

    Raises OnItsWay, ReasonMissing, ChangesLocked.
    """
    if roadmap.is_draft:
        delete_rows(roadmap, ids, by=by)
        return None
    change_set = open_change_set(roadmap, reason=reason, by=by, now=now)
    rows = Activity.objects.filter(
        organization_id=roadmap.organization_id, roadmap=roadmap, pk__in=ids, removed_on=None
    )
    plan_removals(change_set, rows, by=by)
    return change_set
