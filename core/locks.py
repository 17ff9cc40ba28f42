"""Work that must not run twice at once."""

from django.db import connection


def try_lock(job: str, number: int) -> bool:
    """False when another transaction holds the lock of this job and number; held until the caller's COMMIT."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), %s::int)", [job, number])
        return cursor.fetchone()[0]


def wait_for_turn(what: str, number: int) -> None:
    """One at a time until the end of the transaction: others wait here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s::int)", [what, number])
