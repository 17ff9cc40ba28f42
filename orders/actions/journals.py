"""What journals an organization keeps and how it writes their numbers."""

from collections.abc import Iterable

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from orders.journals import JournalRow, journals_of
from orders.models import Journal


@transaction.atomic
def settle_journals(rows: Iterable[JournalRow], *, by: Viewer) -> None:
    """Keeps what differs from before. Numbers that are given already stay as they are."""
    known = journals_of(by, by.organization.pk)
    changed = [row for row in rows if row != known[row.kind]]
    for row in changed:
        values = {"pattern": row.pattern, "is_used": row.is_used}
        Journal.objects.update_or_create(organization=by.organization, kind=row.kind, defaults=values)
    if changed:
        record(by, "journals.settled", by.organization, fields=sorted(row.kind for row in changed))
