"""Papers of an organization. A registered order never changes: neither text, nor number, nor the stored file."""

from orders.models.files import OrderFile
from orders.models.journals import NumberJournal
from orders.models.orders import Order, OrderPair, OrderQuerySet, OrderText

__all__ = ["NumberJournal", "Order", "OrderFile", "OrderPair", "OrderQuerySet", "OrderText"]
