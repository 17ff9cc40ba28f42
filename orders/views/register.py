"""The register: the list, the year in print, many orders in one archive, the hand-over."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.sheets.answers import KINDS, sheet_response
from core.viewer import Request, Viewer
from orders import actions
from orders.forms.archive import ArchiveForm
from orders.journals import journals_of
from orders.kinds import ALL, name_of
from orders.models import ArchivedJournal, JournalKind
from orders.queries import suggested_number
from orders.register import (
    STATES,
    RegisterFilters,
    archived,
    chip_counts,
    register_of,
    shown,
    year_sheet,
    years_of,
)

ON_PAGE, MOST_ORDERS = 50, 5_000
HANDS = ("Передал ____________________", "Принял ____________________")
REGISTER, INVENTORY = "Реестр приказов", "Опись приказов"


@requires(Permission.ORDER_VIEW)
@require_safe
def order_list(request: Request) -> HttpResponse:
    viewer, filters = request.viewer, RegisterFilters.read(request.GET)
    rows = register_of(viewer, filters)
    page = Paginator(shown(rows), ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [(order, name_of(order.kind)) for order in page],
        "filters": filters,
        "years": [(str(year), str(year)) for year in years_of(viewer)],
        "journals": JournalKind.choices,
        "kinds": [(kind.key, kind.name) for kind in ALL],
        "states": STATES.items(),
        "chips": chip_counts(viewer),
        "next_number": _next_number(viewer, filters),
        "archived": archived(viewer, filters.journal, int(filters.year)) if filters.journal and filters.year else None,
    }
    return render(request, "orders/order_list.html", context)


def _next_number(viewer: Viewer, filters: RegisterFilters) -> str:
    """Of the chosen journal this year; of an earlier year nothing is registered any more."""
    year = _today(viewer).year
    if filters.year and int(filters.year) != year:
        return ""
    journal = journals_of(viewer, viewer.organization.pk)[filters.journal or JournalKind.MAIN]
    return suggested_number(viewer, viewer.organization.pk, journal, year)


@requires(Permission.ORDER_VIEW)
@require_safe
def order_year(request: Request, year: int, journal: str, kind: str) -> HttpResponse:
    """The register of a year to print or as a table."""
    if journal not in JournalKind.values or kind not in KINDS:
        return redirect("order_list")
    today = _today(request.viewer)
    sheet = year_sheet(request.viewer, journal, year, today, title=REGISTER)
    return sheet_response(sheet, kind, today, timezone.now())


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_pack(request: Request) -> HttpResponse:
    """Everything registered that the filters of the list show."""
    filters = RegisterFilters.read(request.POST)
    ids = list(register_of(request.viewer, filters).registered().values_list("pk", flat=True)[: MOST_ORDERS + 1])
    try:
        return redirect(actions.ask_orders(ids, by=request.viewer, now=timezone.now()))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("order_list")


@requires(Permission.ORDER_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def order_archive(request: Request) -> HttpResponse:
    """What was handed over, and the next hand-over."""
    viewer, today = request.viewer, _today(request.viewer)
    years = [year for year in years_of(viewer) if year < today.year]
    form = ArchiveForm(request.POST or None, years=years, initial={"handed_on": today})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            actions.archive_journal(data.pop("journal"), data.pop("year"), **data, by=viewer, today=today)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Приказы года переданы в архив. Распечатайте опись.")
            return redirect("order_archive")
    rows = ArchivedJournal.objects.visible_to(viewer).filter(organization=viewer.organization)
    context = {"rows": rows.order_by("-year", "journal"), "years": years}
    return render_form(request, "orders/order_archive.html", form, context)


@requires(Permission.ORDER_REGISTER)
@require_safe
def order_inventory(request: Request, pk: int) -> HttpResponse:
    viewer, today = request.viewer, _today(request.viewer)
    rows = ArchivedJournal.objects.visible_to(viewer).filter(organization=viewer.organization)
    row = get_object_or_404(rows, pk=pk)
    foot = (f"Опись № {row.inventory}. Передано в архив {row.handed_on:%d.%m.%Y}: {row.orders}.", *HANDS)
    sheet = year_sheet(viewer, row.journal, row.year, today, title=f"{INVENTORY} № {row.inventory}", foot=foot)
    return sheet_response(sheet, "pdf", today, timezone.now())


def _today(viewer: Viewer) -> date:
    today: date = viewer.organization.local_date(timezone.now())
    return today
