"""A draft begins: which order, then its few questions."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from orders import actions, kinds
from orders.forms.kinds import KindForm
from orders.kinds.base import Kind
from orders.kinds.choices import choices_for


@requires(Permission.ORDER_PREPARE)
@require_GET
def order_kinds(request: Request) -> HttpResponse:
    """Every kind the organization may issue, by groups."""
    groups = kinds.offered(request.viewer.organization.level)
    return render(request, "orders/order_kinds.html", {"groups": groups})


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_begin(request: Request, key: str) -> HttpResponse:
    kind = _kind(request, key)
    if kind.begun_at:
        return redirect(kind.begun_at)
    today = request.viewer.organization.local_date(timezone.now())
    choices = choices_for(request.viewer, kind, today)
    form = KindForm(request.POST or None, kind=kind, choices=choices, today=today)
    if form.is_valid():
        try:
            return redirect(actions.draft_order(kind, form.params, by=request.viewer, today=today))
        except DomainError as error:
            form.add_error(None, error.message)
    return render_form(request, "orders/order_begin.html", form, {"kind": kind})


def _kind(request: Request, key: str) -> Kind:
    kind = kinds.BY_KEY.get(key)
    if kind is None or request.viewer.organization.level not in kind.levels:
        raise Http404
    return kind
