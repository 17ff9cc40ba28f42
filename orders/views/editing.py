"""The editor of a draft: fields on the left, the sheet on the right."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from orders import actions
from orders.appendices.live import columns_to_choose, hidden_of
from orders.blocks import Paper
from orders.drafts.agreeing import agreements_of, with_agreements
from orders.drafts.checking import unsure_words
from orders.drafts.editing import pressed, typed_paper
from orders.drafts.helping import Offered, offered_for
from orders.forms.drafts import OFFERED, OrderEditForm
from orders.models import Order
from orders.printing.render import paper_context
from orders.queries import own_orders, paper_of
from orders.views.drafts import CONFLICT, closed, today_of

PAGE = "orders/order_edit.html"


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_edit(request: Request, pk: int) -> HttpResponse:
    """A press of a button inside (`do`) changes the fields and saves nothing."""
    order = get_object_or_404(own_orders(request.viewer), pk=pk)
    if not order.is_draft:
        return closed(request, order)
    paper, offered = paper_of(order), offered_for(request.viewer, today_of(order))
    if button := request.POST.get("do") or request.GET.get("do"):
        return _worked(request, order, paper, offered, button)
    columns = columns_to_choose(order, paper)
    form = OrderEditForm(
        request.POST or None, paper=paper, version=order.version, columns=columns, hidden=hidden_of(order)
    )
    if form.is_bound and form.is_valid():
        try:
            actions.edit_order(order, by=request.viewer, **form.parts())
            actions.choose_columns(order, form.hidden, by=request.viewer, now=timezone.now())
        except actions.StaleOrder as error:
            return _both_texts(request, order, form, offered, error)
        messages.success(request, "Текст сохранён.")
        return redirect(order)
    return render_form(request, PAGE, form, _context(request, order, paper, offered))


def _worked(request: Request, order: Order, paper: Paper, offered: Offered, button: str) -> HttpResponse:
    changed = pressed(typed_paper(paper, request.POST), button, request.POST, offered.helps)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else order.version
    columns, shown = columns_to_choose(order, paper), request.POST.getlist("columns")
    hidden = [key for key, _ in columns if key not in shown] if OFFERED in request.POST else hidden_of(order)
    form = OrderEditForm(paper=changed, version=version, columns=columns, hidden=hidden)
    return render(request, PAGE, {"form": form, **_context(request, order, changed, offered)})


def _context(request: Request, order: Order, paper: Paper, offered: Offered) -> dict[str, Any]:
    unsure = [doubt.form for doubt in unsure_words(request.viewer, order, paper)]
    agreements = agreements_of(order, paper)
    shown = paper_context(with_agreements(paper, agreements))
    return shown | {"order": order, "offered": offered, "unsure": unsure, "agreements": agreements}


def _both_texts(
    request: Request, order: Order, form: OrderEditForm, offered: Offered, error: DomainError
) -> HttpResponse:
    """What was typed and, beside it, what is stored now; saving once more replaces it."""
    renew(form, version=order.version)
    context = _context(request, order, paper_of(order), offered) | {"form": form, "stale": error.message}
    return render(request, PAGE, context, status=CONFLICT)
