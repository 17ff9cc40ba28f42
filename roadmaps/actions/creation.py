"""The ways a draft comes into being besides a file."""

from datetime import date

from core.viewer import Viewer
from roadmaps.actions.maps import create_roadmap
from roadmaps.blueprints import BLUEPRINTS, planned_stages
from roadmaps.models import Roadmap
from roadmaps.plans import Heading, PlannedStage, school_year_heading
from roadmaps.terms import Frame
from schools.models import Organization


def create_from_template(slug: str, *, school_year: int, organization: Organization, by: Viewer) -> Roadmap:
    """A draft from a built-in template, every term read in the school year (its first calendar year)."""
    blueprint = BLUEPRINTS[slug]
    if blueprint.years == 1:
        heading = school_year_heading(blueprint.title, blueprint.target_model, school_year)
        frame = Frame(academic_year=school_year)
    else:
        starts, ends = date(school_year, 9, 1), date(school_year + blueprint.years, 8, 31)
        heading = Heading(blueprint.title, blueprint.target_model, starts, ends, None)
        frame = Frame(academic_year=school_year, period=(starts, ends))
    return create_roadmap(organization, heading, planned_stages(blueprint, frame), by=by, via="template")


def create_empty(title: str, *, target_model: str, school_year: int, organization: Organization, by: Viewer) -> Roadmap:
    """A draft with one empty stage."""
    heading = school_year_heading(title, target_model, school_year)
    return create_roadmap(organization, heading, [PlannedStage("Этап 1", ())], by=by, via="empty")
