"""Cells of the grid: one by htmx, all changed ones without scripts, a block from Excel, the same plan for many."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh, trigger_client_event

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import INVALID, next_address, render_form
from core.viewer import Request
from core.words import counted
from core.years import chosen_year
from reports.actions.indicator_cells import Place, Refusals
from reports.actions.indicator_facts import save_facts, write_facts
from reports.actions.indicator_plans import SamePlan, save_plans, set_same_plan, write_plans
from reports.forms.indicators import PasteForm, SamePlanForm
from reports.indicators.pasting import spread
from reports.indicators.periods import NAMES, YEAR, current_period, read_period
from reports.indicators.reading import Unreadable, read_block, read_fact, read_plan
from reports.models import Indicator
from reports.queries.indicator_grids import Grid
from reports.queries.indicator_typing import Typed, applies, read_field, typed_cells
from reports.queries.indicators import IndicatorValue, children_of
from reports.views.indicators import grid_of

CELLS = ("ячейка", "ячейки", "ячеек")
ORGANIZATIONS = ("организация", "организации", "организаций")
PLANS, FACTS = "plan", "fact"


@requires(Permission.INDICATOR_EDIT)
@require_POST
def indicator_plan(request: Request) -> HttpResponse:
    return _save(request, PLANS)


@requires(Permission.INDICATOR_FILL)
@require_POST
def indicator_fact(request: Request) -> HttpResponse:
    return _save(request, FACTS)


def _save(request: Request, kind: str) -> HttpResponse:
    """The named fields; of a whole form those that were changed. A refused one comes back with what was typed."""
    refused = _save_cells([each for each in _cells(request) if _changed(each, kind)], kind, request)
    if request.htmx:
        return _cell(request, kind, refused)
    if not refused:
        messages.success(request, "Сохранено.")
        return redirect(next_address(request, "indicator_grid"))
    return render(request, "reports/indicator_cell.html", {"kind": kind, "refused": refused}, status=INVALID)


def _cells(request: Request) -> list[Typed]:
    today = request.viewer.organization.local_date(timezone.now())
    return typed_cells(request.viewer, chosen_year(request), _typed(request), today)


def _typed(request: Request) -> dict[str, str]:
    """Fields by name. A field that was left sends its whole form: then it alone counts."""
    name = request.htmx.trigger_name if request.htmx else None
    fields: dict[str, str] = request.POST.dict()
    return {name: fields[name]} if name in fields else fields


def _changed(cell: Typed, kind: str) -> bool:
    stood = cell.value.plan_typed if kind == PLANS else cell.value.fact_typed
    return cell.text.strip() != stood


def _save_cells(cells: list[Typed], kind: str, request: Request) -> list[tuple[Typed, str, int]]:
    """Saves what may be saved, by a fixed number of statements; the rest with why and the version to send next."""
    read: dict[Place, Any] = {}
    why: Refusals = {}
    for each in cells:
        place = _place(each)
        try:
            read[place] = _number(each, kind)
        except Unreadable as error:
            why[place] = error
    save: Callable[..., Refusals] = save_plans if kind == PLANS else save_facts
    why |= save(read.items(), by=request.viewer, now=timezone.now())
    found = [(each, why.get(_place(each))) for each in cells]
    return [(each, error.message, getattr(error, "version", each.seen)) for each, error in found if error]


def _number(cell: Typed, kind: str) -> Any:
    """A plan or the two numbers of a fact. Raises Unreadable."""
    indicator = cell.value.indicator
    if kind == PLANS:
        return read_plan(cell.text, indicator.unit)
    return read_fact(cell.text, indicator.unit, divided=indicator.is_divided)


def _place(cell: Typed) -> Place:
    value = cell.value
    return Place(value.indicator, value.organization, value.school_year, value.period, cell.seen)


def _cell(request: Request, kind: str, refused: list[tuple[Typed, str, int]]) -> HttpResponse:
    """The cell as it is now; a refused one as it was typed."""
    cell = next(iter(_cells(request)), None)
    if cell is None:
        return HttpResponse(status=404)
    context: dict[str, Any] = {"v": cell.value, "wide": "wide" in request.GET}
    if refused:
        typed, error, version = refused[0]
        context |= {"error": error, "error_kind": kind, "typed": typed.text, "typed_version": version}
    status = INVALID if refused else 200
    return render(request, "reports/indicator_cell.html#cell", context, status=status)


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_plan_paste(request: Request) -> HttpResponse:
    return _paste(request, PLANS, lambda value: not value.locked)


@requires(Permission.INDICATOR_FILL)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_fact_paste(request: Request) -> HttpResponse:
    own = request.viewer.organization.pk
    return _paste(request, FACTS, lambda value: value.takes_fact and not value.locked and value.organization.pk == own)


def _paste(request: Request, kind: str, takes: Callable[[IndicatorValue], bool]) -> HttpResponse:
    """Lays the block over the grid of the address; cells that take nothing are passed over and counted."""
    grid = grid_of(request)
    form = PasteForm(request.POST or None, tops=_tops(grid))
    back = reverse("indicator_below" if grid.is_below else "indicator_grid")
    address = f"{back}?{request.GET.urlencode()}"
    if form.is_valid():
        try:
            words = _lay(request, grid, kind, form.cleaned_data, takes)
        except DomainError as error:
            if request.htmx:
                answer = HttpResponse(status=204)
                return trigger_client_event(answer, "toast", {"value": error.message})
            form.add_error("text", error.message)
        else:
            messages.success(request, words)
            return HttpResponseClientRefresh() if request.htmx else redirect(address)
    context = {"grid": grid, "kind": kind, "back": address}
    return render_form(request, "reports/indicator_paste.html", form, context)


def _tops(grid: Grid) -> list[tuple[str, str]]:
    if not grid.lines:
        return []
    return [(f"{cell.key}-0", name) for cell, name in zip(grid.lines[0].cells, grid.columns, strict=True)]


def _lay(request: Request, grid: Grid, kind: str, data: dict[str, Any], takes: Callable[[IndicatorValue], bool]) -> str:
    """How many cells were written, in words. Raises DomainError."""
    field = read_field(data["first"])
    first = grid.place(f"{field.indicator}-{field.organization}-{field.period}") if field else None
    if first is None:
        raise DomainError("Не нашлась ячейка, с которой начинать. Обновите страницу и вставьте ещё раз.")
    laid, outside = spread(len(grid.lines), len(grid.columns), first, read_block(data["text"]))
    cells = []
    for row, column, text in laid:
        value = grid.lines[row].cells[column]
        if takes(value):
            cells.append(Typed(value, value.plan_version if kind == PLANS else value.fact_version, text))
    write: Callable[..., None] = write_plans if kind == PLANS else write_facts
    write([(_place(each), _named(each, kind)) for each in cells], by=request.viewer, now=timezone.now())
    passed = outside + len(laid) - len(cells)
    words = f"Записано: {counted(len(cells), CELLS)}."
    return (
        f"{words} Пропущено: {counted(passed, CELLS)} (закрыты, считаются сами или вне таблицы)." if passed else words
    )


def _named(cell: Typed, kind: str) -> Any:
    """As `_number`. Raises DomainError that names the cell."""
    try:
        return _number(cell, kind)
    except Unreadable as error:
        value = cell.value
        place = f"{value.organization.short_name}, {value.indicator.name}, {value.period_name}"
        raise DomainError(f"Ничего не записано. «{cell.text}» ({place}): {error.message}") from error


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_same(request: Request, pk: int) -> HttpResponse:
    """«Задать одинаковый план» for everybody directly below."""
    viewer, year = request.viewer, chosen_year(request)
    rows = Indicator.objects.visible_to(viewer).active().select_related("organization")
    indicator = get_object_or_404(rows, pk=pk)
    below = [each for each in children_of(viewer, viewer.organization) if applies(indicator, each)]
    today = viewer.organization.local_date(timezone.now())
    period = read_period(request.GET.get("period"), current_period(year, today) if indicator.is_quarterly else YEAR)
    form = SamePlanForm(request.POST or None, unit=indicator.unit)
    back = f"{reverse('indicator_below')}?indicator={indicator.pk}&period={period}"
    if form.is_valid():
        data = form.cleaned_data
        plan = SamePlan(indicator, year, period, data["value"], data["only_empty"])
        try:
            count = set_same_plan(plan, below, by=viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"План задан: {counted(count, ORGANIZATIONS)}.")
            return redirect(back)
    context = {"indicator": indicator, "below": below, "period": NAMES[period], "back": back}
    return render_form(request, "reports/indicator_same.html", form, context)
