"""Facts typed into the grid of the own organization, one by one or as a pasted block. Locked periods refuse."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from core.errors import DomainError
from core.viewer import Viewer
from reports.actions.indicator_cells import (
    Key,
    Place,
    insert_rows,
    record_rows,
    refuse_changed,
    refuse_locked,
    rows_at,
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
    """Of the own organization, all or none; nothing takes a fact away. What the bodies above may see is written beside.

    Raises NotTyped, NotHere, PeriodLocked, CellChanged.
    """
    given = dict(cells)
    for place in given:
        _refuse_fact(place, by)
    refuse_locked(given, by)
    rows = rows_at(IndicatorFact.objects.visible_to(by).select_for_update(), given)
    for place in given:
        row = rows.get(place.key)
        refuse_changed(place, row.version if row else 0, _shown(row, place.indicator))
    _empty([place for place, numbers in given.items() if numbers is None], rows, by)
    _report({place: numbers for place, numbers in given.items() if numbers is not None}, rows, by, now)


def _empty(places: Collection[Place], rows: Mapping[Key, IndicatorFact], by: Viewer) -> None:
    gone = [row for place in places if (row := rows.get(place.key))]
    if not gone:
        return
    record_rows(gone, "indicator.emptied", by)
    above = rows_at(PublishedFact.objects.visible_to(by), places)
    PublishedFact.objects.visible_to(by).filter(pk__in=[row.pk for row in above.values()]).delete()
    IndicatorFact.objects.visible_to(by).filter(pk__in=[row.pk for row in gone]).delete()


def _report(given: Mapping[Place, Numbers], rows: Mapping[Key, IndicatorFact], by: Viewer, now: datetime) -> None:
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


def _refuse_fact(place: Place, by: Viewer) -> None:
    indicator = place.indicator
    if not indicator.is_entered:
        raise NotTyped
    if place.organization.pk != by.organization.pk or indicator.level != place.organization.level:
        raise NotHere
    if indicator.is_quarterly != bool(place.period):
        raise NotHere


def _shown(row: IndicatorFact | None, indicator: Indicator) -> str:
    return fact_text(row.numerator, row.denominator, indicator.unit) if row else ""
