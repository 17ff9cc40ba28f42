"""Plan and fact: the own organization by quarters, organizations below in one period, the same as a spreadsheet."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.sheets.answers import sheet_response
from core.viewer import Request
from core.years import chosen_year, year_label
from reports.actions.exports import note_export
from reports.figures import FIGURES
from reports.indicators.periods import MONTHS, NAMES, PERIODS, YEAR
from reports.indicators.sheet import grid_sheet
from reports.models import Indicator, IndicatorTarget
from reports.queries.indicator_board import set_name
from reports.queries.indicator_grids import ALL, Grid, GridLine, below_grid, trend_chart, year_grid
from reports.queries.indicators import lines_by_quarter
from reports.views.places import body_below_or_404


def grid_of(request: Request) -> Grid:
    """What the address asks for: `view=below` the organizations below `node`, else the own one. Raises Http404."""
    viewer, year = request.viewer, chosen_year(request)
    today = viewer.organization.local_date(timezone.now())
    if request.GET.get("view") != "below":
        return year_grid(viewer, year, viewer.organization, today)
    node = body_below_or_404(request, "node")
    if not node.is_official:
        raise Http404
    return below_grid(viewer, year, node, request.GET, today)


def grid_context(request: Request, grid: Grid) -> dict[str, Any]:
    """What both pages of the grid show."""
    viewer = request.viewer
    return {
        "grid": grid,
        "year": year_label(grid.year),
        "own": grid.node.pk == viewer.organization.pk,
        "periods": [(period, NAMES[period], MONTHS[period]) for period in PERIODS],
        "query": request.GET.urlencode(),
    }


@requires(Permission.FIGURE_VIEW)
@require_safe
def indicator_grid(request: Request) -> HttpResponse:
    """The own organization: its indicators by quarters."""
    viewer = request.viewer
    today = viewer.organization.local_date(timezone.now())
    grid = year_grid(viewer, chosen_year(request), viewer.organization, today)
    groups = groupby(grid.lines, key=_set)
    context = {"groups": [(name, list(lines)) for name, lines in groups]}
    return render(request, "reports/indicator_grid.html", grid_context(request, grid) | context)


def _set(line: GridLine) -> str:
    """Numbers begin anew in every set, so each stands under its name."""
    return set_name(line.indicator, line.organization) if line.indicator else ""


@requires(Permission.DASHBOARD_VIEW)
@require_safe
def indicator_below(request: Request) -> HttpResponse:
    """Organizations below: one indicator, or all of them as a table."""
    viewer = request.viewer
    node = body_below_or_404(request, "node")
    today = viewer.organization.local_date(timezone.now())
    grid = below_grid(viewer, chosen_year(request), node, request.GET, today)
    context = {"choices": [(ALL, "Все показатели"), *((each.pk, each.titled) for each in grid.indicators)]}
    return render(request, "reports/indicator_below.html", grid_context(request, grid) | context)


@requires(Permission.FIGURE_VIEW)
@require_safe
def indicator_sheet(request: Request) -> HttpResponse:
    """The grid of the address as .xlsx: the same cells as the page."""
    viewer, grid, now = request.viewer, grid_of(request), timezone.now()
    today = viewer.organization.local_date(now)
    place = grid.node.short_name
    period = f", {NAMES[grid.period]}" if grid.is_below and grid.period != YEAR else ""
    author = viewer.membership.short_name if viewer.membership else ""
    sheet = grid_sheet(
        f"Показатели {place} {year_label(grid.year)}",
        (place, f"Учебный год {year_label(grid.year)}{period}"),
        "Организация" if grid.is_below else "Показатель",
        grid.columns,
        [(line.name, line.cells) for line in grid.lines],
        (("Кто выгрузил", author), ("Когда", f"{today:%d.%m.%Y}")),
        author,
    )
    note_export(grid.node, "indicators", "xlsx", by=viewer, now=now)
    return sheet_response(sheet, "xlsx", today, now)


@requires(Permission.FIGURE_VIEW)
@require_safe
def indicator_detail(request: Request, pk: int) -> HttpResponse:
    """What is counted and how, the targets of the years, the course of the year."""
    viewer, year = request.viewer, chosen_year(request)
    rows = Indicator.objects.visible_to(viewer).active().select_related("organization")
    indicator = get_object_or_404(rows, pk=pk)
    today = viewer.organization.local_date(timezone.now())
    line = next(iter(lines_by_quarter(viewer, year, viewer.organization, today, only=pk)), None)
    targets = IndicatorTarget.objects.visible_to(viewer).filter(indicator=indicator)
    context = {
        "indicator": indicator,
        "line": line,
        "chart": trend_chart(indicator, line.trend, line.cells[-1].plan)
        if line and set(line.trend) != {None}
        else None,
        "targets": _targets(targets),
        "how": _how(indicator),
        "year": year_label(year),
        "own": indicator.organization_id == viewer.organization.pk,
    }
    return render(request, "reports/indicator_detail.html", context)


def _targets(rows: Any) -> list[tuple[str, str, IndicatorTarget]]:
    found = rows.order_by("-school_year", "level")
    return [(year_label(row.school_year), row.get_level_display(), row) for row in found]


def _how(indicator: Indicator) -> list[tuple[str, str]]:
    """«Как посчитано»: the words of the figures the program counts itself."""
    keys = [key for key in (indicator.numerator_figure, indicator.denominator_figure) if key]
    return [(FIGURES[key].title, FIGURES[key].how) for key in keys if key in FIGURES]
