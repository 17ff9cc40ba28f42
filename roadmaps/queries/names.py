"""Kept texts as their reader may see them: a person whose row the viewer may not read is perhaps a child."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from accounts.roles import Role
from core.viewer import Viewer
from roadmaps.models import RoadmapVersion
from roadmaps.queries.gate import content_of
from roadmaps.states.snapshots import ActivityState, RoadmapState
from schools.models import Membership

UNNAMED = str(Role.MENTOR.label)


def contents_for(viewer: Viewer, *versions: RoadmapVersion) -> list[RoadmapState]:
    """Of versions of one roadmap, in their order. One query; none about an organization read whole."""
    states = [content_of(version) for version in versions]
    rows = [activity for state in states for stage in state.stages for activity in stage.activities]
    hidden = hidden_people(viewer, versions[0].organization_id, rows) if versions else frozenset()
    return [_unnamed_roadmap(state, hidden) for state in states] if hidden else states


def hidden_people(viewer: Viewer, organization_id: int, states: Iterable[ActivityState]) -> frozenset[int]:
    """Ids of people named there whom the viewer may not read."""
    if viewer.scope.system or organization_id in viewer.scope.schools:
        return frozenset()
    named = {each.person for state in states for each in state.responsibles if each.person}
    rows = Membership.objects.visible_to(viewer).filter(organization_id=organization_id, pk__in=named)
    return frozenset(named - set(rows.values_list("pk", flat=True))) if named else frozenset()


def unnamed(state: ActivityState, hidden: Collection[int]) -> ActivityState:
    """The role instead of the name, as in the table; who it is still counts as a change."""
    if not any(each.person in hidden for each in state.responsibles):
        return state
    people = tuple(replace(each, text=UNNAMED) if each.person in hidden else each for each in state.responsibles)
    return replace(state, responsibles=people, responsible_text=", ".join(each.text for each in people))


def _unnamed_roadmap(state: RoadmapState, hidden: Collection[int]) -> RoadmapState:
    stages = (
        replace(stage, activities=tuple(unnamed(activity, hidden) for activity in stage.activities))
        for stage in state.stages
    )
    return replace(state, stages=tuple(stages))
