"""Facts typed into the grid of the own organization, one by one or as a pasted block. Locked periods refuse."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from core.errors import DomainError
from core.viewer import Viewer
from reports.actions.indicator_cells import (
    CellKey,
    Place,
    Refusals,
    insert_rows,
    insist,
    record_rows,
    refusals,
    rows_at,
    settled,
    update_rows,
)
from reports.figures import Cell
from reports.indicators.measures import published
from reports.indicators.reading import fact_text
from reports.models import Indicator, IndicatorFact, PublishedFact

Numbers = tuple[int, int | None]
CELL = ("organization", "indicator", "school_year", "period")
PUBLISHED = ("numerator", "denominator", "numerator_hidden", "denominator_hidden", "changed_at", "changed_by")


class NotTyped(DomainError):
    message = "Этот показатель считает программа: вводить его не нужно."


class NotHere(DomainError):
    message = "Этот показатель вводят не здесь: его дают организации другого уровня или за другой период."


def set_fact(place: Place, numbers: Numbers | None, *, by: Viewer, now: datetime) -> None:
    """As `write_facts`."""
    write_facts([(place, numbers)], by=by, now=now)


@transaction.atomic
def write_facts(cells: Iterable[tuple[Place, Numbers | None]], *, by: Viewer, now: datetime) -> None:
    """All or none, as `save_facts`. Raises NotTyped, NotHere, PeriodLocked, CellChanged."""
    insist(save_facts(cells, by=by, now=now))


def save_facts(cells: Iterable[tuple[Place, Numbers | None]], *, by: Viewer, now: datetime) -> Refusals:
    """Of the own organization; nothing takes a fact away. What the bodies above may see is written beside.

    Cells that take no fact, those of locked periods and those that somebody has changed are left out and told of.
    """
    given = dict(cells)
    misplaced = {place: error for place in given if (error := _misplaced(place, by))}
    typed = {place: numbers for place, numbers in given.items() if place not in misplaced}
    return misplaced | settled(lambda: _save(typed, by, now))


def _save(given: Mapping[Place, Numbers | None], by: Viewer, now: datetime) -> Refusals:
    rows = rows_at(IndicatorFact.objects.visible_to(by).select_for_update(), given)
    refused = refusals(given, by, lambda place: _stands(rows.get(place.key), place.indicator))
    kept = {place: numbers for place, numbers in given.items() if place not in refused}
    _empty([place for place, numbers in kept.items() if numbers is None], rows, by)
    _report({place: numbers for place, numbers in kept.items() if numbers is not None}, rows, by, now)
    return refused


def _empty(places: Collection[Place], rows: Mapping[CellKey, IndicatorFact], by: Viewer) -> None:
    gone = [row for place in places if (row := rows.get(place.key))]
    if not gone:
        return
    record_rows(gone, "indicator.emptied", by)
    above = rows_at(PublishedFact.objects.visible_to(by), places)
    PublishedFact.objects.visible_to(by).filter(pk__in=[row.pk for row in above.values()]).delete()
    IndicatorFact.objects.visible_to(by).filter(pk__in=[row.pk for row in gone]).delete()


def _report(given: Mapping[Place, Numbers], rows: Mapping[CellKey, IndicatorFact], by: Viewer, now: datetime) -> None:
    """The same numbers again are published again and noted, but change no version."""
    fresh, changed, told = [], [], []
    for place, numbers in given.items():
        row = rows.get(place.key)
        if row is None:
            row = IndicatorFact(**place.keys, owner_id=place.indicator.organization_id)
            fresh.append(row)
        elif (row.numerator, row.denominator) != numbers:
            changed.append(row)
        row.numerator, row.denominator = numbers
        told.append((row, place.indicator))
    insert_rows(fresh, IndicatorFact, by, now)
    update_rows(changed, IndicatorFact, ("numerator", "denominator"), by, now)
    PublishedFact.objects.bulk_create(
        [_published(row, indicator) for row, indicator in told],
        update_conflicts=True, unique_fields=CELL, update_fields=PUBLISHED,
    )  # fmt: skip
    record_rows([row for row, _ in told], "indicator.reported", by)


def _published(fact: IndicatorFact, indicator: Indicator) -> PublishedFact:
    """Above whoever typed it a number of people from 1 to 4 does not exist, nor a share that leaves so few (ADR 12)."""
    exact = Cell(fact.numerator), Cell(fact.denominator or 0)
    hides = indicator.counts_people
    top, bottom = published(indicator.unit, fact.numerator, fact.denominator) if hides else exact
    return PublishedFact(
        organization_id=fact.organization_id,
        indicator=indicator,
        school_year=fact.school_year,
        period=fact.period,
        owner_id=indicator.organization_id,
        numerator=top.value,
        denominator=None if fact.denominator is None else bottom.value,
        numerator_hidden=not top.exact,
        denominator_hidden=not bottom.exact,
        changed_at=fact.changed_at,
        changed_by_id=fact.changed_by_id,
    )


def _misplaced(place: Place, by: Viewer) -> DomainError | None:
    indicator = place.indicator
    if not indicator.is_entered:
        return NotTyped()
    own = place.organization.pk == by.organization.pk and indicator.level == place.organization.level
    return None if own and indicator.is_quarterly == bool(place.period) else NotHere()


def _stands(row: IndicatorFact | None, indicator: Indicator) -> tuple[int, str]:
    return (row.version, fact_text(row.numerator, row.denominator, indicator.unit)) if row else (0, "")
