"""Papers for the search: by number («71-б», «147-16/О») or by the words of the title."""

from accounts.roles import Permission
from core.search.rows import Found, Hit, Query
from core.viewer import Viewer
from orders.models import Order
from orders.queries import own_orders


def orders(viewer: Viewer, query: Query) -> Found | None:
    if not viewer.can(Permission.ORDER_VIEW):
        return None
    found = query.among(own_orders(viewer), "number", "title").order_by("rank", "-dated_on", "-pk")
    return query.found("orders", "Документы", "document", found, _hit)


def _hit(row: Order) -> Hit:
    if row.dated_on is None:
        return Hit(row.pk, row.title, row.get_status_display(), row.get_absolute_url())
    return Hit(row.pk, row.title, f"№\u00a0{row.number} от {row.dated_on:%d.%m.%Y}", row.get_absolute_url())
