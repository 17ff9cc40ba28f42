"""Plans and facts typed into the grid, one by one or as a pasted block. Locked periods refuse."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from reports.figures import Cell
from reports.indicators.measures import published, said
from reports.indicators.periods import NAMES
from reports.indicators.reading import fact_text
from reports.models import Indicator, IndicatorFact, IndicatorPlan, PeriodLock, PublishedFact
from schools.models import Organization
from schools.queries import is_year_closed

Numbers = tuple[int, int | None]


class PeriodLocked(DomainError):
    message = "Период закрыт: его планы и факты больше не меняются."


class CellChanged(DomainError):
    """Somebody typed into the cell meanwhile: `now` stands there; with `version` the own value may be sent again."""

    def __init__(self, now: str, version: int) -> None:
        self.now, self.version = now, version
        super().__init__(f"Пока вы вводили, здесь записали: {now or 'пусто'}. Чтобы заменить, сохраните ещё раз.")


class NotTyped(DomainError):
    message = "Этот показатель считает программа: вводить его не нужно."


class NotHere(DomainError):
    message = "Этот показатель вводят не здесь: его дают организации другого уровня или за другой период."


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


@transaction.atomic
def set_plan(place: Place, value: Decimal | None, *, by: Viewer, now: datetime) -> None:
    """Of the own organization or of one below it. Nothing stands for «план не задан».

    Raises PeriodLocked, CellChanged.
    """
    refuse_locked(place, by)
    row = IndicatorPlan.objects.visible_to(by).select_for_update().filter(**place.keys).first()
    if (row.version if row else 0) != place.seen:
        raise CellChanged(said(row.value, place.indicator.unit) if row else "", row.version if row else 0)
    if value == (row.value if row else None):
        return
    if row is None:
        row = IndicatorPlan(**place.keys, owner_id=place.indicator.organization_id, value=value)
        _insert(row, by, now)
    else:
        row.value = value
        _update(row, ["value"], by, now)
    record(by, "indicator.planned", row, period=place.period, school_year=place.school_year)


@transaction.atomic
def set_fact(place: Place, numbers: Numbers | None, *, by: Viewer, now: datetime) -> None:
    """Of the own organization; nothing takes the fact away. What the bodies above may see is written beside it.

    Raises PeriodLocked, NotTyped, NotHere, CellChanged.
    """
    _refuse_fact(place, by)
    refuse_locked(place, by)
    row = IndicatorFact.objects.visible_to(by).select_for_update().filter(**place.keys).first()
    if (row.version if row else 0) != place.seen:
        raise CellChanged(_shown(row, place.indicator), row.version if row else 0)
    if numbers is None:
        if row is None:
            return
        record(by, "indicator.emptied", row, period=place.period, school_year=place.school_year)
        PublishedFact.objects.visible_to(by).filter(**place.keys).delete()
        row.delete()
        return
    if row is None:
        row = IndicatorFact(**place.keys, owner_id=place.indicator.organization_id)
        row.numerator, row.denominator = numbers
        _insert(row, by, now)
    elif (row.numerator, row.denominator) != numbers:
        row.numerator, row.denominator = numbers
        _update(row, ["numerator", "denominator"], by, now)
    _publish(row, place.indicator)
    record(by, "indicator.reported", row, period=place.period, school_year=place.school_year)


@transaction.atomic
def write_plans(cells: Iterable[tuple[Place, Decimal | None]], *, by: Viewer, now: datetime) -> None:
    """All or none; refusals as of `set_plan`."""
    for place, value in cells:
        set_plan(place, value, by=by, now=now)


@transaction.atomic
def write_facts(cells: Iterable[tuple[Place, Numbers | None]], *, by: Viewer, now: datetime) -> None:
    """All or none; refusals as of `set_fact`."""
    for place, numbers in cells:
        set_fact(place, numbers, by=by, now=now)


def _publish(fact: IndicatorFact, indicator: Indicator) -> None:
    """Above whoever typed it a number of people from 1 to 4 does not exist, nor a share that leaves so few (ADR 12)."""
    exact = Cell(fact.numerator), Cell(fact.denominator or 0)
    hides = indicator.counts_people
    top, bottom = published(indicator.unit, fact.numerator, fact.denominator) if hides else exact
    PublishedFact.objects.update_or_create(
        organization_id=fact.organization_id,
        indicator=indicator,
        school_year=fact.school_year,
        period=fact.period,
        defaults={
            "owner_id": indicator.organization_id,
            "numerator": top.value,
            "denominator": None if fact.denominator is None else bottom.value,
            "numerator_hidden": not top.exact,
            "denominator_hidden": not bottom.exact,
            "changed_at": fact.changed_at,
            "changed_by_id": fact.changed_by_id,
        },
    )


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
    chosen = list(organizations)
    locked = _locks(by, plan.school_year, plan.period)
    rows = IndicatorPlan.objects.visible_to(by).filter(
        indicator=plan.indicator, school_year=plan.school_year, period=plan.period, organization__in=chosen
    )
    held = {row.organization_id: row for row in rows}
    count = 0
    for organization in chosen:
        row = held.get(organization.pk)
        if _is_under(organization, locked) or (plan.only_empty and row and row.value is not None):
            continue
        seen = row.version if row else 0
        place = Place(plan.indicator, organization, plan.school_year, plan.period, seen)
        set_plan(place, plan.value, by=by, now=now)
        count += 1
    return count


def refuse_locked(place: Place, by: Viewer) -> None:
    if is_year_closed(by.organization, place.school_year):
        raise PeriodLocked("Учебный год закрыт: показатели за него больше не меняются.")
    if _is_under(place.organization, _locks(by, place.school_year, place.period)):
        raise PeriodLocked(f"{NAMES[place.period]} закрыт: планы и факты за него больше не меняются.")


def _refuse_fact(place: Place, by: Viewer) -> None:
    indicator = place.indicator
    if not indicator.is_entered:
        raise NotTyped
    if place.organization.pk != by.organization.pk or indicator.level != place.organization.level:
        raise NotHere
    if indicator.is_quarterly != bool(place.period):
        raise NotHere


def _locks(by: Viewer, school_year: int, period: int) -> set[int]:
    rows = PeriodLock.objects.visible_to(by).filter(school_year=school_year, period=period)
    return set(rows.values_list("organization_id", flat=True))


def _is_under(organization: Organization, locked: Collection[int]) -> bool:
    return any(pk in locked for pk in (organization.pk, organization.municipality_id, organization.region_id))


def _shown(row: IndicatorFact | None, indicator: Indicator) -> str:
    return fact_text(row.numerator, row.denominator, indicator.unit) if row else ""


def _insert(row: IndicatorPlan | IndicatorFact, by: Viewer, now: datetime) -> None:
    row.changed_at, row.changed_by = now, by.user
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # two people at once: the other one was first
        raise CellChanged("другое значение", 1) from error


def _update(row: IndicatorPlan | IndicatorFact, fields: list[str], by: Viewer, now: datetime) -> None:
    row.changed_at, row.changed_by, row.version = now, by.user, row.version + 1
    row.save(update_fields=[*fields, "changed_at", "changed_by", "version"])
