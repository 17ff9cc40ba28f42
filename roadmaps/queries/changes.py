"""Changes of an approved roadmap, as rows of a page."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from core.viewer import Viewer
from roadmaps.changes import PlannedChange
from roadmaps.diffs import FieldChange, changed_fields
from roadmaps.models import Change, ChangeSet, Roadmap
from roadmaps.queries.names import hidden_people, unnamed
from roadmaps.snapshots import ActivityState

LIVE = (ChangeSet.State.OPEN, ChangeSet.State.SENT)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """`fields` are empty for what is added or excluded as a whole. `stale`: the activity changed since."""

    pk: int
    kind: str
    words: str
    stage: str
    number: str
    name: str
    activity: int | None
    fields: list[FieldChange]
    stale: bool


def live_set_of(viewer: Viewer, roadmap: Roadmap) -> ChangeSet | None:
    """The one that is being written or decided about."""
    rows = ChangeSet.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    return rows.filter(state__in=LIVE).first()


def sets_of(viewer: Viewer, roadmap: Roadmap) -> list[ChangeSet]:
    """All, the newest first."""
    rows = ChangeSet.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    return list(rows.order_by("-created_at", "-pk"))


def rows_of(viewer: Viewer, change_set: ChangeSet) -> list[ChangeRow]:
    """In the order of the roadmap. Two queries."""
    rows = Change.objects.visible_to(viewer).filter(organization_id=change_set.organization_id, change_set=change_set)
    order = ("stage__position", "activity__position", "pk")
    found = [(row, planned_of(row)) for row in rows.select_related("stage", "activity").order_by(*order)]
    states = [state for _, planned in found for state in (planned.before, planned.after) if state]
    hidden = hidden_people(viewer, change_set.organization_id, states)
    return [_row(row, _shown(planned, hidden)) for row, planned in found]


def _shown(planned: PlannedChange, hidden: Collection[int]) -> PlannedChange:
    before, after = (state and unnamed(state, hidden) for state in (planned.before, planned.after))
    return replace(planned, before=before, after=after)


def _row(row: Change, planned: PlannedChange) -> ChangeRow:
    state = planned.after or planned.before
    fields = changed_fields(planned.before, planned.after) if planned.before and planned.after else []
    return ChangeRow(
        pk=row.pk,
        kind=row.kind,
        words=row.get_kind_display(),
        stage=row.stage.name,
        number=row.activity.number if row.activity else "",
        name=state.name if state else "",
        activity=row.activity_id,
        fields=fields,
        stale=is_stale(row),
    )


def planned_of(row: Change) -> PlannedChange:
    before = ActivityState.from_json(row.before) if row.before else None
    after = ActivityState.from_json(row.after) if row.after else None
    return PlannedChange(row.kind, row.stage_id, before, after)


def is_stale(row: Change) -> bool:
    return row.activity is not None and row.activity.version != row.seen_version
