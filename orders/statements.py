"""What waits on the first page among the orders, by one hand-written statement (`core.statements`)."""

from typing import NamedTuple

from accounts.roles import Permission
from core.statements import listed, one_row, scope_values, visible
from core.viewer import Viewer
from orders.models import Order, OrderAgreement

TO_SIGN = listed(
    "o.id, o.title",
    f"""
    "orders_order" o WHERE %(registers)s AND o.organization_id = %(organization)s AND o.status = 'signing'
    AND {visible(Order, "o")}""",
    "o.id",
)
ASKED = f"""
EXISTS (SELECT 1 FROM "orders_orderagreement" w JOIN "orders_order" d ON d.id = w.order_id
  WHERE %(agrees)s AND w.person_id = %(person)s AND d.status = ANY(%(open)s)
  AND {visible(OrderAgreement, "w")} AND {visible(Order, "d")})"""
WAITING = f"SELECT {TO_SIGN}, {ASKED}"


class Waiting(NamedTuple):
    """`to_sign`: id and title of each; `asked`: somebody's draft asks for the viewer's word, said or not yet."""

    to_sign: list[tuple[int, str]]
    asked: bool


def read_waiting(viewer: Viewer) -> Waiting:
    """Orders to sign for whoever registers, of the current organization; drafts for whoever may agree."""
    where = {
        "organization": viewer.organization.pk,
        "person": viewer.membership and viewer.membership.pk,
        "registers": viewer.can(Permission.ORDER_REGISTER),
        "agrees": viewer.can(Permission.ORDER_AGREE),
        "open": list(Order.OPEN),
    }
    rows, asked = one_row(WAITING, {**scope_values(viewer), **where}) or (None, False)
    return Waiting([(pk, title) for pk, title in rows or ()], asked)
