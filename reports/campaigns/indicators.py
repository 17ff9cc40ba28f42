"""Indicators that a request may ask for, and how those of a school leave it."""

from collections.abc import Iterable

from reports.campaigns.amounts import Amount
from reports.campaigns.fields import Field, FieldKind
from reports.figures import Cell, publish
from reports.indicators.measures import PERCENT, Measure
from reports.models import Indicator

INDICATOR = "indicator_"
PERIODS = {"q1": 1, "q2": 2, "q3": 3, "q4": 4, "h1": 2, "h2": 4, "year": 0}  # of a request → of an indicator


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


def published_measure(measure: Measure, *, people: bool) -> Amount:
    """Of the own school: a small number of people leaves neither as the part, nor as the whole, nor as the rest."""
    if not people:
        return amount_of(measure)
    top, bottom = measure.numerator, measure.denominator
    wholes = [bottom.value] if bottom is not None and measure.unit == PERCENT else []
    return Amount(_published(top, *wholes), _published(bottom) if bottom is not None else None, measure.unit)


def _published(cell: Cell, *wholes: int) -> Cell:
    return publish(cell.value, *wholes) if cell.exact else cell
