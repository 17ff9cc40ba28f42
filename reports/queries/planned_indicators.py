"""Plan and fact of the viewer's organization for its order on a roadmap (settings.PLANNED_INDICATORS)."""

from collections.abc import Sequence
from datetime import date

from core.charts.model import NO_PLAN
from core.viewer import Viewer
from reports.indicators.measures import NO_DATA, PERCENT, YES_NO, Measure, published
from reports.indicators.periods import YEAR
from reports.indicators.reading import plan_text
from reports.queries.indicators import IndicatorValue, indicator_values
from reports.words import SMALL_NUMBERS

UNITS = {PERCENT: "%", YES_NO: "да или нет"}
Row = tuple[str, str, str, str]  # indicator, unit, plan, fact


def planned_indicators(viewer: Viewer, school_year: int, today: date) -> tuple[list[Row], str]:
    """The values of the page of indicators for the year, and a note where some number is hidden."""
    return rows_of(indicator_values(viewer, school_year, viewer.organization, YEAR, today))


def rows_of(values: Sequence[IndicatorValue]) -> tuple[list[Row], str]:
    measures = [upward(value) for value in values]
    rows = [_row(value, measure) for value, measure in zip(values, measures, strict=True)]
    hidden = any(measure and not measure.is_exact for measure in measures)
    return rows, SMALL_NUMBERS if hidden else ""


def upward(value: IndicatorValue) -> Measure | None:
    """A paper is read by others than its organization: also what it has typed itself of people goes by the rule of
    small numbers (ADR 12)."""
    if value.measure is None or value.numbers is None or not value.indicator.counts_people:
        return value.measure
    top, bottom = published(value.indicator.unit, *value.numbers)
    return Measure(value.indicator.unit, top, bottom if value.indicator.is_divided else None)


def _row(value: IndicatorValue, measure: Measure | None) -> Row:
    unit = value.indicator.unit
    return (value.indicator.name, UNITS.get(unit, "число"), plan_text(value.plan, unit) or NO_PLAN, _fact(measure))


def _fact(measure: Measure | None) -> str:
    if measure is None:
        return NO_DATA
    return str(measure) if measure.figure is None else plan_text(measure.figure, measure.unit)
