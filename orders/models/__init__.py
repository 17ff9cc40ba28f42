"""Papers of an organization. A registered order never changes: neither text, nor number, nor the stored file."""

from orders.models.files import OrderFile, OrderScan
from orders.models.journals import ArchivedJournal, Journal, JournalKind, NumberJournal
from orders.models.orders import Order, OrderLink, OrderPair, OrderQuerySet, OrderText

__all__ = [
    "ArchivedJournal",
    "Journal",
    "JournalKind",
    "NumberJournal",
    "Order",
    "OrderFile",
    "OrderLink",
    "OrderPair",
    "OrderQuerySet",
    "OrderScan",
    "OrderText",
]
