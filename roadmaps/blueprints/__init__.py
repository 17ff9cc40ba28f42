"""Built-in templates of roadmaps. A template holds words; its terms are read anew in the year it is made for."""

from roadmaps.blueprints.model import Blueprint, Row, planned_stages
from roadmaps.blueprints.municipal import MUNICIPAL
from roadmaps.blueprints.pupil import PUPIL
from roadmaps.blueprints.teacher import TEACHER

BLUEPRINTS: dict[str, Blueprint] = {blueprint.slug: blueprint for blueprint in (PUPIL, TEACHER, MUNICIPAL)}

__all__ = ["BLUEPRINTS", "Blueprint", "Row", "planned_stages"]
