"""A draft gets its number and date."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from orders import actions
from orders.drafts.checking import draft_warnings
from orders.drafts.consequences import consequences_of
from orders.forms.registering import OrderRegisterForm
from orders.journals import journals_of
from orders.kinds import kind_of
from orders.models import Order
from orders.queries import own_orders, paper_of, suggested_number
from orders.views.drafts import closed, today_of
from orders.views.files import print_after_commit


@requires(Permission.ORDER_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def order_register(request: Request, pk: int) -> HttpResponse:
    """The interruption page: what will happen, number and date."""
    order = get_object_or_404(own_orders(request.viewer), pk=pk)
    if order.is_registered:
        return closed(request, order)
    form = _form(request, order)
    if form.is_bound and form.is_valid() and (done := _registered(request, order, form)):
        print_after_commit(done, request.viewer)
        messages.success(request, _said(done))
        return redirect(done.activity or done)
    warnings = draft_warnings(request.viewer, order, paper_of(order), today_of(order))
    context = {
        "order": order,
        "consequences": consequences_of(request.viewer, order),
        "warnings": warnings,
        "outdated": any(warning.outdated for warning in warnings),
        "blocked": any(warning.blocking for warning in warnings),
    }
    return render_form(request, "orders/order_register.html", form, context)


def _said(order: Order) -> str:
    done = ", карта утверждена" if order.roadmap_id else f", {words}" if (words := kind_of(order.kind).done) else ""
    return f"Приказ № {order.number} зарегистрирован{done}."


def _form(request: Request, order: Order) -> OrderRegisterForm:
    today, viewer = today_of(order), request.viewer
    used = [row for row in journals_of(viewer, order.organization_id).values() if row.is_used]
    journals = [(row, suggested_number(viewer, order.organization_id, row, today.year)) for row in used]
    number = next((number for row, number in journals if row.kind == order.journal), journals[0][1])
    initial = {"number": number, "suggested": number, "on": today, "journal": order.journal}
    return OrderRegisterForm(request.POST or None, journals=journals, initial=initial)


def _registered(request: Request, order: Order, form: OrderRegisterForm) -> Order | None:
    try:
        return actions.register_order(
            order,
            number=form.wanted,
            journal=form.cleaned_data["journal"],
            on=form.cleaned_data["on"],
            by=request.viewer,
            now=timezone.now(),
            accept_earlier=form.cleaned_data["accept_earlier"],
        )
    except (actions.NumberTaken, actions.NumberMissing) as error:
        form.add_error("number", error.message)
    except (actions.EarlierDate, actions.DateInFuture) as error:
        form.add_error("on", error.message)
    except DomainError as error:
        form.add_error(None, error.message)
    return None
