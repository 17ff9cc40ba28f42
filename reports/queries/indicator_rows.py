"""Rows behind the grid, a fixed number of statements for however many organizations."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from core.viewer import Viewer
from reports.figures import Cell, counted_parts
from reports.figures.cells import summed
from reports.indicators.measures import Measure
from reports.indicators.periods import YEAR, is_running, quarter_of
from reports.indicators.sets.model import levels_up_to
from reports.models import (
    Figures,
    Indicator,
    IndicatorFact,
    IndicatorPlan,
    IndicatorTarget,
    PeriodLock,
    PublishedFact,
)
from reports.queries.figures import row_of
from reports.queries.sources import counted_by_school
from schools.access import organizations_below
from schools.models import Organization

Level = Organization.Level
Key = tuple[int, int, int]  # organization, indicator, period
FiguresAt = tuple[Callable[[str], Cell], datetime | None]  # a figure by its key, when it was counted
LABELS: dict[str, str] = {
    Level.REGION: "region_id",
    Level.MUNICIPALITY: "municipality_id",
    Level.SCHOOL: "organization_id",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A measure with what it was put together from."""

    measure: Measure
    reported: int = 1
    version: int = 0
    numbers: tuple[int, int | None] | None = None  # as they were typed, exact
    counted_at: datetime | None = None  # of what the program counts for the bodies above


@dataclass(slots=True)
class Rows:
    facts: dict[Key, Given] = field(default_factory=dict)
    plans: dict[Key, IndicatorPlan] = field(default_factory=dict)
    targets: dict[tuple[int, str], Decimal] = field(default_factory=dict)
    locks: set[tuple[int, int]] = field(default_factory=set)  # organization, period
    expected: dict[tuple[int, str], int] = field(default_factory=dict)  # organization, level of those who report


def indicators_of(viewer: Viewer, organization: Organization) -> list[Indicator]:
    """Those of the organization and of the bodies above it, the highest body first; a set stays together."""
    owners = {pk for pk in (organization.pk, organization.municipality_id, organization.region_id) if pk}
    rows = Indicator.objects.visible_to(viewer).active().filter(organization_id__in=owners)
    found = rows.filter(level__in=levels_up_to(organization.level)).select_related("organization")
    ranks = list(LABELS)
    ordered = sorted(found, key=lambda row: (ranks.index(row.organization.level), row.position, row.pk))
    begins: dict[tuple[int, str], int] = {}
    for place, row in enumerate(ordered):
        begins.setdefault((row.organization_id, row.series), place)
    return sorted(ordered, key=lambda row: begins[row.organization_id, row.series])


def load_rows(
    viewer: Viewer, year: int, organizations: Collection[Organization], indicators: Collection[Indicator], today: date
) -> Rows:
    """`organizations` are of one level, below one body or a single one."""
    rows = Rows()
    if not organizations or not indicators:
        return rows
    level = next(iter(organizations)).level
    pks, ids = [each.pk for each in organizations], [each.pk for each in indicators]
    units = {each.pk: each for each in indicators}
    rows.facts |= _published(viewer, year, level, pks, units)
    rows.facts |= _exact(viewer, year, pks, units)
    rows.facts |= _counted(viewer, year, organizations, indicators, today)
    plans = IndicatorPlan.objects.visible_to(viewer).filter(
        school_year=year, organization_id__in=pks, indicator_id__in=ids
    )
    rows.plans = {(plan.organization_id, plan.indicator_id, plan.period): plan for plan in plans}
    targets = IndicatorTarget.objects.visible_to(viewer).filter(school_year=year, indicator_id__in=ids)
    rows.targets = {(target.indicator_id, target.level): target.value for target in targets}
    rows.locks = locked_periods(viewer, year)
    rows.expected = _expected(viewer, level, pks)
    return rows


def locked_periods(viewer: Viewer, year: int) -> set[tuple[int, int]]:
    """(organization, period) of every lock the viewer can meet."""
    found = PeriodLock.objects.visible_to(viewer).filter(school_year=year)
    return set(found.values_list("organization_id", "period"))


def is_locked(locks: Collection[tuple[int, int]], organization: Organization, period: int) -> bool:
    """By itself or by a body above."""
    above = (organization.pk, organization.municipality_id, organization.region_id)
    return any((pk, period) in locks for pk in above if pk)


