"""«Сводка» by indicator: organizations below in rows, plan and fact of one set of indicators in columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from core.viewer import Viewer
from reports.figures import FIGURES
from reports.indicators.measures import State
from reports.indicators.periods import NAMES, current_period, is_running, read_period
from reports.indicators.sets import BY_KEY
from reports.indicators.sets.model import levels_up_to
from reports.models import Indicator
from reports.queries.indicator_rows import Rows, indicators_of, load_rows
from reports.queries.indicators import IndicatorValue, value_of
from schools.models import Organization

OWN = "Свои показатели"


@dataclass(frozen=True, slots=True)
class BoardCell:
    """`address`: the rows behind the number, "" where only «как посчитано» tells of them."""

    value: IndicatorValue
    address: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    organization: Organization
    cells: tuple[BoardCell, ...]

    @property
    def need(self) -> tuple[int, int]:
        """How many indicators are behind, how many lack a figure; less than nothing, so that the worst sort first."""
        states = [cell.value.state for cell in self.cells]
        return -states.count(State.BEHIND), -states.count(State.NO_DATA)


@dataclass(frozen=True, slots=True)
class IndicatorBoard:
    """`sets`: (key, name) of those to choose from; `chosen` is the key of the one shown, "" where there is none."""

    sets: tuple[tuple[str, str], ...]
    chosen: str
    period: int
    indicators: tuple[Indicator, ...]
    rows: tuple[IndicatorRow, ...]

    @property
    def period_name(self) -> str:
        return NAMES[self.period].lower()

    @property
    def columns(self) -> list[tuple[str, Indicator]]:
        """Each with the number its set gives it; where one has none, all are counted from 1."""
        given = [each.number for each in self.indicators]
        numbers = given if all(given) else [str(place) for place in range(1, len(given) + 1)]
        return list(zip(numbers, self.indicators, strict=True))


def indicator_board(
    viewer: Viewer,
    node: Organization,
    year: int,
    organizations: Sequence[Organization],
    params: Mapping[str, str],
    today: date,
) -> IndicatorBoard:
    """`organizations` of one level below the node; `params` tell `set` and `period`. A fixed number of queries."""
    level = organizations[0].level if organizations else Organization.Level.SCHOOL
    known = [each for each in indicators_of(viewer, node) if each.level in levels_up_to(level)]
    sets = {_key(each): set_name(each, node) for each in known}
    asked = params.get("set", "")
    period = read_period(params.get("period"), current_period(year, today))
    wanted = [each for each in known if _key(each) == asked] or known
    rows = load_rows(viewer, year, organizations, wanted, today)
    chosen = asked if asked in sets else nearest_set(known, rows, node)
    shown = [each for each in known if _key(each) == chosen]
    lines = [
        IndicatorRow(
            organization,
            tuple(_cell(value_of(rows, each, organization, year, period, today), today) for each in shown),
        )
        for organization in organizations
    ]
    lines.sort(key=lambda line: line.need)
    return IndicatorBoard(tuple(sets.items()), chosen, period, tuple(shown), tuple(lines))


def nearest_set(known: Sequence[Indicator], rows: Rows, node: Organization) -> str:
    """Of the nearest body, the own one first, whose indicators have a figure, a plan or a target; "" without any."""
    told = {pk for _, pk, _ in rows.facts} | {pk for _, pk, _ in rows.plans} | {pk for pk, _ in rows.targets}
    owners = (node.pk, node.municipality_id, node.region_id)
    found = sorted(known, key=lambda each: (each.pk not in told, owners.index(each.organization_id)))
    return _key(found[0]) if found else ""


def _key(indicator: Indicator) -> str:
    return f"{indicator.organization_id}-{indicator.series}"


def set_name(indicator: Indicator, node: Organization) -> str:
    """A set of a body above is told by its owner."""
    name = BY_KEY[indicator.series].name if indicator.series in BY_KEY else OWN
    return name if indicator.organization_id == node.pk else f"{name} ({indicator.organization.short_name})"


def _cell(value: IndicatorValue, today: date) -> BoardCell:
    return BoardCell(value, _address(value, today) if value.measure else "")


def _address(value: IndicatorValue, today: date) -> str:
    """What the program counts now leads to its list, sums of what was typed to the organizations they are of."""
    indicator, place = value.indicator, value.organization
    if indicator.is_entered:
        below = f"{reverse('indicator_below')}?node={place.pk}&indicator={indicator.pk}&period={value.period}"
        return below if value.is_summed else ""
    key = indicator.numerator_figure
    running = is_running(value.school_year, value.period, today)
    return f"{reverse('figure_list', args=[key])}?in={place.pk}" if FIGURES[key].listed and running else ""
