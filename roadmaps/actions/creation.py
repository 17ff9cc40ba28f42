"""The ways a draft comes into being besides a file."""

from collections.abc import Collection
from datetime import date

from django.db.models import Prefetch

from core.viewer import Viewer
from roadmaps.actions.maps import create_roadmap
from roadmaps.blueprints import BLUEPRINTS, planned_stages
from roadmaps.models import Activity, ContentLine, Roadmap
from roadmaps.parties import read_parties
from roadmaps.plans import Heading, PlannedActivity, PlannedStage, school_year_heading
from roadmaps.relocation import read_for
from roadmaps.terms import Frame
from schools.models import Organization


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


def create_from_last_year(source: Roadmap, *, school_year: int, skip: frozenset[int], by: Viewer) -> Roadmap:
    """A draft with the rows of an earlier map, terms moved to `school_year`; stages at positions `skip` stay behind.

    People who left the organization are not carried over as people: their names stay as words, and the row shows
    that nobody will be reminded.
    """
    stated = Frame(academic_year=source.school_year) if source.school_year else None
    target = Frame(academic_year=school_year)
    stages = [
        PlannedStage(stage.name, tuple(_again(activity, stated, target) for activity in stage.activities.all()))
        for stage in source.stages.order_by("position").prefetch_related(_activities())
        if stage.position not in skip
    ]
    heading = school_year_heading(source.title, source.target_model, school_year, source.mentoring_forms)
    return create_roadmap(source.organization, heading, stages, by=by, via="last_year")


def _activities() -> Prefetch:
    rows = Activity.objects.order_by("position").prefetch_related(
        Prefetch("lines", queryset=ContentLine.objects.order_by("position"))
    )
    return Prefetch("activities", queryset=rows)


def _again(activity: Activity, stated: Frame | None, target: Frame) -> PlannedActivity:
    return PlannedActivity(
        name=activity.name,
        term_text=activity.term_text,
        reading=read_for(activity.term_text, stated, target),
        content_lines=tuple(line.text for line in activity.lines.all()),
        responsible_text=activity.responsible_text,
        parties=read_parties(activity.responsible_text),
        expected_result=activity.expected_result,
        audience=activity.audience,
    )
