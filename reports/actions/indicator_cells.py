"""What plans and facts share: cells of the grid, refusals, blocks of rows by a fixed number of statements."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from core.audit import record_each
from core.errors import DomainError
from core.viewer import Viewer
from reports.indicators.periods import NAMES
from reports.models import Indicator, IndicatorFact, IndicatorPlan, PublishedFact
from reports.queries.indicator_rows import is_locked, locked_periods
from schools.models import Organization
from schools.queries import is_year_closed

CellKey = tuple[int, int, int, int]  # organization, indicator, school year, period
Kept = TypeVar("Kept", IndicatorPlan, IndicatorFact)
Row = TypeVar("Row", IndicatorPlan, IndicatorFact, PublishedFact)
BLOCK = 500  # rows of one UPDATE, which looks through its values for each of them


class PeriodLocked(DomainError):
    message = "Период закрыт: его планы и факты больше не меняются."


class CellChanged(DomainError):
    """Somebody typed into the cell meanwhile: `now` stands there; with `version` the own value may be sent again."""

    def __init__(self, now: str, version: int) -> None:
        self.now, self.version = now, version
        super().__init__(f"Пока вы вводили, здесь записали: {now or 'пусто'}. Чтобы заменить, сохраните ещё раз.")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the grid. `seen` is the version the person saw, 0 for an empty one."""

    indicator: Indicator
    organization: Organization
    school_year: int
    period: int
    seen: int = 0

    @property
    def keys(self) -> dict[str, object]:
        return {
            "organization": self.organization,
            "indicator": self.indicator,
            "school_year": self.school_year,
            "period": self.period,
        }

    @property
    def key(self) -> CellKey:
        return self.organization.pk, self.indicator.pk, self.school_year, self.period


Refusals = dict[Place, DomainError]  # cells that were not written, each with its reason


def refusals(places: Collection[Place], by: Viewer, stands: Callable[[Place], tuple[int, str]]) -> Refusals:
    """PeriodLocked where the year or the period is closed there, CellChanged where it is no longer what was seen.

    `stands` tells the version and the words of a cell as it is.
    """
    years = {place.school_year for place in places}
    closed = {year for year in years if is_year_closed(by.organization, year)}
    locks = {year: locked_periods(by, year) for year in years}
    found: Refusals = {}
    for place in places:
        version, now = stands(place)
        if place.school_year in closed:
            found[place] = PeriodLocked("Учебный год закрыт: показатели за него больше не меняются.")
        elif is_locked(locks[place.school_year], place.organization, place.period):
            found[place] = PeriodLocked(f"{NAMES[place.period]} закрыт: планы и факты за него больше не меняются.")
        elif version != place.seen:
            found[place] = CellChanged(now, version)
    return found


def settled(save: Callable[[], Refusals]) -> Refusals:
    """Once more where somebody filled an empty cell in the meantime: then that cell alone is refused."""
    try:
        with transaction.atomic():
            return save()
    except CellChanged:
        with transaction.atomic():
            return save()


def insist(refused: Refusals) -> None:
    """Raises the first reason, so that the transaction of the caller falls as a whole."""
    for error in refused.values():
        raise error


def key_of(row: IndicatorPlan | IndicatorFact | PublishedFact) -> CellKey:
    return row.organization_id, row.indicator_id, row.school_year, row.period


def rows_at(rows: QuerySet[Row], places: Collection[Place]) -> dict[CellKey, Row]:
    """Those of the cells. Rows asked for update are locked in the order of their ids: two blocks stand in line."""
    wanted = {place.key for place in places}
    around = rows.filter(
        organization_id__in={place.organization.pk for place in places},
        indicator_id__in={place.indicator.pk for place in places},
        school_year__in={place.school_year for place in places},
        period__in={place.period for place in places},
    )
    found = {key_of(row): row for row in around.order_by("pk")}
    return {key: row for key, row in found.items() if key in wanted}


def insert_rows(rows: Collection[Kept], model: type[Kept], by: Viewer, now: datetime) -> None:
    """Within `settled`: raises CellChanged where somebody else was first, and all is done anew. In the order of their
    cells, so that two blocks at once wait for each other in one direction only."""
    if not rows:
        return
    for row in rows:
        row.changed_at, row.changed_by = now, by.user
    try:
        model.objects.bulk_create(sorted(rows, key=key_of))
    except IntegrityError as error:
        raise CellChanged("другое значение", 1) from error


def update_rows(rows: Collection[Kept], model: type[Kept], fields: tuple[str, ...], by: Viewer, now: datetime) -> None:
    """Locked rows get their next version."""
    for row in rows:
        row.changed_at, row.changed_by, row.version = now, by.user, row.version + 1
    model.objects.bulk_update(rows, [*fields, "changed_at", "changed_by", "version"], batch_size=BLOCK)


def record_rows(rows: Collection[Kept], verb: str, by: Viewer) -> None:
    record_each(by, verb, ((row, {"period": row.period, "school_year": row.school_year}) for row in rows))
