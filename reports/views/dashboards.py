"""«Сводка»: what an official sees of the organizations below, and what a school says of itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.http import next_address
from core.sheets.answers import sheet_response
from core.viewer import Request
from core.years import chosen_year
from reports.actions.counting import AlreadyCounting, refresh
from reports.actions.exports import note_export
from reports.figures import FIGURES, FORM_KEYS, PAIRS
from reports.indicators.periods import NAMES
from reports.queries.dashboards import BY_INDICATOR, SHOWS, VIEWS, Board, BoardFilters, board_of
from reports.queries.indicator_board import indicator_board
from reports.queries.sheets import board_sheet
from reports.views.places import body_below_or_404
from roadmaps.queries.lights import WORDS
from schools.models import Organization

HEADLINE = ("agreed", "done", "overdue", "mentors", "mentees", PAIRS, "silent", "meetings", "uncovered", "orders")


@requires(Permission.DASHBOARD_VIEW)
@require_safe
def dashboard(request: Request) -> HttpResponse:
    node, filters = body_below_or_404(request), BoardFilters.read(request.GET)
    board = board_of(request.viewer, node, chosen_year(request), filters, request.GET.get("page"))
    context = _context(request, node, board, filters)
    if filters.view == BY_INDICATOR:
        context |= _by_indicator(request, node, board)
    return render(request, "reports/dashboard.html", context)


def _context(request: Request, node: Organization, board: Board, filters: BoardFilters) -> dict[str, Any]:
    return {
        "node": node,
        "board": board,
        "filters": filters,
        "page_obj": board.page,
        "tiles": [(key, FIGURES[key].title, board.own.cell(key)) for key in HEADLINE],
        "forms": [(key, label, board.own.cell(key)) for key, label in FORM_KEYS.items()],
        "shows": [(key, words, board.chips[key]) for key, words in SHOWS.items()],
        "views": VIEWS,
        "light": WORDS.get(filters.light, ""),
        "chosen": ", ".join(filter(None, (WORDS.get(filters.light, ""), SHOWS.get(filters.show, "")))).lower(),
        "figures": list(FIGURES.values()),
    }


def _by_indicator(request: Request, node: Organization, board: Board) -> dict[str, Any]:
    """The organizations of the page of the board, those behind in most indicators first."""
    today = request.viewer.organization.local_date(timezone.now())
    shown = [line.row.organization for line in board.lines]
    return {
        "grid": indicator_board(request.viewer, node, chosen_year(request), shown, request.GET, today),
        "periods": NAMES.items(),
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("set", "period", "page")],
    }


@requires(Permission.DASHBOARD_VIEW)
@require_POST
def dashboard_refresh(request: Request) -> HttpResponse:
    """Counts a municipality, or the own region, at this moment."""
    try:
        refresh(body_below_or_404(request), by=request.viewer, now=timezone.now())
    except AlreadyCounting as error:
        messages.warning(request, error.message)
    return redirect(next_address(request, reverse("dashboard")))


@requires(Permission.DASHBOARD_VIEW)
@require_safe
def dashboard_export(request: Request) -> HttpResponse:
    """The board as it is filtered, all pages of it, as .xlsx."""
    now, filters = timezone.now(), BoardFilters.read(request.GET)
    node = body_below_or_404(request)
    sheet = board_sheet(request.viewer, node, chosen_year(request), filters)
    note_export(node, "dashboard", "xlsx", by=request.viewer, now=now)
    return sheet_response(sheet, "xlsx", request.viewer.organization.local_date(now), now)
