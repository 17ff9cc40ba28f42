"""Taking back the last action in a table, as long as nobody has touched its rows since."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction

from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.rows import put_row, restore_rows
from roadmaps.actions.sides import lock_roadmap
from roadmaps.actions.table import change_rows
from roadmaps.models import Activity, Roadmap, Undo
from roadmaps.queries.changes import live_set_of
from roadmaps.queries.table import editable_rows
from roadmaps.states.snapshots import ActivityState

LONGEST = timedelta(hours=1)


class TooLate(DomainError):
    message = "Отменить уже нельзя: с тех пор эти строки изменились или прошло больше часа. Поправьте их в таблице."


@dataclass(frozen=True, slots=True)
class Kept:
    """A row before the action; `version` and `change` (its row of a change set, 0: none) are those after it.

    `stage` and `position` are where a deleted or moved row stood.
    """

    pk: int
    state: dict[str, Any]
    version: int = 0
    change: int = 0
    stage: int = 0
    position: int = 0

    @classmethod
    def of(cls, undo: Undo) -> list[Self]:
        return [cls(**row) for row in undo.rows]


def places_of(roadmap: Roadmap, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Activity id → (stage id, position)."""
    rows = Activity.objects.filter(organization_id=roadmap.organization_id, roadmap=roadmap, pk__in=ids)
    return {pk: (stage, position) for pk, stage, position in rows.values_list("pk", "stage_id", "position")}


def keep_edit(roadmap: Roadmap, before: Mapping[int, ActivityState], *, by: Viewer, now: datetime) -> Undo:
    """After the rows were written or planned; `before` is what the editor saw. In place of the person's last undo."""
    present = editable_rows(by, roadmap, list(before))
    rows = Activity.objects.filter(organization_id=roadmap.organization_id, roadmap=roadmap, pk__in=list(before))
    versions = dict(rows.values_list("pk", "version"))
    kept = [Kept(pk, state.to_json(), versions[pk], present.change_of(pk)) for pk, state in before.items()]
    return _keep(roadmap, Undo.Kind.EDIT, kept, by, now)


def keep_removal(
    roadmap: Roadmap,
    before: Mapping[int, ActivityState],
    places: Mapping[int, tuple[int, int]],
    *,
    by: Viewer,
    now: datetime,
) -> Undo:
    """After rows were deleted from a draft; `places` as they stood before (`places_of`)."""
    kept = [Kept(pk, state.to_json(), stage=places[pk][0], position=places[pk][1]) for pk, state in before.items()]
    return _keep(roadmap, Undo.Kind.REMOVE, kept, by, now)


def keep_move(activity: Activity, *, by: Viewer, now: datetime) -> Undo:
    """After a row of a draft was moved; `activity` as it stood before."""
    kept = [Kept(activity.pk, {}, stage=activity.stage_id, position=activity.position)]
    return _keep(activity.roadmap, Undo.Kind.MOVE, kept, by, now)


def _keep(roadmap: Roadmap, kind: Undo.Kind, kept: list[Kept], by: Viewer, now: datetime) -> Undo:
    mine = {"organization_id": roadmap.organization_id, "roadmap": roadmap, "made_by": by.user}
    Undo.objects.filter(**mine).delete()
    return Undo.objects.create(kind=kind, rows=[asdict(row) for row in kept], made_at=now, **mine)


@transaction.atomic
def take_back(undo: Undo, *, by: Viewer, now: datetime) -> int:
    """The rows are again what they were; returns how many. Raises TooLate, OnItsWay, NotADraft, ChangesLocked."""
    lock_roadmap(undo.roadmap_id, undo.organization_id)
    roadmap = Roadmap.objects.get(pk=undo.roadmap_id)
    kept = Kept.of(undo)
    if now - undo.made_at > LONGEST:
        raise TooLate
    if undo.kind == Undo.Kind.REMOVE:
        _refuse_lost_stages(roadmap, kept)
        places = {row.pk: (row.stage, row.position, ActivityState.from_json(row.state)) for row in kept}
        restore_rows(roadmap, places, by=by)
    elif undo.kind == Undo.Kind.MOVE:
        _refuse_lost_stages(roadmap, kept)
        _move_back(roadmap, kept, by)
    else:
        _refuse_touched(roadmap, kept, by)
        states = {row.pk: ActivityState.from_json(row.state) for row in kept}
        change_rows(roadmap, states, reason="", by=by, now=now)
    Undo.objects.filter(pk=undo.pk).delete()
    return len(kept)


def _move_back(roadmap: Roadmap, kept: list[Kept], by: Viewer) -> None:
    for row in kept:
        activity = Activity.objects.filter(roadmap=roadmap, pk=row.pk).first()
        if activity is None:
            raise TooLate
        put_row(activity, row.stage, row.position, by=by)


def _refuse_lost_stages(roadmap: Roadmap, kept: list[Kept]) -> None:
    here = set(roadmap.stages.values_list("pk", flat=True))
    if not roadmap.is_draft or {row.stage for row in kept} - here:
        raise TooLate


def _refuse_touched(roadmap: Roadmap, kept: list[Kept], by: Viewer) -> None:
    """A change set that was sent or written meanwhile has other rows, or none."""
    if not roadmap.is_draft and live_set_of(by, roadmap) is None:
        raise TooLate
    present = editable_rows(by, roadmap, [row.pk for row in kept])
    rows = Activity.objects.filter(organization_id=roadmap.organization_id, roadmap=roadmap, removed_on=None)
    versions = dict(rows.filter(pk__in=list(present.states)).values_list("pk", "version"))
    if any((versions.get(row.pk), present.change_of(row.pk)) != (row.version, row.change) for row in kept):
        raise TooLate
