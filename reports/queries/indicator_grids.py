"""What a page of the grid shows, what its spreadsheet holds, and over what a block is pasted: one answer for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.charts.model import Lines, Sparkline, amount
from core.viewer import Viewer
from reports.indicators.measures import PERCENT
from reports.indicators.periods import NAMES, PERIODS, QUARTERS, YEAR, current_period, read_period
from reports.models import Indicator
from reports.queries.indicator_rows import indicators_of
from reports.queries.indicators import IndicatorValue, lines_below, lines_by_quarter
from schools.models import Organization

SHORT = tuple(NAMES[quarter].removesuffix(" квартал") for quarter in QUARTERS)
ALL = "all"


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row: of one indicator over the periods, or of one organization over the indicators."""

    name: str
    indicator: Indicator | None
    organization: Organization
    cells: list[IndicatorValue]
    spark: Sparkline | None


@dataclass(frozen=True, slots=True)
class Grid:
    """`only` is the one indicator shown; without it all of them. `is_below`: rows are organizations."""

    year: int
    node: Organization
    is_below: bool
    period: int
    indicators: list[Indicator]
    only: Indicator | None
    columns: list[str]
    lines: list[GridLine]

    @property
    def shown(self) -> Sequence[Indicator]:
        return [self.only] if self.only else self.indicators

    @property
    def counted_at(self) -> datetime | None:
        """When the program last counted what stands here; nothing where all of it is live or typed."""
        moments = [cell.counted_at for line in self.lines for cell in line.cells if cell.counted_at]
        return max(moments, default=None)

    @property
    def chosen(self) -> str:
        """Value of the choice of an indicator."""
        return str(self.only.pk) if self.only else ALL

    def place(self, key: str) -> tuple[int, int] | None:
        """Row and column of a cell by the key of its fields."""
        for row, line in enumerate(self.lines):
            for column, cell in enumerate(line.cells):
                if cell.key == key:
                    return row, column
        return None


def year_grid(viewer: Viewer, year: int, node: Organization, today: date) -> Grid:
    """One organization: indicators by quarters and the year."""
    lines = [
        GridLine(
            line.indicator.name, line.indicator, node, line.cells, spark_of(line.indicator, line.trend, line.cells)
        )
        for line in lines_by_quarter(viewer, year, node, today)
    ]
    indicators = [line.indicator for line in lines if line.indicator]
    return Grid(year, node, False, YEAR, indicators, None, [NAMES[period] for period in PERIODS], lines)


def below_grid(viewer: Viewer, year: int, node: Organization, params: Mapping[str, str], today: date) -> Grid:
    """Organizations below the node in one period: one indicator, or all (`indicator=all`)."""
    indicators = [each for each in indicators_of(viewer, node) if each.level != node.level]
    wanted = params.get("indicator", "")
    own = next((each for each in indicators if each.organization_id == node.pk), next(iter(indicators), None))
    chosen = next((each for each in indicators if str(each.pk) == wanted), own)
    only = None if wanted == ALL else chosen
    period = read_period(params.get("period"), current_period(year, today))
    if only and not only.is_quarterly:
        period = YEAR
    shown = indicators if only is None else [only]
    found = lines_below(viewer, year, node, shown, period, today)
    lines = [
        GridLine(
            line.organization.short_name,
            only,
            line.organization,
            line.cells,
            spark_of(only, line.trend, line.cells) if only else None,
        )
        for line in found
    ]
    return Grid(year, node, True, period, indicators, only, [each.name for each in shown], lines)


def spark_of(
    indicator: Indicator, trend: Sequence[Decimal | None], cells: Sequence[IndicatorValue]
) -> Sparkline | None:
    """A line of the quarters with the target; nothing where fewer than two have a figure."""
    if sum(figure is not None for figure in trend) < 2:
        return None
    unit = "%" if indicator.unit == PERCENT else ""
    plan = cells[-1].plan
    amounts = tuple(amount(figure, unit) for figure in trend)
    return Sparkline(indicator.name, SHORT, amounts, amount(plan, unit) if plan is not None else None)


def trend_chart(indicator: Indicator, trend: Sequence[Decimal | None], plan: Decimal | None) -> Lines:
    """The year of one organization as a picture with its table."""
    unit = "%" if indicator.unit == PERCENT else ""
    amounts = tuple(amount(figure, unit) for figure in trend)
    points = tuple(NAMES[quarter] for quarter in QUARTERS)
    target = amount(plan, unit) if plan is not None else None
    return Lines("По кварталам", points, (("Факт", amounts),), target, "Квартал")
