"""Printing in the background. Safe to run twice: a printed order is left alone."""

from celery import shared_task
from django.utils import timezone

from core import tenancy
from core.tasks import ScopedTask
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER
from orders.actions import ensure_order_file
from orders.models import Order


@shared_task(base=ScopedTask)
def print_order(order_id: int) -> int:
    with tenancy.tx(SYSTEM):
        order = Order.objects.visible_to(SYSTEM_VIEWER).registered().filter(pk=order_id).first()
        if order is None:
            return 0
        ensure_order_file(order, by=SYSTEM_VIEWER, now=timezone.now())
        return 1


@shared_task(base=ScopedTask)
def print_missing_orders() -> int:
    """Wakes one task for each registered order whose file a stopped process left out."""
    with tenancy.tx(SYSTEM):
        unprinted = Order.objects.visible_to(SYSTEM_VIEWER).registered().filter(files=None).order_by("pk")
        waiting = list(unprinted.values_list("pk", flat=True)[:100])
    for order_id in waiting:
        print_order.delay(order_id)
    return len(waiting)
