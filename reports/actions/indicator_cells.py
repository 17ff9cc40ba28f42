"""What plans and facts share: cells of the grid, refusals, blocks of rows by a fixed number of statements."""

from collections.abc import Collection
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

Key = tuple[int, int, int, int]  # organization, indicator, school year, period
Typed = TypeVar("Typed", IndicatorPlan, IndicatorFact)
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
    def key(self) -> Key:
        return self.organization.pk, self.indicator.pk, self.school_year, self.period


def refuse_locked(places: Collection[Place], by: Viewer) -> None:
    """Raises PeriodLocked where the year or one of the periods is closed for an organization of the cells."""
    for year in {place.school_year for place in places}:
        if is_year_closed(by.organization, year):
            raise PeriodLocked("Учебный год закрыт: показатели за него больше не меняются.")
        locks = locked_periods(by, year)
        for place in places:
            if place.school_year == year and is_locked(locks, place.organization, place.period):
                raise PeriodLocked(f"{NAMES[place.period]} закрыт: планы и факты за него больше не меняются.")


def refuse_changed(place: Place, version: int, now: str) -> None:
    """Raises CellChanged with the value of `now` when the cell is no longer the one that was seen."""
    if version != place.seen:
        raise CellChanged(now, version)


def rows_at(rows: QuerySet[Row], places: Collection[Place]) -> dict[Key, Row]:
    """Those of the cells. Rows asked for update are locked in the order of their ids: two blocks stand in line."""
    wanted = {place.key for place in places}
    around = rows.filter(
        organization_id__in={place.organization.pk for place in places},
        indicator_id__in={place.indicator.pk for place in places},
        school_year__in={place.school_year for place in places},
        period__in={place.period for place in places},
    )
    found = {(row.organization_id, row.indicator_id, row.school_year, row.period): row for row in around.order_by("pk")}
    return {key: row for key, row in found.items() if key in wanted}


def insert_rows(rows: Collection[Typed], model: type[Typed], by: Viewer, now: datetime) -> None:
    """Raises CellChanged where somebody else was first."""
    if not rows:
        return
    for row in rows:
        row.changed_at, row.changed_by = now, by.user
    try:
        with transaction.atomic():
            model.objects.bulk_create(rows)
    except IntegrityError as error:
        raise CellChanged("другое значение", 1) from error


def update_rows(
    rows: Collection[Typed], model: type[Typed], fields: tuple[str, ...], by: Viewer, now: datetime
) -> None:
    """Locked rows get their next version."""
    for row in rows:
        row.changed_at, row.changed_by, row.version = now, by.user, row.version + 1
    model.objects.bulk_update(rows, [*fields, "changed_at", "changed_by", "version"], batch_size=BLOCK)


def record_rows(rows: Collection[Typed], verb: str, by: Viewer) -> None:
    record_each(by, verb, ((row, {"period": row.period, "school_year": row.school_year}) for row in rows))