def _published(
    viewer: Viewer, year: int, level: str, pks: list[int], indicators: dict[int, Indicator]
) -> dict[Key, Given]:
    """Sums of what was published below each organization. A hidden part makes the sum a lower bound: typed one by one,
    the difference of two exact sums would be the part that came between (ADR 12)."""
    label = LABELS[level]
    facts = PublishedFact.objects.visible_to(viewer).filter(
        **{f"{label}__in": pks}, school_year=year, indicator_id__in=indicators
    )
    grouped = facts.values_list(label, "indicator_id", "period").annotate(
        top=Sum("numerator"),
        top_hidden=Count("pk", filter=Q(numerator_hidden=True)),
        bottom=Sum("denominator"),
        bottom_hidden=Count("pk", filter=Q(denominator_hidden=True)),
        count=Count("pk"),
    )
    return {
        (pk, indicator, period): Given(
            _measure(indicators[indicator], summed(top, top_hidden), summed(bottom or 0, bottom_hidden)), count
        )
        for pk, indicator, period, top, top_hidden, bottom, bottom_hidden, count in grouped
    }


def _exact(viewer: Viewer, year: int, pks: list[int], indicators: dict[int, Indicator]) -> dict[Key, Given]:
    """What the own organization has typed itself."""
    own = [pk for pk in pks if pk in viewer.scope.pd_schools or viewer.scope.system]
    if not own:
        return {}
    facts = IndicatorFact.objects.visible_to(viewer).filter(
        organization_id__in=own, school_year=year, indicator_id__in=indicators
    )
    return {
        (fact.organization_id, fact.indicator_id, fact.period): Given(
            _measure(
                indicators[fact.indicator_id], Cell(fact.numerator, exact=True), Cell(fact.denominator or 0, exact=True)
            ),
            version=fact.version,
            numbers=(fact.numerator, fact.denominator),
        )
        for fact in facts
    }


def _measure(indicator: Indicator, top: Cell, bottom: Cell) -> Measure:
    return Measure(indicator.unit, top, bottom if indicator.is_divided else None)


def _counted(
    viewer: Viewer,
    year: int,
    organizations: Collection[Organization],
    indicators: Iterable[Indicator],
    today: date,
) -> dict[Key, Given]:
    """What the program counts: of a past period as it stood at its last count, of the running one as it is."""
    counted = [each for each in indicators if not each.is_entered]
    found: dict[Key, Given] = {}
    for (pk, period), (cell, at) in _sources(viewer, year, organizations, today).items() if counted else ():
        for indicator in counted:
            bottom = cell(indicator.denominator_figure) if indicator.is_divided else Cell()
            measure = _measure(indicator, cell(indicator.numerator_figure), bottom)
            found[pk, indicator.pk, period] = Given(measure, counted_at=at)
    return found


def _sources(
    viewer: Viewer, year: int, organizations: Collection[Organization], today: date
) -> dict[tuple[int, int], FiguresAt]:
    """(organization, period) → a figure by its key: the last count of the period; live in the own school."""
    known = {each.pk: each for each in organizations}
    rows = Figures.objects.visible_to(viewer).of_year(year).filter(organization_id__in=known).order_by("month")
    found: dict[tuple[int, int], FiguresAt] = {}
    for row in rows:  # the later months of a quarter take the place of the earlier ones
        source = row_of(known[row.organization_id], row).cell, row.counted_at
        found[row.organization_id, quarter_of(row.month)] = found[row.organization_id, YEAR] = source
    for pk, school in known.items():
        if school.level == Level.SCHOOL and pk in viewer.scope.pd_schools and is_running(year, YEAR, today):
            found[pk, quarter_of(today)] = found[pk, YEAR] = _live(viewer, year, today, school), None
    return found


def _live(viewer: Viewer, year: int, today: date, school: Organization) -> Callable[[str], Cell]:
    """Figures of the own school, exact, each asked once."""

    @cache
    def number(key: str) -> int:
        return counted_by_school(key, viewer, year, today, school).get(school.pk, 0)

    return lambda key: Cell(sum(map(number, counted_parts(key))))


def _expected(viewer: Viewer, level: str, pks: list[int]) -> dict[tuple[int, str], int]:
    """How many organizations of each lower level should report to each."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    if level == Level.SCHOOL:
        return found
    label = LABELS[level]
    below: QuerySet[Any] = organizations_below(viewer).reporting().filter(**{f"{label}__in": pks})
    for pk, lower, count in below.values_list(label, "level").annotate(count=Count("pk")):
        found[pk, lower] = count
    return found
