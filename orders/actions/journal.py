"""The counter of a journal within a calendar year. The row stays locked until the end of the transaction, so numbers
have neither gaps nor doubles; take it after every other lock.
"""

from django.db import connection

from core.errors import DomainError
from core.viewer import Viewer
from orders.journals import pattern_of
from orders.models import NumberJournal, Order
from orders.numbers import format_number, has_place, leading_number, read_number
from orders.queries import number_taken

_TABLE = f'"{NumberJournal._meta.db_table}"'
_NEXT = f"""
INSERT INTO {_TABLE} (organization_id, journal, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (organization_id, journal, year) DO UPDATE SET last = {_TABLE}.last + 1
RETURNING last"""
_AT_LEAST = f"""
INSERT INTO {_TABLE} (organization_id, journal, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (organization_id, journal, year)
DO UPDATE SET last = greatest({_TABLE}.last, EXCLUDED.last)"""


class NumberMissing(DomainError):
    message = "Напишите номер приказа, например 71-од."


class NumberTaken(DomainError):
    message = "Приказ с таким номером в этом журнале и году уже есть. Напишите другой номер."


def take_number(order: Order, typed: str, year: int, *, by: Viewer) -> None:
    """Puts the typed number or, for an empty one, the next free number of its journal into the order.

    A typed number in the pattern moves the journal forward, never back; an inserted or free one leaves it.
    Raises NumberMissing, NumberTaken. From here on the row of the journal is locked.
    """
    pattern = pattern_of(by, order.organization_id, order.journal)
    number = typed or _next_free(order, pattern, year, by)
    if typed:
        _move(order, year, read_number(pattern, typed) or 0)
        if number_taken(by, order, typed, year):
            raise NumberTaken
    order.number, order.ordinal, order.year = number, leading_number(number), year


def _next_free(order: Order, pattern: str, year: int, by: Viewer) -> str:
    if not has_place(pattern):
        raise NumberMissing
    while number_taken(by, order, number := format_number(pattern, _next(order, year)), year):
        continue
    return number


def _next(order: Order, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [order.organization_id, order.journal, year])
        last: int = cursor.fetchone()[0]
    return last


def _move(order: Order, year: int, n: int) -> None:
    """0 only locks the row."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_LEAST, [order.organization_id, order.journal, year, n])
