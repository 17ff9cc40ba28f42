"""Plans typed into the grid, one by one, as a pasted block or one for many. Locked periods refuse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

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
from reports.indicators.measures import said
from reports.models import Indicator, IndicatorPlan
from reports.queries.indicator_rows import is_locked, locked_periods
from schools.models import Organization


def set_plan(place: Place, value: Decimal | None, *, by: Viewer, now: datetime) -> None:
    """As `write_plans`."""
    write_plans([(place, value)], by=by, now=now)


@transaction.atomic
def write_plans(cells: Iterable[tuple[Place, Decimal | None]], *, by: Viewer, now: datetime) -> None:
    """All or none, as `save_plans`. Raises PeriodLocked, CellChanged."""
    insist(save_plans(cells, by=by, now=now))


def save_plans(cells: Iterable[tuple[Place, Decimal | None]], *, by: Viewer, now: datetime) -> Refusals:
    """Of the own organization or of those below it; nothing stands for «план не задан».

    Cells of locked periods and those that somebody has changed are left out and told of.
    """
    given = dict(cells)
    return settled(lambda: _save(given, by, now))


def _save(given: Mapping[Place, Decimal | None], by: Viewer, now: datetime) -> Refusals:
    rows = rows_at(IndicatorPlan.objects.visible_to(by).select_for_update(), given)
    refused = refusals(given, by, lambda place: _stands(rows.get(place.key), place.indicator))
    _plan({place: value for place, value in given.items() if place not in refused}, rows, by, now)
    return refused


def _stands(row: IndicatorPlan | None, indicator: Indicator) -> tuple[int, str]:
    return (row.version, said(row.value, indicator.unit)) if row else (0, "")


def _plan(
    given: Mapping[Place, Decimal | None], rows: Mapping[CellKey, IndicatorPlan], by: Viewer, now: datetime
) -> None:
    fresh, changed = [], []
    for place, value in given.items():
        row = rows.get(place.key)
        if value == (row.value if row else None):
            continue
        if row is None:
            fresh.append(IndicatorPlan(**place.keys, owner_id=place.indicator.organization_id, value=value))
        else:
            row.value = value
            changed.append(row)
    insert_rows(fresh, IndicatorPlan, by, now)
    update_rows(changed, IndicatorPlan, ("value",), by, now)
    record_rows([*fresh, *changed], "indicator.planned", by)


@dataclass(frozen=True, slots=True)
class SamePlan:
    """One plan for many; `only_empty` leaves alone whoever has one."""

    indicator: Indicator
    school_year: int
    period: int
    value: Decimal
    only_empty: bool


@transaction.atomic
def set_same_plan(plan: SamePlan, organizations: Iterable[Organization], *, by: Viewer, now: datetime) -> int:
    """«Задать одинаковый план»; returns for how many. Locked ones are left as they are."""
    locks = locked_periods(by, plan.school_year)
    places = [
        Place(plan.indicator, organization, plan.school_year, plan.period)
        for organization in organizations
        if not is_locked(locks, organization, plan.period)
    ]
    rows = rows_at(IndicatorPlan.objects.visible_to(by), places)
    seen = {key: row.version for key, row in rows.items()}
    planned = {key for key, row in rows.items() if row.value is not None}
    chosen = [
        (replace(place, seen=seen.get(place.key, 0)), plan.value)
        for place in places
        if not (plan.only_empty and place.key in planned)
    ]
    write_plans(chosen, by=by, now=now)
    return len(chosen)
