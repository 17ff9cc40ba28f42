"""Changes of an approved roadmap, as rows of a page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from core.viewer import Viewer
from roadmaps.models import Change, ChangeSet, Roadmap, RoadmapVersion, Submission
from roadmaps.queries.names import hidden_people, unnamed
from roadmaps.queries.rules import rules_of
from roadmaps.queries.statements.table import read_live_set
from roadmaps.states.changes import PlannedChange, is_small
from roadmaps.states.diffs import FieldChange, changed_fields
from roadmaps.states.snapshots import ActivityState, RoadmapState

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
    return read_live_set(viewer, roadmap, LIVE)


def sets_of(viewer: Viewer, roadmap: Roadmap) -> list[ChangeSet]:
    """All, the newest first."""
    rows = ChangeSet.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    return list(rows.select_related("roadmap").order_by("-created_at", "-pk"))


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


def is_small_here(viewer: Viewer, roadmap: Roadmap, changes: Iterable[PlannedChange]) -> bool:
    """Whether the body above leaves these changes to the organization.

    Terms are measured from what was last approved or endorsed: several small moves do not add up to a long one.
    """
    decided = _decided_states(viewer, roadmap)
    measured = [
        replace(change, before=decided.get(change.before.pk or 0, change.before)) if change.before else change
        for change in changes
    ]
    organization = roadmap.organization
    return is_small(measured, rules_of(organization.parent or organization).small_change_days)


def _decided_states(viewer: Viewer, roadmap: Roadmap) -> dict[int, ActivityState]:
    """Activity id → its state in the version decided about last; empty where no version was kept."""
    endorsed = Submission.objects.visible_to(viewer).filter(
        organization_id=roadmap.organization_id, roadmap=roadmap, state=Submission.State.ENDORSED
    )
    rows = RoadmapVersion.objects.visible_to(viewer).filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    decided = rows.filter(Q(reason=RoadmapVersion.Reason.APPROVED) | Q(pk__in=endorsed.values("version_id")))
    version = decided.order_by("-number").first()
    if version is None:
        return {}
    stages = RoadmapState.from_json(version.content).stages
    return {activity.pk: activity for stage in stages for activity in stage.activities if activity.pk}
