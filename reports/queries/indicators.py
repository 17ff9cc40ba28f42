"""Plan and fact of indicators: one organization by quarters, those below in one period. One function per figure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.viewer import Viewer
from reports.indicators.measures import NO_DATA, YES_NO, Measure, State, deviation_words, said, state_of
from reports.indicators.periods import NAMES, PERIODS, QUARTERS, YEAR, has_begun
from reports.indicators.reading import fact_text, plan_text
from reports.models import Indicator
from reports.queries.indicator_rows import Rows, indicators_of, is_locked, load_rows
from schools.access import organizations_below
from schools.models import Organization
from schools.queries import RussianKey


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One cell: what was planned and what there is. Above the school only what is published of it."""

    indicator: Indicator
    organization: Organization
    school_year: int
    period: int
    measure: Measure | None = None
    plan: Decimal | None = None
    own_plan: Decimal | None = None  # typed for this very period
    plan_version: int = 0
    fact_version: int = 0
    numbers: tuple[int, int | None] | None = None
    reported: int = 0
    expected: int = 1
    counted_at: datetime | None = None
    locked: bool = False
    begun: bool = True

    @property
    def key(self) -> str:
        """Of its fields on the page; the version follows in their names."""
        return f"{self.indicator.pk}-{self.organization.pk}-{self.period}"

    @property
    def figure(self) -> Decimal | None:
        return self.measure.figure if self.measure else None

    @property
    def state(self) -> State:
        return state_of(self.plan, self.figure, less_is_better=self.indicator.less_is_better)

    @property
    def said(self) -> str:
        return str(self.measure) if self.measure else NO_DATA

    @property
    def parts(self) -> str:
        """«25 из 40»; nothing where the figure says it all."""
        return self.measure.parts if self.measure and self.measure.denominator is not None else ""

    @property
    def plan_said(self) -> str:
        return said(self.plan, self.indicator.unit)

    @property
    def deviation(self) -> str:
        return deviation_words(self.plan, self.figure, self.indicator.unit)

    @property
    def plan_typed(self) -> str:
        return plan_text(self.own_plan, self.indicator.unit)

    @property
    def fact_typed(self) -> str:
        return fact_text(*self.numbers, self.indicator.unit) if self.numbers else ""

    @property
    def hint(self) -> str:
        """What a fact looks like."""
        return "… из …" if self.indicator.is_divided else "да" if self.indicator.unit == YES_NO else ""

    @property
    def is_wanted(self) -> bool:
        """Does the absence of a figure or of a plan mean anything here? A quarter to come lacks nothing."""
        return self.measure is not None or self.period == YEAR

    @property
    def takes_plan(self) -> bool:
        return self.indicator.is_quarterly or self.period == YEAR

    @property
    def is_blank(self) -> bool:
        """Nothing to read: a phone leaves it out."""
        return not self.is_wanted and self.own_plan is None

    @property
    def period_name(self) -> str:
        return NAMES[self.period]

    @property
    def mark(self) -> str:
        """Key of the shape of its state."""
        return {State.REACHED: "done", State.BEHIND: "behind"}.get(self.state, "no_data")

    @property
    def verdict(self) -> str:
        """«+2,5 п. п.»; of a yes and a no in words."""
        return self.deviation or ("выполнено" if self.state == State.REACHED else "не выполнено")

    @property
    def is_judged(self) -> bool:
        return self.state in (State.REACHED, State.BEHIND)

    @property
    def is_summed(self) -> bool:
        return self.indicator.level != self.organization.level

    @property
    def takes_fact(self) -> bool:
        """May the own organization type it at all (locks apart)?"""
        quarterly = self.indicator.is_quarterly
        own = self.indicator.is_entered and not self.is_summed and self.begun
        return own and (self.period != YEAR) == quarterly


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator of one organization over the year."""

    indicator: Indicator
    cells: list[IndicatorValue]
    trend: list[Decimal | None]


@dataclass(frozen=True, slots=True)
class BelowLine:
    """An organization below with its indicators in one period."""

    organization: Organization
    cells: list[IndicatorValue]
    trend: list[Decimal | None]


def indicator_values(
    viewer: Viewer, school_year: int, organization: Organization, period: int, today: date
) -> list[IndicatorValue]:
    """Every indicator the organization has, its own and those of the bodies above, in one period.

    `period` 1 to 4 is a quarter; the year shows the last quarter that has a figure where the indicator is quarterly.
    """
    indicators = indicators_of(viewer, organization)
    rows = load_rows(viewer, school_year, [organization], indicators, today)
    return [value_of(rows, each, organization, school_year, period, today) for each in indicators]


def lines_by_quarter(
    viewer: Viewer, school_year: int, organization: Organization, today: date, only: int | None = None
) -> list[Line]:
    """Every indicator of one organization: four quarters, then the year."""
    indicators = [each for each in indicators_of(viewer, organization) if only in (None, each.pk)]
    rows = load_rows(viewer, school_year, [organization], indicators, today)
    return [
        Line(
            each,
            [value_of(rows, each, organization, school_year, period, today) for period in PERIODS],
            trend_of(rows, each, organization),
        )
        for each in indicators
    ]


def lines_below(
    viewer: Viewer, school_year: int, node: Organization, indicators: Collection[Indicator], period: int, today: date
) -> list[BelowLine]:
    """Every organization directly below the node: its indicators in the period, and the trend of the first one."""
    below = children_of(viewer, node)
    rows = load_rows(viewer, school_year, below, indicators, today)
    first = next(iter(indicators), None)
    return [
        BelowLine(
            organization,
            [value_of(rows, each, organization, school_year, period, today) for each in indicators],
            trend_of(rows, first, organization) if first else [],
        )
        for organization in below
    ]


def children_of(viewer: Viewer, node: Organization) -> list[Organization]:
    """Organizations directly below the node, by name."""
    below = organizations_below(viewer).reporting().filter(parent=node)
    return list(below.order_by(RussianKey("short_name"), "pk"))


def value_of(
    rows: Rows, indicator: Indicator, organization: Organization, year: int, period: int, today: date
) -> IndicatorValue:
    place = (organization.pk, indicator.pk)
    given = rows.facts.get((*place, period))
    if given is None and period == YEAR and indicator.is_quarterly:
        given = next((found for each in reversed(QUARTERS) if (found := rows.facts.get((*place, each)))), None)
    plan = rows.plans.get((*place, period))
    return IndicatorValue(
        indicator=indicator,
        organization=organization,
        school_year=year,
        period=period,
        measure=given.measure if given else None,
        plan=_plan(rows, indicator, organization, period),
        own_plan=plan.value if plan else None,
        plan_version=plan.version if plan else 0,
        fact_version=given.version if given else 0,
        numbers=given.numbers if given else None,
        counted_at=given.counted_at if given else None,
        reported=given.reported if given else 0,
        expected=rows.expected.get((organization.pk, indicator.level), 1),
        locked=is_locked(rows.locks, organization, period),
        begun=has_begun(year, period, today),
    )


def _plan(rows: Rows, indicator: Indicator, organization: Organization, period: int) -> Decimal | None:
    """Of the quarter, else of the year, else the target of the year for the level."""
    for each in (period, YEAR):
        plan = rows.plans.get((organization.pk, indicator.pk, each))
        if plan is not None and plan.value is not None:
            return plan.value
    return rows.targets.get((indicator.pk, organization.level))


def trend_of(rows: Rows, indicator: Indicator, organization: Organization) -> list[Decimal | None]:
    """Figures of the four quarters; a quarter without one is a gap."""
    found = (rows.facts.get((organization.pk, indicator.pk, quarter)) for quarter in QUARTERS)
    return [given.measure.figure if given else None for given in found]
