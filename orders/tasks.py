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
    """Registered orders whose file a stopped process left out."""
    with tenancy.tx(SYSTEM):
        waiting = list(
            Order.objects.visible_to(SYSTEM_VIEWER).registered().filter(files=None).values_list("pk", flat=True)[:100]
        )
    return sum(print_order(order_id) for order_id in waiting)
