"""A draft lies with whoever signs: its text is closed until it comes back or is registered."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from orders.models import Order

Status = Order.Status


class NotOpen(DomainError):
    message = "Приказ уже зарегистрирован или удалён. Обновите страницу."


def send_to_sign(order: Order, *, by: Viewer, now: datetime) -> None:
    """Raises NotOpen when it is no draft any more."""
    _move(order, Status.DRAFT, Status.SIGNING, "order.sent_to_sign", by, now)


def take_back(order: Order, *, by: Viewer, now: datetime) -> None:
    """The text may be edited again. Raises NotOpen."""
    _move(order, Status.SIGNING, Status.DRAFT, "order.taken_back", by, now)


@transaction.atomic
def _move(order: Order, before: str, after: str, verb: str, by: Viewer, now: datetime) -> None:
    rows = Order.objects.filter(pk=order.pk, status=before)
    if not rows.update(status=after, version=F("version") + 1):
        raise NotOpen
    record(by, verb, order, at=now)
