"""Whoever holds a paper asks whether it is genuine: by its code, without a sign-in."""

from dataclasses import dataclass
from datetime import date

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER
from orders.kinds import name_of
from orders.models import Order, OrderFile, OrderLink


@dataclass(frozen=True, slots=True)
class Genuine:
    """Nothing personal: neither title nor text. `later` are the orders that change or cancel it, in words."""

    kind: str
    number: str
    dated_on: date | None
    organization: str
    text_sum: str
    file_sum: str
    is_cancelled: bool
    later: tuple[str, ...]


def look_up(code: str) -> Genuine | None:
    """The system scope finds the order by its code; only what the page tells leaves this function."""
    with tenancy.tx(SYSTEM):
        rows = Order.objects.visible_to(SYSTEM_VIEWER).registered().select_related("organization")
        order = rows.filter(check_code=code).first() if code else None
        return _told(order) if order else None


def _told(order: Order) -> Genuine:
    later = order.later_links.filter(order__status=Order.Status.REGISTERED).exclude(kind=OrderLink.Kind.EXECUTES)
    rows = later.select_related("order").order_by("order__dated_on", "pk")
    stored = order.files.filter(kind=OrderFile.Kind.PDF).values_list("sha256", flat=True).first()
    text = order.texts.values_list("sha256", flat=True).first()
    return Genuine(
        kind=name_of(order.kind),
        number=order.number,
        dated_on=order.dated_on,
        organization=order.organization.full_name,
        text_sum=text or "",
        file_sum=stored or "",
        is_cancelled=any(link.kind == OrderLink.Kind.CANCELS for link in rows),
        later=tuple(_later(link) for link in rows),
    )


def _later(link: OrderLink) -> str:
    verb = "отменён" if link.kind == OrderLink.Kind.CANCELS else "изменён"
    return f"{verb} приказом от {link.order.dated_on:%d.%m.%Y} № {link.order.number}"
