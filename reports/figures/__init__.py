"""Pure: what is counted, how a number of people is published above a school (ADR 12)."""

from reports.figures.catalogue import FIGURES, FORM_KEYS, HOURS, OWED, PAIRS, Figure, is_of_people
from reports.figures.cells import Cell
from reports.figures.publishing import SMALL, publish

__all__ = [
    "FIGURES",
    "FORM_KEYS",
    "HOURS",
    "OWED",
    "PAIRS",
    "SMALL",
    "Cell",
    "Figure",
    "is_of_people",
    "publish",
]
