"""The register and drafts of papers."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.viewer import Request
from orders import actions
from orders.drafts.agreeing import agreements_of, with_agreements
from orders.drafts.checking import draft_warnings, unsure_words
from orders.forms.drafts import OrderVersionForm
from orders.models import Order, OrderFile
from orders.printing.render import paper_context
from orders.queries import beside_of, own_orders, paper_of
from roadmaps.actions import NotEndorsed
from roadmaps.models import Activity
from roadmaps.queries.maps import own_maps

CONFLICT = 409


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_create(request: Request, roadmap_pk: int) -> HttpResponse:
    roadmap = get_object_or_404(own_maps(request.viewer), pk=roadmap_pk)
    try:
        order = actions.draft_roadmap_order(roadmap, by=request.viewer, today=timezone.localdate())
    except NotEndorsed as error:
        messages.error(request, error.message)
        gate = roadmap.is_open and request.viewer.can(Permission.ROADMAP_SEND)
        return redirect("roadmap_gate", roadmap.pk) if gate else redirect(roadmap)
    except actions.RoadmapNotDraft as error:
        messages.error(request, error.message)
        return redirect(roadmap)
    return redirect(order)


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_create_activity(request: Request, activity_pk: int) -> HttpResponse:
    """A draft on the ground of an activity; an unfinished one is opened again."""
    own = Activity.objects.visible_to(request.viewer).filter(organization=request.viewer.organization)
    activity = get_object_or_404(own.select_related("roadmap", "organization"), pk=activity_pk)
    try:
        order = actions.draft_activity_order(activity, by=request.viewer, today=timezone.localdate())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(activity)
    return redirect(order)


@requires(Permission.ORDER_VIEW)
@require_GET
def order_detail(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(own_orders(request.viewer).with_fate(), pk=pk)
    paper = paper_of(order)
    warnings = draft_warnings(request.viewer, order, paper, today_of(order)) if not order.is_registered else []
    context = {
        "order": order,
        "warnings": warnings,
        "outdated": any(warning.outdated for warning in warnings),
        "file": order.files.filter(kind=OrderFile.Kind.PDF).defer("content").first(),
        "beside": beside_of(order),
        "text": order.texts.first(),
        "unsure": [doubt.form for doubt in unsure_words(request.viewer, order, paper)] if order.is_draft else [],
    }
    agreements = [] if order.is_registered else agreements_of(order, paper)
    shown = paper_context(with_agreements(paper, agreements)) | {"agreements": agreements}
    return render(request, "orders/order_detail.html", shown | context)


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_refresh(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(own_orders(request.viewer).drafts(), pk=pk)
    form = OrderVersionForm(request.POST)
    seen = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        actions.refresh_appendix(order, by=request.viewer, seen_version=seen, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Приложение обновлено.")
    return redirect(order)


@requires(Permission.ORDER_PREPARE)
@require_POST
def order_delete(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(own_orders(request.viewer).drafts(), pk=pk)
    actions.delete_order(order, by=request.viewer, now=timezone.now())
    messages.success(request, "Черновик приказа удалён.")
    return redirect("order_list")


def today_of(order: Order) -> date:
    return order.organization.local_date(timezone.now())


def closed(request: Request, order: Order) -> HttpResponse:
    said = f"Приказ уже зарегистрирован под № {order.number}: текст и номер закрыты."
    messages.error(request, said if order.is_registered else "Приказ на подписи. Чтобы изменить текст, верните его.")
    return redirect(order)
