"""The orders of a journal and year go to the archive of the organization by an inventory."""

from datetime import date

from django.db import IntegrityError, transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from orders.models import ArchivedJournal, Order
from orders.queries import numbered


class YearNotOver(DomainError):
    message = "В архив передают приказы года, который закончился."


class AlreadyArchived(DomainError):
    message = "Приказы этого журнала и года уже переданы в архив."


class NothingToArchive(DomainError):
    message = "В этом журнале и году нет зарегистрированных приказов."


@transaction.atomic
def archive_journal(
    journal: str, year: int, *, handed_on: date, inventory: str, by: Viewer, today: date
) -> ArchivedJournal:
    """From now on nothing is registered in that year. Raises YearNotOver, AlreadyArchived, NothingToArchive."""
    if year >= today.year or handed_on > today:
        raise YearNotOver
    count = numbered(by, by.organization.pk, journal, year).count()
    if not count:
        raise NothingToArchive
    row = ArchivedJournal(
        organization=by.organization,
        journal=journal,
        year=year,
        handed_on=handed_on,
        inventory=inventory,
        orders=count,
        by=by.user,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyArchived from error
    record(by, "order.archived", by.organization, journal=journal, year=year, orders=count)
    return row


def refuse_archived(order: Order, year: int, *, by: Viewer) -> None:
    """Raises AlreadyArchived."""
    rows = ArchivedJournal.objects.visible_to(by).filter(organization=order.organization_id)
    if rows.filter(journal=order.journal, year=year).exists():
        raise AlreadyArchived
