"""Beside an order: who signs, earlier orders it touches, scans of the signed paper."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form, stored_file, whole
from core.viewer import Request
from orders import actions
from orders.forms.beside import OrderLinkForm, ScansForm
from orders.models import OrderLink, OrderScan
from orders.queries import own_orders
from orders.views.drafts import today_of


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_sign(request: Request, pk: int) -> HttpResponse:
    """To whoever signs, or back from there."""
    order = get_object_or_404(own_orders(request.viewer).unregistered(), pk=pk)
    move = actions.send_to_sign if order.is_draft else actions.take_back
    try:
        move(order, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(order)


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_create_against(request: Request, pk: int, kind: str) -> HttpResponse:
    """A draft that changes or cancels this order."""
    order = get_object_or_404(own_orders(request.viewer).registered(), pk=pk)
    try:
        made = actions.draft_order_against(order, OrderLink.Kind(kind), by=request.viewer, today=today_of(order))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(order)
    return redirect(made)


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_links(request: Request, pk: int) -> HttpResponse:
    """Which earlier orders a draft touches."""
    order = get_object_or_404(own_orders(request.viewer).unregistered(), pk=pk)
    targets = own_orders(request.viewer).registered().order_by("-dated_on", "-pk")
    form = OrderLinkForm(None if "remove" in request.POST else request.POST or None, targets=targets)
    removed = whole(request.POST.get("remove"))
    try:
        if removed is not None:
            actions.unlink_order(order, removed, by=request.viewer)
            return redirect("order_links", order.pk)
        if form.is_valid():
            data = form.cleaned_data
            actions.link_order(order, data["target"], data["kind"], by=request.viewer)
            return redirect("order_links", order.pk)
    except DomainError as error:
        form.add_error(None, error.message)
    links = order.links.select_related("target").order_by("pk")
    return render_form(request, "orders/order_links.html", form, {"order": order, "links": links})


@requires(Permission.ORDER_PREPARE)
@require_http_methods(["GET", "HEAD", "POST"])
def order_scans(request: Request, pk: int) -> HttpResponse:
    """Scans of the signed paper: shown, added."""
    order = get_object_or_404(own_orders(request.viewer).registered(), pk=pk)
    form = ScansForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_scans(order, form.uploads, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error("scans", error.message)
        else:
            messages.success(request, "Скан приложен.")
            return redirect("order_scans", order.pk)
    scans = order.scans.order_by("uploaded_at", "pk")
    return render_form(request, "orders/order_scans.html", form, {"order": order, "scans": scans})


def _scan(request: Request, pk: str) -> OrderScan:
    rows = OrderScan.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    return get_object_or_404(rows.select_related("order"), pk=pk)


@requires(Permission.ORDER_VIEW)
@require_safe
def order_scan(request: Request, pk: str) -> HttpResponseBase:
    scan = _scan(request, pk)
    actions.open_order_scan(scan, by=request.viewer)
    return stored_file(scan.file, scan.name, scan.content_type)


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_scan_delete(request: Request, pk: str) -> HttpResponse:
    scan = _scan(request, pk)
    actions.delete_scan(scan, by=request.viewer)
    messages.success(request, "Скан удалён.")
    return redirect("order_scans", scan.order_id)
