"""What an organization measures: sets taken over, own definitions with their targets."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from core.audit import record
from core.errors import DomainError
from core.locks import wait_for_turn
from core.viewer import Viewer
from reports.indicators.sets import IndicatorSet, Sketch, sketches_for
from reports.models import Indicator, IndicatorPlan, IndicatorTarget, PublishedFact
from schools.models import Organization

Targets = Mapping[tuple[int, str], Decimal | None]  # (school year, level) → value; nothing takes the target away
SETTLED = {"unit", "level", "source", "people", "rhythm"}


WORDS = ("people", "name", "numerator", "denominator")


class SetTaken(DomainError):
    message = "Этот набор уже взят: все его показатели есть у вашей организации."


class IndicatorChanged(DomainError):
    message = "Пока вы правили, показатель изменили. Ниже — то, что вы ввели; проверьте и сохраните ещё раз."


class UnitInUse(DomainError):
    message = (
        "Единицу, источник, частоту, отметку о людях и то, кто отчитывается, уже нельзя менять: есть данные. "
        "Заведите новый показатель."
    )


class StaysPeople(DomainError):
    message = "Отметку «считает людей» снимает только регион и пишет почему: без неё видны числа от 1 до 4."


@transaction.atomic
def adopt_set(taken: IndicatorSet, *, by: Viewer) -> list[Indicator]:
    """Copies of those indicators of the set that the organization does not have yet, with their targets."""
    owner = by.organization
    wait_for_turn("indicators", owner.pk)
    own = Indicator.objects.visible_to(by).active().filter(organization=owner)
    held, last = set(own.values_list("code", flat=True)), own.aggregate(Max("position"))["position__max"] or 0
    sketches = sketches_for(taken, owner.level, held)
    if not sketches:
        raise SetTaken
    made = [_made(sketch, taken.key, last + number, by) for number, sketch in enumerate(sketches, 1)]
    Indicator.objects.bulk_create(made)
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(organization=owner, indicator=row, school_year=year, level=level, value=value)
        for row, sketch in zip(made, sketches, strict=True)
        for year, value in sketch.targets.items()
        for level in sketch.aimed
    )
    record(by, "indicators.adopted", made[0], series=taken.key, count=len(made))
    return made


def _made(sketch: Sketch, series: str, position: int, by: Viewer) -> Indicator:
    numerator, denominator = sketch.figures
    return Indicator(
        organization=by.organization,
        code=sketch.code,
        series=series,
        number=sketch.number,
        name=sketch.name,
        numerator=sketch.numerator,
        denominator=sketch.denominator,
        unit=sketch.unit,
        source=Indicator.Source.FIGURES if numerator else Indicator.Source.ENTERED,
        numerator_figure=numerator,
        denominator_figure=denominator,
        level=sketch.level,
        rhythm=Indicator.Rhythm.YEAR if sketch.yearly else Indicator.Rhythm.QUARTER,
        people=sketch.people,
        less_is_better=sketch.less_is_better,
        method=sketch.method,
        position=position,
    )


@transaction.atomic
def save_indicator(
    indicator: Indicator | None,
    values: Mapping[str, Any],
    targets: Targets,
    *,
    seen: int,
    by: Viewer,
    why_not_people: str = "",
) -> Indicator:
    """A new own indicator, or the changed one. Targets that are not named stay.

    Raises StaysPeople, IndicatorChanged, UnitInUse.
    """
    opened = _opens_small_numbers(indicator, values)
    if opened and not (may_count_nobody(by.organization) and why_not_people):
        raise StaysPeople
    if indicator is None:
        last = Indicator.objects.visible_to(by).filter(organization=by.organization).aggregate(Max("position"))
        indicator = Indicator(organization=by.organization, position=(last["position__max"] or 0) + 1, **values)
        indicator.save(force_insert=True)
        changed = sorted(values)
    else:
        changed = [name for name, value in values.items() if getattr(indicator, name) != value]
        if SETTLED & set(changed) and is_used(indicator, by):
            raise UnitInUse
        own = Indicator.objects.visible_to(by).filter(pk=indicator.pk, version=seen)
        if not own.update(**values, version=F("version") + 1):
            raise IndicatorChanged
    _set_targets(indicator, targets, by)
    record(by, "indicator.saved", indicator, fields=changed, reason=why_not_people if opened else "")
    return indicator


def may_count_nobody(organization: Organization) -> bool:
    """Only a region answers for a typed number being of nobody (ADR 12)."""
    return bool(organization.level == Organization.Level.REGION)


def _opens_small_numbers(indicator: Indicator | None, values: Mapping[str, Any]) -> bool:
    """Typed numbers are of people until somebody answers for the opposite (ADR 12), and again when the words change.

    A yes or a no is of nobody; of what the program counts itself the catalogue knows.
    """
    before = indicator or Indicator()
    after = {name: values.get(name, getattr(before, name)) for name in (*WORDS, "source", "unit")}
    if after["people"] or not _is_typed_number(after["source"], after["unit"]):
        return False
    reworded = any(after[name] != getattr(before, name) for name in WORDS)
    return reworded or not _is_typed_number(before.source, before.unit)


def _is_typed_number(source: str, unit: str) -> bool:
    return source == Indicator.Source.ENTERED and unit != Indicator.Unit.YES_NO


def is_used(indicator: Indicator, by: Viewer) -> bool:
    """Is anything planned or reported for it?"""
    return any(
        rows.visible_to(by).filter(indicator=indicator).exists()
        for rows in (IndicatorPlan.objects, PublishedFact.objects)
    )


def _set_targets(indicator: Indicator, targets: Targets, by: Viewer) -> None:
    for (year, level), value in targets.items():
        rows = IndicatorTarget.objects.visible_to(by).filter(indicator=indicator, school_year=year, level=level)
        if value is None:
            rows.delete()
        elif not rows.update(value=value):
            owner = indicator.organization_id
            IndicatorTarget.objects.create(
                organization_id=owner, indicator=indicator, school_year=year, level=level, value=value
            )


@transaction.atomic
def archive_indicator(indicator: Indicator, *, by: Viewer, now: datetime) -> None:
    """Gone from grids and lists; its plans and facts stay."""
    indicator.archived_at = now
    indicator.save(update_fields=["archived_at"])
    record(by, "indicator.archived", indicator)
