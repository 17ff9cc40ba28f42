"""The counter of an organization's numbers within a calendar year. The row stays locked until the end of the
transaction, so numbers have neither gaps nor doubles; take it after every other lock.
"""

from django.db import connection

from orders.models import NumberJournal

_TABLE = f'"{NumberJournal._meta.db_table}"'
_NEXT = f"""
INSERT INTO {_TABLE} (organization_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (organization_id, year) DO UPDATE SET last = {_TABLE}.last + 1
RETURNING last"""  # noqa: S608
_AT_LEAST = f"""
INSERT INTO {_TABLE} (organization_id, year, last) VALUES (%s, %s, %s)
ON CONFLICT (organization_id, year) DO UPDATE SET last = greatest({_TABLE}.last, EXCLUDED.last)"""  # noqa: S608


def take_next(organization_id: int, year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [organization_id, year])
        last: int = cursor.fetchone()[0]
    return last


def take_typed(organization_id: int, year: int, n: int) -> None:
    """A number written by hand moves the counter forward, never back. 0 only locks the row."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_LEAST, [organization_id, year, n])
