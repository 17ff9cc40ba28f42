"""Orders that change or cancel an earlier one: their first text, to be finished by hand."""

from collections.abc import Iterable

from accounts.roles import Role
from core.dates import long_date
from orders.blocks import Paper, Requisites, plain_clauses
from orders.issuer import BLANK, holder, letterhead, signature_of
from orders.kinds.base import CONTROL_SELF
from orders.models import Order, OrderLink
from schools.models import Membership, Organization

Kind = OrderLink.Kind
ORDER_KINDS = {Kind.CANCELS: Order.Kind.CANCELLATION, Kind.AMENDS: Order.Kind.AMENDMENT}


def order_against(
    target: Order, kind: OrderLink.Kind, organization: Organization, people: Iterable[Membership]
) -> Paper:
    """`target` is registered, `kind` one of ORDER_KINDS. What changes and why is left blank: nobody can guess it."""
    words = name_of(target)
    cancels = kind == Kind.CANCELS
    title = f"Об отмене приказа {words}" if cancels else f"О внесении изменений в приказ {words}"
    clauses = (
        (f"Признать утратившим силу приказ {words} «{target.title}» с даты подписания настоящего приказа.",)
        if cancels
        else (f"Внести в приказ {words} «{target.title}» следующие изменения: {BLANK}.",)
    )
    return Paper(
        title=title,
        letterhead=letterhead(organization),
        requisites=Requisites(place=organization.place),
        preamble=f"В связи с {BLANK}",
        clauses=plain_clauses(*clauses, CONTROL_SELF),
        signature=signature_of(holder(list(people), Role.DIRECTOR)),
    )


def name_of(order: Order) -> str:
    """«от 1 сентября 2026 г. № 71-од»."""
    day = long_date(order.dated_on) if order.dated_on else ""
    return f"от {day} №\u00a0{order.number}"
