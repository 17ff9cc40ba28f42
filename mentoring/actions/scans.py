"""Scans of signed papers: each finds its person by the QR of the blank."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.files import store_file
from core.viewer import Viewer
from mentoring.actions.consents import accept_paper
from mentoring.consents.scans import Sheet, sheets_of
from mentoring.models import Consent, Person, Scan

CONTENT_TYPE = "image/jpeg"
SIGNING = (Person.Status.ACTIVE, Person.Status.BLOCKED)  # who left signs nothing any more


@dataclass
class Taken:
    """`refusals` are sentences, each with its file and page."""

    accepted: list[Consent] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def find_paper(code: str, *, by: Viewer) -> Consent | None:
    """The paper of a blank in the viewer's own organization."""
    rows = Consent.objects.visible_to(by).filter(organization=by.organization, code=code, person__status__in=SIGNING)
    return rows.select_related("person", "guardian", "wording", "organization").first()


@transaction.atomic
def keep_scan(content: bytes, *, code: str, by: Viewer, now: datetime) -> Scan:
    """Stored under a random name; what a person may read of it is the number of the blank."""
    row = Scan(
        organization_id=by.organization.pk,
        name=f"согласие-{code}.jpg",
        size=len(content),
        content_type=CONTENT_TYPE,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by.user,
        uploaded_at=now,
    )
    store_file(row.file, ContentFile(content))
    row.save(force_insert=True)
    return row


@transaction.atomic
def accept_with_picture(
    consent: Consent, picture: File | None, *, given_at: datetime, by: Viewer, now: datetime
) -> Consent:
    """One paper with or without its photo. Raises NotWaiting, FutureConsent, core.evidence.BadFile."""
    scan = None
    if picture is not None:
        sheet = next(iter(sheets_of(picture)))
        scan = keep_scan(sheet.content, code=consent.code, by=by, now=now)
    return accept_paper(consent, given_at=given_at, by=by, now=now, scan=scan)


def take_scans(files: Sequence[File], *, given_at: datetime, by: Viewer, now: datetime) -> Taken:
    """Every page for itself: one that is refused leaves the others accepted."""
    taken = Taken()
    for file in files:
        try:
            _take(enumerate(sheets_of(file), 1), str(file.name), taken, given_at, by, now)
        except DomainError as error:
            taken.refusals.append(f"«{file.name}»: {error.message}")
    return taken


def _take(
    sheets: Iterable[tuple[int, Sheet]], name: str, taken: Taken, given_at: datetime, by: Viewer, now: datetime
) -> None:
    """A second page of the same paper is put to it without a word."""
    for number, sheet in sheets:
        consent = find_paper(sheet.code, by=by) if sheet.code else None
        if consent is None:
            why = "бланк не из вашей организации" if sheet.code else "код не найден, положите лист ровно"
            taken.refusals.append(f"«{name}», страница {number}: {why}.")
        elif consent.pk not in {row.pk for row in taken.accepted}:
            try:
                taken.accepted.append(_accept(consent, sheet, given_at, by, now))
            except DomainError as error:
                taken.refusals.append(f"«{name}», страница {number}: {error.message}")


@transaction.atomic
def _accept(consent: Consent, sheet: Sheet, given_at: datetime, by: Viewer, now: datetime) -> Consent:
    scan = keep_scan(sheet.content, code=consent.code, by=by, now=now)
    return accept_paper(consent, given_at=given_at, by=by, now=now, scan=scan)


def open_scan(scan: Scan, *, by: Viewer) -> None:
    """Writes who opened it: the paper names a child and its parents."""
    record(by, "scan.opened", scan)
