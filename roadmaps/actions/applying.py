"""A decided change set written into its roadmap, row by row; the new version is kept."""

from datetime import datetime

from core.audit import record
from core.viewer import Viewer
from roadmaps.actions.cascade import refresh_offers
from roadmaps.actions.sides import move_route
from roadmaps.actions.states import add_from_state, apply_state
from roadmaps.actions.versions import keep_version
from roadmaps.models import Activity, Change, ChangeSet, Occurrence, Roadmap, RoadmapVersion
from roadmaps.queries.changes import planned_of
from roadmaps.states.diffs import changed_fields


def write_changes(row: ChangeSet, roadmap: Roadmap, basis: str, *, by: Viewer, now: datetime) -> None:
    """Under the locks of the roadmap and of the set; `basis` as printed."""
    for change in Change.objects.filter(change_set=row).select_related("activity", "stage").order_by("pk"):
        _write_one(change, row, by, now)
    row.state, row.applied_at, row.basis = ChangeSet.State.APPLIED, now, basis[:200]
    row.save(update_fields=["state", "applied_at", "basis"])
    roadmap.version += 1
    roadmap.save(update_fields=["version"])
    move_route(roadmap, Roadmap.Route.WRITING, now)
    keep_version(roadmap, reason=RoadmapVersion.Reason.CHANGED, by=by, now=now)
    record(by, "roadmap.changed", roadmap, at=now, reason=row.reason, basis=basis)
    refresh_offers(roadmap, by=by, now=now)


def _write_one(change: Change, row: ChangeSet, by: Viewer, now: datetime) -> None:
    planned = planned_of(change)
    if change.activity_id is None:
        if planned.after is None:
            return
        activity = add_from_state(change.stage, planned.after)
        record(by, "activity.created", activity, at=now, reason=row.reason)
        return
    activity = Activity.objects.select_for_update().get(pk=change.activity_id)
    if planned.after is None:
        _exclude(activity, row.reason, by, now)
        return
    apply_state(activity, planned.after)
    fields = [field.label for field in changed_fields(planned.before, planned.after)] if planned.before else []
    record(by, "activity.changed", activity, at=now, reason=row.reason, fields=fields)


def _exclude(activity: Activity, reason: str, by: Viewer, now: datetime) -> None:
    """Nothing that was done is lost: finished terms stay, open ones are cancelled with the reason."""
    activity.removed_on, activity.removal_reason = by.organization.local_date(now), reason[:300]
    activity.version += 1
    activity.save(update_fields=["removed_on", "removal_reason", "version"])
    note = f"Исключено из карты: {reason}"
    unsettled = Occurrence.objects.unsettled().filter(organization_id=activity.organization_id, activity=activity)
    unsettled.update(state=Occurrence.State.CANCELLED, note=note, done_on=None)
    record(by, "activity.excluded", activity, at=now, reason=reason)
