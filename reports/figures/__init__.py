"""Pure: what is counted, how a number of people is published above a school (ADR 12)."""

from reports.figures.catalogue import (
    COUNTED,
    FIGURES,
    FORM_KEYS,
    HOURS,
    OF_SCHOOL,
    OWED,
    PAIRS,
    Figure,
    counted_parts,
    is_of_people,
)
from reports.figures.cells import Cell
from reports.figures.publishing import SMALL, publish

__all__ = [
    "COUNTED",
    "FIGURES",
    "FORM_KEYS",
    "HOURS",
    "OF_SCHOOL",
    "OWED",
    "PAIRS",
    "SMALL",
    "Cell",
    "Figure",
    "counted_parts",
    "is_of_people",
    "publish",
]
