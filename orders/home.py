"""Orders on the first page (settings.HOME_DECISIONS): what one is asked to agree to, what waits for a signature."""

from datetime import date

from django.urls import reverse

from accounts.roles import Permission
from core.http import address_of
from core.viewer import Viewer
from core.words import counted
from orders.drafts.agreeing import waiting_for
from orders.models import Order
from orders.queries import kind_words
from orders.statements import read_waiting
from roadmaps.queries.endorsement import Decision

ORDERS = ("приказ", "приказа", "приказов")
NAMED = 3  # more of them are one line
NOTE = "Подписанный зарегистрируйте"
TO_AGREE = "Прочитайте и согласуйте или верните с замечанием"


def decisions(viewer: Viewer, _today: date) -> list[Decision]:
    """One query; two more for whoever is asked to agree; none for whoever neither agrees nor registers."""
    if not (viewer.can(Permission.ORDER_REGISTER) or viewer.can(Permission.ORDER_AGREE)):
        return []
    waiting = read_waiting(viewer)
    asked = waiting_for(viewer) if waiting.asked else []
    return [_to_agree(row.order_id, kind_words(row.order)) for row in asked] + _to_sign(waiting.to_sign)


def _to_agree(order: int, kind: str) -> Decision:
    return Decision(f"Согласуйте приказ «{kind}»", TO_AGREE, address_of("order_agree", order), "Прочитать")


def _to_sign(rows: list[tuple[int, str]]) -> list[Decision]:
    if len(rows) > NAMED:
        listed = f"{reverse('order_list')}?state={Order.Status.SIGNING}"
        return [Decision(f"На подписи {counted(len(rows), ORDERS)}", NOTE, listed, "Открыть")]
    return [Decision(f"На подписи: {title}", NOTE, address_of("order_detail", pk), "Открыть") for pk, title in rows]
