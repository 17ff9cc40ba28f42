"""A whole roadmap written as a draft: what a template, a file and last year's map have become."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from roadmaps.actions.parts import placed, write_parts
from roadmaps.models import Activity, Roadmap, Stage
from roadmaps.parties.addressing import addressed_to
from roadmaps.parties.people import Directory, Match
from roadmaps.queries.directory import directory_of
from roadmaps.states.plans import Heading, PlannedActivity, PlannedStage, state_of
from roadmaps.states.snapshots import ActivityState, StageState
from roadmaps.subjects import subject_of
from schools.models import Organization


def create_roadmap(
    organization: Organization,
    heading: Heading,
    stages: Sequence[PlannedStage],
    *,
    by: Viewer,
    via: str,
    chosen: Mapping[str, Match] | None = None,
) -> Roadmap:
    """A draft of planned rows, their responsibles looked up in the organization. `via`: template, import, empty.

    `chosen` are parties a person matched by hand, by their words.
    """
    directory = replace(directory_of(organization, by), chosen=chosen or {})
    states = [
        StageState(
            stage.name,
            stage.phase,
            stage.kind,
            tuple(_state(planned, directory, organization.level) for planned in stage.activities),
        )
        for stage in stages
    ]
    return create_from_states(organization, heading, states, by=by, via=via)


def _state(planned: PlannedActivity, directory: Directory, level: str) -> ActivityState:
    state = state_of(planned, directory)
    addressed = addressed_to((party.text for party in planned.parties), level)
    return replace(state, subject=subject_of(state), addressed_to=addressed)


@transaction.atomic
def create_from_states(
    organization: Organization, heading: Heading, states: Sequence[StageState], *, by: Viewer, via: str
) -> Roadmap:
    """A draft with all its rows in a constant number of statements."""
    roadmap = Roadmap.objects.create(
        organization=organization,
        title=heading.title,
        target_model=heading.target_model,
        mentoring_forms=list(heading.mentoring_forms),
        starts_on=heading.starts_on,
        ends_on=heading.ends_on,
        school_year=heading.school_year,
    )
    stages = Stage.objects.bulk_create(_stage(roadmap, place, state) for place, state in enumerate(states, 1))
    pairs = [
        (placed(stage, place, activity), activity)
        for stage, state in zip(stages, states, strict=True)
        for place, activity in enumerate(state.activities, 1)
    ]
    Activity.objects.bulk_create(activity for activity, _ in pairs)
    write_parts(pairs)
    record(by, "roadmap.created", roadmap, via=via, activities=len(pairs))
    return roadmap


def _stage(roadmap: Roadmap, place: int, state: StageState) -> Stage:
    return Stage(
        organization_id=roadmap.organization_id,
        roadmap=roadmap,
        position=place,
        name=state.name[:500],
        phase=state.phase[:300],
        kind=state.kind,
    )
