"""Built-in templates of roadmaps. A template holds words; its terms are read anew in the year it is made for."""

from roadmaps.blueprints.model import Blueprint, Row, planned_stages
from roadmaps.blueprints.municipal import MUNICIPAL
from roadmaps.blueprints.pupil import PUPIL
from roadmaps.blueprints.teacher import TEACHER
from schools.models import Organization

BLUEPRINTS: dict[str, Blueprint] = {blueprint.slug: blueprint for blueprint in (PUPIL, TEACHER, MUNICIPAL)}


def blueprints_for(organization: Organization) -> dict[str, Blueprint]:
    """By slug, without the templates of a level above: a school has no use for a municipal roadmap."""
    if organization.level != Organization.Level.SCHOOL:
        return BLUEPRINTS
    return {slug: each for slug, each in BLUEPRINTS.items() if each is not MUNICIPAL}


__all__ = ["BLUEPRINTS", "Blueprint", "Row", "blueprints_for", "planned_stages"]
