"""What editing in the table needs beside the rows: what a live change set plans, which terms are finished."""

from collections.abc import Collection
from dataclasses import dataclass

from core.calendar import FIVE_DAYS
from core.viewer import Viewer
from roadmaps.models import Change, ChangeSet, Occurrence, Roadmap
from roadmaps.queries.changes import live_set_of, planned_of
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.snapshots import ActivityState
from schools.models import Organization

SETTLED = (Occurrence.State.DONE, Occurrence.State.CANCELLED, Occurrence.State.REVIEW)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of the live change set; `state` is None for what is to be excluded."""

    change: int
    state: ActivityState | None


def planned_rows(viewer: Viewer, change_set: ChangeSet) -> dict[int, Planned]:
    """By activity, without what is added. One query."""
    rows = Change.objects.visible_to(viewer).filter(organization_id=change_set.organization_id, change_set=change_set)
    found = rows.filter(activity__isnull=False).select_related("activity")
    return {row.activity_id: Planned(row.pk, planned_of(row).after) for row in found if row.activity_id}


@dataclass(frozen=True, slots=True)
class Editable:
    """Rows as an editor sees them: `states` with what the live change set of an approved map plans for them already."""

    roadmap: Roadmap
    change_set: ChangeSet | None
    planned: dict[int, Planned]
    states: dict[int, ActivityState]

    def change_of(self, pk: int) -> int:
        """The row of the change set, 0 when nothing is planned: whoever saw another one is stale."""
        planned = self.planned.get(pk)
        return planned.change if planned else 0


def editable_rows(viewer: Viewer, roadmap: Roadmap, ids: Collection[int]) -> Editable:
    """At most six queries, however many rows."""
    change_set = None if roadmap.is_draft else live_set_of(viewer, roadmap)
    planned = planned_rows(viewer, change_set) if change_set else {}
    states = states_of_activities(viewer, roadmap.organization_id, ids)
    for pk, row in planned.items():
        if pk in states and row.state is not None:
            states[pk] = row.state
    return Editable(roadmap, change_set, planned, states)


def finished_windows(viewer: Viewer, roadmap: Roadmap, ids: Collection[int]) -> dict[int, set[tuple[str, str]]]:
    """Activity id → (ISO start, ISO end) of its terms that are over: they do not move. One query."""
    rows = Occurrence.objects.visible_to(viewer).filter(
        organization_id=roadmap.organization_id, activity_id__in=ids, state__in=SETTLED
    )
    found: dict[int, set[tuple[str, str]]] = {}
    for activity, start, due in rows.values_list("activity_id", "starts_on", "due_on"):
        if due is not None:
            found.setdefault(activity, set()).add((start.isoformat() if start else "", due.isoformat()))
    return found


def week_of(organization: Organization) -> int:
    """Days of its working week: its own choice, else of its municipality, else of its region, else five."""
    if organization.working_week:
        return organization.working_week
    above = Organization.objects.in_bulk([pk for pk in (organization.municipality_id, organization.region_id) if pk])
    chosen = (above[pk].working_week for pk in (organization.municipality_id, organization.region_id) if pk in above)
    return next((week for week in chosen if week), FIVE_DAYS)
