"""Rows of a set of changes: what an activity is to become, what is added, what is taken out."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from core.viewer import Viewer
from roadmaps.actions.change_sets import writable_set
from roadmaps.models import Activity, Change, ChangeSet, Stage
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.diffs import changed_fields
from roadmaps.states.snapshots import ActivityState


@transaction.atomic
def plan_edits(change_set: ChangeSet, states: Mapping[int, ActivityState], *, by: Viewer) -> None:
    """Activity id → what it is to become; what equals the present is taken out of the set. Raises ChangesLocked."""
    row, _ = writable_set(change_set, by)
    present = states_of_activities(by, row.organization_id, states)
    activities = Activity.objects.filter(organization_id=row.organization_id, roadmap_id=row.roadmap_id, pk__in=present)
    Change.objects.filter(change_set=row, activity_id__in=present).delete()
    Change.objects.bulk_create(
        Change(
            organization_id=row.organization_id,
            change_set=row,
            kind=Change.Kind.EDIT,
            stage_id=activity.stage_id,
            activity=activity,
            before=present[activity.pk].to_json(),
            after=states[activity.pk].to_json(),
            seen_version=activity.version,
        )
        for activity in activities
        if changed_fields(present[activity.pk], states[activity.pk])
    )


def plan_addition(change_set: ChangeSet, stage: Stage, state: ActivityState, *, by: Viewer) -> Change:
    """Raises ChangesLocked."""
    return plan_additions(change_set, [(stage.pk, state)], by=by)[0]


@transaction.atomic
def plan_additions(change_set: ChangeSet, places: Sequence[tuple[int, ActivityState]], *, by: Viewer) -> list[Change]:
    """(stage id, activity). Raises ChangesLocked."""
    row, _ = writable_set(change_set, by)
    common = {"organization_id": row.organization_id, "change_set": row, "kind": Change.Kind.ADD}
    return Change.objects.bulk_create(
        Change(stage_id=stage, after=state.to_json(), **common) for stage, state in places
    )


def plan_removal(change_set: ChangeSet, activity: Activity, *, by: Viewer) -> Change:
    """Raises ChangesLocked."""
    return plan_removals(change_set, [activity], by=by)[0]


@transaction.atomic
def plan_removals(change_set: ChangeSet, activities: Collection[Activity], *, by: Viewer) -> list[Change]:
    """The activities will stay visible as excluded, with what was done. Raises ChangesLocked."""
    row, _ = writable_set(change_set, by)
    present = states_of_activities(by, row.organization_id, [activity.pk for activity in activities])
    Change.objects.filter(change_set=row, activity_id__in=present).delete()
    return Change.objects.bulk_create(
        Change(
            organization_id=row.organization_id,
            change_set=row,
            kind=Change.Kind.REMOVE,
            stage_id=activity.stage_id,
            activity=activity,
            before=present[activity.pk].to_json(),
            seen_version=activity.version,
        )
        for activity in activities
    )


@transaction.atomic
def drop_change(change: Change, *, by: Viewer) -> None:
    """Raises ChangesLocked."""
    writable_set(change.change_set, by)
    change.delete()
