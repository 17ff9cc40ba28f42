"""Files that prove an occurrence."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError
from core.evidence import inspect
from core.files import delete_file_after_commit, store_file
from core.viewer import Viewer
from roadmaps.models import Attachment, EvidenceLink, Occurrence, Roadmap
from roadmaps.work import CLAIMED


class MapIsClosed(DomainError):
    message = "Отмечать и прикладывать файлы можно только по утверждённой карте."


class TooManyFiles(DomainError):
    message = "К одному сроку можно приложить не больше 20 файлов. Удалите лишние."


class EvidenceOfDone(DomainError):
    message = "Это единственное подтверждение. Чтобы удалить его, сначала верните мероприятие в работу."


FILES_LIMIT = 20


def lock(occurrence: Occurrence) -> Occurrence:
    """The row as it is now, locked until the end of the transaction. Raises MapIsClosed."""
    rows = Occurrence.objects.select_for_update(of=["self"]).select_related("activity", "roadmap", "organization")
    locked = rows.get(pk=occurrence.pk)
    if locked.roadmap.status != Roadmap.Status.APPROVED:
        raise MapIsClosed
    return locked


@transaction.atomic
def add_files(occurrence: Occurrence, files: Iterable[File], *, by: Viewer, now: datetime) -> list[Attachment]:
    """Checks every file by content, stores them under random names, keeps `files_count`. All or none.

    Raises core.evidence.BadFile, TooManyFiles, MapIsClosed.
    """
    uploads = list(files)
    checked = [(file, inspect(file)) for file in uploads]
    locked = lock(occurrence)
    if locked.files_count + len(checked) > FILES_LIMIT:
        raise TooManyFiles
    rows = [_store(locked, file, evidence.name, evidence.content_type, by, now) for file, evidence in checked]
    Occurrence.objects.filter(pk=locked.pk).update(files_count=F("files_count") + len(rows))
    if rows:
        record(by, "file.added", locked.activity, at=now, occurrence=locked.pk, files=len(rows))
    return rows


def _store(occurrence: Occurrence, file: File, name: str, kind: str, by: Viewer, now: datetime) -> Attachment:
    row = Attachment(
        organization_id=occurrence.organization_id,
        occurrence=occurrence,
        name=name,
        size=file.size,
        content_type=kind,
        sha256=_sha256(file),
        uploaded_by=by.user,
        uploaded_at=now,
    )
    store_file(row.file, file)
    row.save(force_insert=True)
    return row


def _sha256(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@transaction.atomic
def delete_file(attachment: Attachment, *, by: Viewer) -> None:
    """Removes the row now and the stored bytes once the transaction holds. Raises EvidenceOfDone, MapIsClosed."""
    locked = lock(attachment.occurrence)
    refuse_last_proof(locked)
    deleted, _ = Attachment.objects.filter(pk=attachment.pk).delete()
    if not deleted:
        return
    Occurrence.objects.filter(pk=locked.pk).update(files_count=F("files_count") - 1)
    record(by, "file.deleted", locked.activity, occurrence=locked.pk)
    delete_file_after_commit(attachment.file)


def refuse_last_proof(occurrence: Occurrence) -> None:
    """Of what is done or in review: one of its files and links has to stay. Raises EvidenceOfDone."""
    links = EvidenceLink.objects.filter(organization_id=occurrence.organization_id, occurrence=occurrence)
    if occurrence.state in CLAIMED and occurrence.files_count + links.count() <= 1:
        raise EvidenceOfDone


def open_file(attachment: Attachment, *, by: Viewer) -> None:
    """Writes who opened a file: it may name children."""
    record(by, "file.opened", attachment.occurrence.activity, occurrence=attachment.occurrence_id)
