"""Agreement to a draft by sign-in: who is asked, and the page of whoever was."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.forms import renew
from core.http import render_form
from core.viewer import Request
from orders import actions
from orders.drafts.agreeing import agreements_of
from orders.forms.agreement import AgreeForm, AskAgreementForm
from orders.models import Order, OrderAgreement
from orders.printing.render import paper_context
from orders.queries import colleagues_to_ask, own_orders, paper_of


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_agreement(request: Request, pk: int) -> HttpResponse:
    """Who is asked, and what they have said."""
    order = get_object_or_404(own_orders(request.viewer).unregistered(), pk=pk)
    agreements = agreements_of(order, paper_of(order))
    initial = {"people": [each.row.person_id for each in agreements]}
    form = AskAgreementForm(request.POST or None, colleagues=colleagues_to_ask(request.viewer), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            told = actions.ask_agreement(order, form.cleaned_data["people"], by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Просьба отправлена." if told else "Список сохранён.")
            return redirect("order_agreement", order.pk)
    return render_form(request, "orders/order_agreement.html", form, {"order": order, "agreements": agreements})


@requires(Permission.ORDER_AGREE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_agree(request: Request, pk: int) -> HttpResponse:
    """The draft for whoever was asked: «Согласовать» or «Вернуть с замечанием»."""
    rows = OrderAgreement.objects.visible_to(request.viewer).filter(person=request.viewer.membership)
    rows = rows.filter(order__status__in=Order.OPEN).select_related("order", "organization", "asked_by")
    row = get_object_or_404(rows, order=pk)
    order, paper, agreed = row.order, paper_of(row.order), "agree" in request.POST
    form = AgreeForm(request.POST or None, initial={"version": order.version})
    if form.is_bound and form.is_valid():
        try:
            actions.decide_agreement(row, agreed=agreed, **form.said, by=request.viewer, now=timezone.now())
        except actions.TextChanged as error:
            renew(form, version=order.version)
            form.add_error(None, error.message)
        except actions.RemarkMissing as error:
            form.add_error("remark", error.message)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Приказ согласован." if agreed else "Приказ возвращён с замечанием.")
            return redirect(order)
    context = paper_context(paper) | {"order": order, "agreements": agreements_of(order, paper), "row": row}
    return render_form(request, "orders/order_agree.html", form, context)
