"""What becomes of an occurrence: taken in work, done, returned, cancelled."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction

from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from roadmaps.actions.files import add_files, lock
from roadmaps.actions.links import add_link
from roadmaps.models import EvidenceLink, Occurrence
from roadmaps.queries.cells import asks_document
from roadmaps.queries.rules import rules_of
from roadmaps.work import is_open
from schools.queries import names_of

State = Occurrence.State


class FutureDate(DomainError):
    message = "Дата выполнения ещё не наступила. Укажите сегодняшнее или прошедшее число."


class DocumentNeeded(DomainError):
    message = "Приложите документ или напишите, почему его нет."


class NotPossible(DomainError):
    message = "Сейчас это сделать нельзя: состояние мероприятия изменилось. Обновите страницу."


class Stale(DomainError):
    """Somebody was first. `now` is the row as it is."""

    def __init__(self, now: Occurrence, who: str) -> None:
        self.now = now
        super().__init__(_stale_words(now, who))


def _stale_words(row: Occurrence, who: str) -> str:
    whose = f"{who}: " if who else ""
    if row.state == State.DONE and row.done_on:
        return f"Уже отмечено выполненным ({whose}{row.done_on:%d.%m.%Y})."
    if row.state == State.REVIEW and row.done_on:
        return f"Уже отправлено на проверку ({whose}{row.done_on:%d.%m.%Y})."
    return f"Пока вы заполняли форму, состояние изменилось: «{row.get_state_display()}». Проверьте и повторите."


def locked(occurrence: Occurrence, seen_version: int, by: Viewer) -> Occurrence:
    """The row as it is now, locked. Raises Stale, MapIsClosed."""
    row = lock(occurrence)
    if row.version != seen_version:
        names = names_of(by, row.organization_id, [row.done_by_id])
        raise Stale(row, names.get(row.done_by_id or 0, ""))
    return row


@transaction.atomic
def mark_done(
    occurrence: Occurrence,
    *,
    on: date,
    note: str,
    files: Iterable[File],
    by: Viewer,
    seen_version: int,
    now: datetime,
    link: str = "",
    made_here: str = "",
    without_document: str = "",
) -> str:
    """The new state: where evidence is reviewed, REVIEW until one who may accept it does; else DONE.

    Raises FutureDate, Stale, NotPossible, DocumentNeeded, MapIsClosed, refusals of files and links; then nothing
    changes. Where a document is asked: a file, a link, `made_here` (words of a paper registered in the program), or
    `without_document`, the reason why there is none.
    """
    uploads, without = list(files), without_document.strip()
    if on > by.organization.local_date(now):
        raise FutureDate
    row = locked(occurrence, seen_version, by)
    if not is_open(row.state):
        raise NotPossible
    if not (uploads or link or made_here or without or _has_proof(row)):
        raise DocumentNeeded
    add_files(row, uploads, by=by, now=now)
    if link:
        add_link(row, url=link, title="", by=by, now=now)
    reason = f"Без документа: {without}" if without and not (uploads or link) else ""
    row.note = "\n".join(part for part in (made_here, reason, note.strip()) if part)
    _claim(row, on, len(uploads), by=by, now=now)
    return row.state


def _claim(row: Occurrence, on: date, files: int, *, by: Viewer, now: datetime) -> None:
    row.state, row.done_on, row.done_by = _state_after(row, by), on, by.user
    verb = "activity.done" if row.state == State.DONE else "activity.claimed"
    write(row, verb, by, at=now, on=on.isoformat(), files=files)


def _has_proof(row: Occurrence) -> bool:
    """No document is asked, or one is there already."""
    if row.files_count or not asks_document(row.activity.evidence, row.activity.expected_result):
        return True
    return EvidenceLink.objects.filter(organization_id=row.organization_id, occurrence=row).exists()


def _state_after(row: Occurrence, by: Viewer) -> str:
    """Whoever may accept has nobody to ask."""
    if by.can(Permission.ACTIVITY_REVIEW) or not rules_of(row.organization).reviews_evidence:
        return State.DONE
    return State.REVIEW


@transaction.atomic
def start_occurrence(occurrence: Occurrence, *, by: Viewer, seen_version: int) -> None:
    """Raises Stale, NotPossible, MapIsClosed."""
    row = locked(occurrence, seen_version, by)
    if row.state != State.NOT_STARTED:
        raise NotPossible
    row.state = State.IN_PROGRESS
    write(row, "activity.started", by)


@transaction.atomic
def reopen_occurrence(occurrence: Occurrence, *, by: Viewer, seen_version: int) -> None:
    """Back to work what is closed or in review; proofs and note stay. Raises Stale, NotPossible, MapIsClosed."""
    row = locked(occurrence, seen_version, by)
    if is_open(row.state):
        raise NotPossible
    row.state, row.done_on, row.done_by = State.IN_PROGRESS, None, None
    write(row, "activity.reopened", by)


@transaction.atomic
def cancel_occurrence(occurrence: Occurrence, *, reason: str, by: Viewer, seen_version: int) -> None:
    """Raises ReasonMissing, Stale, NotPossible, MapIsClosed."""
    if not reason.strip():
        raise ReasonMissing
    row = locked(occurrence, seen_version, by)
    if not is_open(row.state):
        raise NotPossible
    row.state, row.note = State.CANCELLED, f"Отменено: {reason.strip()}"
    write(row, "activity.cancelled", by, reason=reason.strip())


def write(row: Occurrence, verb: str, by: Viewer, at: datetime | None = None, **details: object) -> None:
    """Saves a row of `locked` in its new state and tells the log."""
    row.version += 1
    row.save(update_fields=["state", "done_on", "done_by", "note", "version"])
    record(by, verb, row.activity, at=at, occurrence=row.pk, **details)
