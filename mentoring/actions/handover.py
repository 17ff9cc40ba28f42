"""Everything of an organization in one archive: asked for a purpose, made by a worker, gone after a day."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.files import delete_file_after_commit, store_file
from core.sheets.model import file_name
from core.sheets.xlsx import as_xlsx
from core.tasks import wake
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from mentoring.models import Consent, Export, Scan
from mentoring.queries.handover import handover_sheets, sheet_count
from schools.access import own_memberships, viewer_as

KIND = "handover"
KEPT_FOR = timedelta(hours=24)
RIGHT_LOST = "Право на выгрузку отозвано, файл не составлен."
TASK = "mentoring.tasks.make_exports"


class AlreadyAsked(DomainError):
    message = "Такая выгрузка уже составляется. Дождитесь её."


@transaction.atomic
def ask_handover(*, purpose: str, by: Viewer, now: datetime) -> Export:
    """Written down before the file exists; a worker makes it. Raises AlreadyAsked."""
    own = Export.objects.visible_to(by).filter(organization=by.organization, account=by.user, kind=KIND)
    if own.filter(finished_at=None, problem="").exists():
        raise AlreadyAsked
    scans = Scan.objects.visible_to(by).filter(organization=by.organization)
    row = Export(
        organization=by.organization,
        kind=KIND,
        purpose=purpose,
        account=by.user,
        total=sheet_count() + scans.count(),
        asked_at=now,
    )
    row.save(force_insert=True)
    record(by, "export.asked", row, at=now, kind=KIND)
    wake(TASK)
    return row


def make_exports(now: datetime) -> int:
    """Every archive still to be made, each under the rights its person has now; returns how many were looked at."""
    with tenancy.tx(SYSTEM):
        rows = Export.objects.filter(kind=KIND, finished_at=None, problem="").order_by("asked_at")
        waiting = list(rows.values_list("pk", "account_id", "organization_id"))
    for pk, account_id, organization_id in waiting:
        viewer = _viewer(account_id, organization_id, now)
        if viewer is None:
            with tenancy.tx(SYSTEM):
                Export.objects.filter(pk=pk).update(problem=RIGHT_LOST)
        else:
            make_export(pk, by=viewer, now=now)
    return len(waiting)


def _viewer(account_id: int, organization_id: int, now: datetime) -> Viewer | None:
    """Nothing when the right has been taken since."""
    with tenancy.tx(Scope(account=account_id)):
        found = [own.membership for own in own_memberships(account_id, now.date())]
        viewers = [viewer_as(row, today=now.date()) for row in found if row.organization_id == organization_id]
    return next((viewer for viewer in viewers if viewer.can(Permission.DATA_CENTRE)), None)


def make_export(pk: UUID, *, by: Viewer, now: datetime) -> None:
    """A worker that is killed leaves nothing behind; the next one begins anew."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (name, data) in enumerate(_parts(by), 1):
            archive.writestr(name, data)
            with tenancy.tx(by.scope):
                Export.objects.visible_to(by).filter(pk=pk).update(done=done)
    with tenancy.tx(by.scope):
        row = Export.objects.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        if row.finished_at is None:
            row.file_name = file_name(by.organization.short_name, "данные", on=now.date(), suffix="zip")
            row.finished_at, row.expires_at, row.done = now, now + KEPT_FOR, row.total
            store_file(row.file, ContentFile(content.getvalue()))
            row.save()
            record(by, "export.made", row, at=now, kind=KIND, size=len(content.getvalue()))


def _parts(by: Viewer) -> Iterator[tuple[str, bytes]]:
    """Names inside the archive say nothing about people."""
    with tenancy.tx(by.scope):
        sheets = list(handover_sheets(by))
        consents = Consent.objects.visible_to(by).filter(organization=by.organization, scan__isnull=False)
        codes = dict(consents.values_list("scan_id", "code"))
        scans = list(Scan.objects.visible_to(by).filter(organization=by.organization).order_by("uploaded_at", "pk"))
    for sheet in sheets:
        yield f"{sheet.file_name}.xlsx", as_xlsx(sheet)
    for scan in scans:
        ending = "pdf" if scan.content_type == "application/pdf" else "jpg"
        with scan.file.open("rb") as file:
            yield f"Сканы согласий/{codes.get(scan.pk, scan.pk)}.{ending}", file.read()


@transaction.atomic
def note_download(export: Export, *, by: Viewer) -> None:
    record(by, "export.downloaded", export, kind=export.kind)


def remove_old_exports(now: datetime) -> int:
    """Files whose day is over; the line in the journal of exports stays."""
    with tenancy.tx(SYSTEM):
        rows = list(Export.objects.filter(expires_at__lt=now).exclude(file=""))
        for row in rows:
            delete_file_after_commit(row.file)
            row.file = ""
        Export.objects.bulk_update(rows, ["file"])
    return len(rows)
