"""An order edited in Word comes back: a comparison with the draft, accepted part by part. Nothing is overwritten."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.http import INVALID, render_form
from core.viewer import Request
from orders import actions
from orders.appendices.changes import SHOWN
from orders.appendices.live import follows_data
from orders.docx.changes import changes_of, merged, table_changes
from orders.docx.reading import ReadPaper
from orders.docx.tables import not_compared
from orders.forms.docx import DocxAcceptForm, DocxFileForm, kept
from orders.models import Order
from orders.queries import own_orders, paper_of
from orders.views.drafts import CONFLICT, closed

PAGE = "orders/order_docx_read.html"


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_docx_read(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(own_orders(request.viewer), pk=pk)
    if not order.is_draft:
        return closed(request, order)
    if "kept" in request.POST:
        return _accept(request, order)
    form = DocxFileForm(request.POST or None, request.FILES or None) if request.method == "POST" else DocxFileForm()
    if form.is_bound and form.is_valid():
        return _compared(request, order, form.cleaned_data["file"])
    return render_form(request, PAGE, form, {"order": order})


def _accept(request: Request, order: Order) -> HttpResponse:
    form = DocxAcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return render(request, PAGE, {"order": order, "form": DocxFileForm()}, status=INVALID)
    read, accepted = form.cleaned_data["kept"], form.cleaned_data["accept"]
    if not accepted:
        messages.warning(request, "Не отмечено ни одной правки: приказ остался прежним.")
        return redirect(order)
    if order.version != form.cleaned_data["version"]:
        return _compared(request, order, read, stale=actions.StaleOrder.message)
    try:
        parts = merged(paper_of(order), read, accepted, tables=not follows_data(order))
        actions.edit_order(order, by=request.viewer, seen_version=order.version, **parts)
    except actions.StaleOrder as error:
        order.refresh_from_db()
        return _compared(request, order, read, stale=error.message)
    messages.success(request, "Отмеченные правки приняты.")
    return redirect(order)


def _compared(request: Request, order: Order, read: ReadPaper, stale: str = "") -> HttpResponse:
    """Every difference with a tick; the draft as it is now on the left side of each."""
    paper, fixed = paper_of(order), follows_data(order)
    rows = table_changes(paper, read)
    context = {
        "order": order,
        "changes": changes_of(paper, read) + ([] if fixed else rows),
        "fixed": rows[:SHOWN] if fixed else [],
        "uncompared": not fixed and not_compared(paper, read.tables),
        "others": read.others,
        "kept": kept(read),
        "compared": True,
        "stale": stale,
    }
    return render(request, PAGE, context, status=CONFLICT if stale else 200)
