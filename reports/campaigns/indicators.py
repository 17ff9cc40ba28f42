"""Indicators that a request may ask for, and how those of a school leave it."""

from collections.abc import Iterable, Mapping

from reports.campaigns.amounts import Amount
from reports.campaigns.fields import Field, FieldKind
from reports.figures import Cell
from reports.indicators.measures import Measure, published
from reports.models import Indicator

INDICATOR = "indicator_"
PERIOD_OF = {"q1": 1, "q2": 2, "q3": 3, "q4": 4, "h1": 2, "h2": 4, "year": 0}  # of a request → of an indicator


def indicator_fields(indicators: Iterable[Indicator]) -> dict[str, Field]:
    return {
        key: Field(key, FieldKind.INDICATOR, row.name[:200], _how(row), row.counts_people, row.unit)
        for row in indicators
        for key in (key_of(row),)
    }


def key_of(indicator: Indicator) -> str:
    return f"{INDICATOR}{indicator.pk}"


def _how(row: Indicator) -> str:
    return f"{row.numerator} от: {row.denominator}" if row.denominator else row.numerator


def amount_of(measure: Measure) -> Amount:
    return Amount(measure.numerator, measure.denominator, measure.unit)


def upward_of(indicator: Indicator, measure: Measure, cells: Mapping[str, Cell] | None) -> Amount:
    """Of the own school, as the levels above may read it (ADR 12).

    `cells`: what is published of the school now, where the measure is counted live; what was counted of a past period
    is published already. A typed number goes by the rule of typed ones.
    """
    if not indicator.counts_people:
        return amount_of(measure)
    if indicator.is_entered:
        whole = measure.denominator
        top, bottom = published(measure.unit, measure.numerator.value, whole.value if whole else None)
        return Amount(top, bottom if whole else None, measure.unit)
    if cells is None:
        return amount_of(measure)
    below = cells[indicator.denominator_figure] if indicator.is_divided else None
    return Amount(cells[indicator.numerator_figure], below, measure.unit)


def figures_behind(indicator: Indicator) -> list[str]:
    """Keys of the catalogue, and of all pairs; nothing of a typed one."""
    return [key for key in (indicator.numerator_figure, indicator.denominator_figure) if key]
