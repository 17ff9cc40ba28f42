"""Papers of an organization. A registered order never changes: neither text, nor number, nor the stored file."""

from orders.models.agreements import OrderAgreement
from orders.models.files import OrderFile, OrderScan
from orders.models.journals import ArchivedJournal, Journal, JournalKind, NumberJournal
from orders.models.orders import Order, OrderLink, OrderPair, OrderQuerySet, OrderText
from orders.models.templates import BankPhrase, Blank, DocumentTemplate, LegalBasis, WordForms

__all__ = [
    "ArchivedJournal",
    "BankPhrase",
    "Blank",
    "DocumentTemplate",
    "Journal",
    "JournalKind",
    "LegalBasis",
    "NumberJournal",
    "Order",
    "OrderAgreement",
    "OrderFile",
    "OrderLink",
    "OrderPair",
    "OrderQuerySet",
    "OrderScan",
    "OrderText",
    "WordForms",
]
