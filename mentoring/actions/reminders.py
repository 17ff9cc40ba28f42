"""A letter about a signature that is still missing."""

from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.models import Guardian, Person, Signer
from mentoring.queries.coverage import lacking_of
from notifications.actions import queue_letter
from notifications.models import Kind


class NothingLacking(DomainError):
    message = "Все нужные согласия уже есть, напоминать не о чем."


class NoAddress(DomainError):
    message = "Нет электронной почты: ни человека, ни представителя. Добавьте её в карточку или позвоните."


@transaction.atomic
def remind_of_consents(person: Person, *, by: Viewer, now: datetime) -> int:
    """One letter a day to each address: parents are asked for theirs, the person for the own one.

    Returns how many addresses. Raises NothingLacking, NoAddress.
    """
    today = by.organization.local_date(now)
    lacking = lacking_of(person, today)
    if not lacking:
        raise NothingLacking
    parents = list(Guardian.objects.filter(person=person, removed_at=None).exclude(email=""))
    papers: dict[str, list[tuple[str, str]]] = {}
    for need in lacking:
        addresses = [row.email for row in parents] if need.signer == Signer.GUARDIAN else [person.email]
        for address in filter(None, addresses):
            papers.setdefault(address, []).append((need.purpose.value, need.signer.value))
    if not papers:
        raise NoAddress
    for number, (address, asked) in enumerate(sorted(papers.items())):
        key = f"{person.pk}:{today}:{number}"
        queue_letter(
            address, organization=by.organization, kind=Kind.CONSENT, key=key, payload={"papers": asked}, now=now
        )
    record(by, "consent.reminded", person, at=now, letters=len(papers))
    return len(papers)
