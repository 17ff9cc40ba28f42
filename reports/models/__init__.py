"""What goes upward: figures, indicators, reports, the public page."""

from reports.models.figures import Figures, FiguresQuerySet, LightComment, SchoolReminder
from reports.models.indicators import (
    Indicator,
    IndicatorFact,
    IndicatorPlan,
    IndicatorQuerySet,
    IndicatorTarget,
    PeriodLock,
    PublishedFact,
)

__all__ = [
    "Figures",
    "FiguresQuerySet",
    "Indicator",
    "IndicatorFact",
    "IndicatorPlan",
    "IndicatorQuerySet",
    "IndicatorTarget",
    "LightComment",
    "PeriodLock",
    "PublishedFact",
    "SchoolReminder",
]
