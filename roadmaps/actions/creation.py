"""The ways a draft comes into being besides a file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from core.viewer import Viewer
from core.years import school_year_of
from roadmaps.actions.drafts import create_from_states, create_roadmap
from roadmaps.actions.proposals import continue_proposals
from roadmaps.blueprints import BLUEPRINTS, planned_stages
from roadmaps.models import Roadmap
from roadmaps.queries.cascade import continued_offers
from roadmaps.states.next_year import replace_people, shift_roadmap, with_offered_terms
from roadmaps.states.plans import Heading, PlannedStage, school_year_heading
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState
from roadmaps.terms import Frame
from schools.models import Organization

OTHER_MODEL = {"pupil": "teacher", "teacher": "pupil"}
COMBINED_TITLE = "Дорожная карта наставничества обучающихся и педагогических работников"


def create_from_template(
    slug: str,
    *,
    school_year: int,
    organization: Organization,
    by: Viewer,
    mentoring_forms: Collection[str] | None = None,
) -> Roadmap:
    """A draft from a built-in template, every term read in the school year (its first calendar year).

    `mentoring_forms` None: all that the template offers. Rows that belong to other forms stay out.
    """
    blueprint = BLUEPRINTS[slug]
    forms = tuple(blueprint.mentoring_forms if mentoring_forms is None else mentoring_forms)
    if blueprint.years == 1:
        heading = school_year_heading(blueprint.title, blueprint.target_model, school_year, forms)
        frame = Frame(academic_year=school_year)
    else:
        starts, ends = date(school_year, 9, 1), date(school_year + blueprint.years, 8, 31)
        heading = Heading(blueprint.title, blueprint.target_model, starts, ends, None, forms)
        frame = Frame(academic_year=school_year, period=(starts, ends))
    return create_roadmap(organization, heading, planned_stages(blueprint, frame, forms), by=by, via="template")


@transaction.atomic
def create_for_both(
    slug: str,
    *,
    combined: bool,
    school_year: int,
    organization: Organization,
    by: Viewer,
    mentoring_forms: Collection[str],
) -> Roadmap:
    """Roadmaps of both target models: two drafts, or one `combined`. Returns the one of `slug` (or the combined one).

    The other model takes part with all forms its template offers. Stages of one name become one stage.
    """
    other = BLUEPRINTS[OTHER_MODEL[slug]]
    if not combined:
        create_from_template(other.slug, school_year=school_year, organization=organization, by=by)
        return create_from_template(
            slug, school_year=school_year, organization=organization, by=by, mentoring_forms=mentoring_forms
        )
    forms = (*mentoring_forms, *(form for form in other.mentoring_forms if form not in mentoring_forms))
    frame = Frame(academic_year=school_year)
    stages = joined_stages(
        planned_stages(BLUEPRINTS[slug], frame, mentoring_forms), planned_stages(other, frame, other.mentoring_forms)
    )
    heading = school_year_heading(COMBINED_TITLE, Roadmap.TargetModel.BOTH, school_year, forms)
    return create_roadmap(organization, heading, stages, by=by, via="template")


def joined_stages(*models: Iterable[PlannedStage]) -> list[PlannedStage]:
    """Stages in the order they first come; those of one name are put together."""
    found: dict[str, PlannedStage] = {}
    for stage in (stage for model in models for stage in model):
        before = found.get(stage.name)
        found[stage.name] = PlannedStage(stage.name, (*(before.activities if before else ()), *stage.activities))
    return list(found.values())


def create_empty(
    title: str,
    *,
    target_model: str,
    school_year: int,
    organization: Organization,
    by: Viewer,
    mentoring_forms: Collection[str] = (),
) -> Roadmap:
    """A draft with one empty stage."""
    heading = school_year_heading(title, target_model, school_year, mentoring_forms)
    return create_roadmap(organization, heading, [PlannedStage("Этап 1", ())], by=by, via="empty")


@transaction.atomic
def create_from_last_year(
    source: Roadmap,
    state: RoadmapState,
    *,
    title: str,
    school_year: int,
    stages: Collection[int],
    replacements: Mapping[int, Answerer],
    by: Viewer,
    now: datetime,
) -> Roadmap:
    """A draft with the rows of an earlier map in the state they have now, terms moved to `school_year`.

    `stages` are the places of the stages that go along; `replacements` say who takes over from people who left. What is
    offered from above for this year too is accepted with its rows, in the term that was offered.
    """
    from_year = school_year_of(source.starts_on)
    chosen = tuple(stage for place, stage in enumerate(state.stages, 1) if place in stages)
    moved = replace_people(shift_roadmap(replace(state, stages=chosen), from_year, school_year), replacements)
    heading = _next_heading(source, moved, title, school_year)
    keys = [activity.pk or 0 for stage in chosen for activity in stage.activities]
    offers = continued_offers(by, source.organization_id, keys, school_year)
    kept = with_offered_terms(moved, keys, {key: ActivityState.from_json(row.offered) for key, row in offers.items()})
    roadmap = create_from_states(source.organization, heading, kept.stages, by=by, via="last_year")
    continue_proposals(offers, keys, roadmap, by=by, now=now)
    return roadmap


def _next_heading(source: Roadmap, moved: RoadmapState, title: str, school_year: int) -> Heading:
    return Heading(
        title=title,
        target_model=source.target_model,
        starts_on=date.fromisoformat(moved.starts_on),
        ends_on=date.fromisoformat(moved.ends_on),
        school_year=school_year if source.school_year else None,
        mentoring_forms=tuple(source.mentoring_forms),
    )
