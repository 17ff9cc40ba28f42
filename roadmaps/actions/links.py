"""Pages and disks where a proof lies, instead of a file."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.files import lock, refuse_last_proof
from roadmaps.models import EvidenceLink, Occurrence

LINKS_LIMIT = 20


class BadLink(DomainError):
    message = "Ссылка должна начинаться с https:// и вести на страницу, например https://disk.example.org/papka."


class TooManyLinks(DomainError):
    message = "К одному сроку можно приложить не больше 20 ссылок. Удалите лишние."


@transaction.atomic
def add_link(occurrence: Occurrence, *, url: str, title: str, by: Viewer, now: datetime) -> EvidenceLink:
    """The same address twice stays one link. Raises BadLink, TooManyLinks, MapIsClosed."""
    address = clean_link(url)
    row = lock(occurrence)
    links = EvidenceLink.objects.filter(organization_id=row.organization_id, occurrence=row)
    same = links.filter(url=address).first()
    if same is not None:
        return same
    if links.count() >= LINKS_LIMIT:
        raise TooManyLinks
    link = EvidenceLink.objects.create(
        organization_id=row.organization_id,
        occurrence=row,
        url=address,
        title=title.strip()[:200],
        added_at=now,
        added_by=by.user,
    )
    record(by, "link.added", row.activity, at=now, occurrence=row.pk)
    return link


@transaction.atomic
def remove_link(link: EvidenceLink, *, by: Viewer) -> None:
    """Raises EvidenceOfDone, MapIsClosed."""
    row = lock(link.occurrence)
    refuse_last_proof(row)
    deleted, _ = EvidenceLink.objects.filter(pk=link.pk).delete()
    if deleted:
        record(by, "link.removed", row.activity, occurrence=row.pk)


def clean_link(url: str) -> str:
    """Only https with a host, without a name or password: the host is shown beside the link. Raises BadLink."""
    address = url.strip()
    try:
        parts = urlsplit(address)
        host, named = parts.hostname or "", parts.username is not None or parts.password is not None
    except ValueError as error:
        raise BadLink from error
    spoiled = named or " " in address or not address.isprintable() or len(address) > 500
    if spoiled or parts.scheme != "https" or "." not in host.strip("."):
        raise BadLink
    return address
