"""What becomes of an occurrence: taken in work, done, returned, cancelled."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.files import add_files, lock
from roadmaps.models import Occurrence
from roadmaps.queries.cells import needs_document
from roadmaps.queries.events import names_of

State = Occurrence.State


class FutureDate(DomainError):
    message = "Дата выполнения ещё не наступила. Укажите сегодняшнее или прошедшее число."


class DocumentNeeded(DomainError):
    message = "Приложите документ или напишите, почему его нет."


class ReasonNeeded(DomainError):
    message = "Напишите причину: она останется в истории."


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
    return f"Пока вы заполняли форму, состояние изменилось: «{row.get_state_display()}». Проверьте и повторите."


def _locked(occurrence: Occurrence, seen_version: int, by: Viewer) -> Occurrence:
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
    without_document: str = "",
) -> None:
    """Raises FutureDate, Stale, NotPossible, DocumentNeeded, MapIsClosed and refusals of files; then nothing changes.

    Where the expected result is a document: a file, or `without_document`, the reason why there is none.
    """
    uploads = list(files)
    if on > by.organization.local_date(now):
        raise FutureDate
    row = _locked(occurrence, seen_version, by)
    if row.state not in (State.NOT_STARTED, State.IN_PROGRESS):
        raise NotPossible
    if needs_document(row.activity.expected_result) and not (uploads or row.files_count or without_document.strip()):
        raise DocumentNeeded
    add_files(row, uploads, by=by, now=now)
    row.state, row.done_on, row.done_by = State.DONE, on, by.user
    reason = f"Без документа: {without_document.strip()}" if without_document.strip() and not uploads else ""
    row.note = "\n".join(part for part in (reason, note.strip()) if part)
    _write(row, "activity.done", by, at=now, on=on.isoformat(), files=len(uploads))


@transaction.atomic
def start_occurrence(occurrence: Occurrence, *, by: Viewer, seen_version: int) -> None:
    """Raises Stale, NotPossible, MapIsClosed."""
    row = _locked(occurrence, seen_version, by)
    if row.state != State.NOT_STARTED:
        raise NotPossible
    row.state = State.IN_PROGRESS
    _write(row, "activity.started", by)


@transaction.atomic
def reopen_occurrence(occurrence: Occurrence, *, by: Viewer, seen_version: int) -> None:
    """Back to work what was done or cancelled; files and note stay. Raises Stale, NotPossible, MapIsClosed."""
    row = _locked(occurrence, seen_version, by)
    if row.state not in (State.DONE, State.CANCELLED):
        raise NotPossible
    row.state, row.done_on, row.done_by = State.IN_PROGRESS, None, None
    _write(row, "activity.reopened", by)


@transaction.atomic
def cancel_occurrence(occurrence: Occurrence, *, reason: str, by: Viewer, seen_version: int) -> None:
    """Raises ReasonNeeded, Stale, NotPossible, MapIsClosed."""
    if not reason.strip():
        raise ReasonNeeded
    row = _locked(occurrence, seen_version, by)
    if row.state not in (State.NOT_STARTED, State.IN_PROGRESS):
        raise NotPossible
    row.state, row.note = State.CANCELLED, f"Отменено: {reason.strip()}"
    _write(row, "activity.cancelled", by, reason=reason.strip())


def _write(row: Occurrence, verb: str, by: Viewer, at: datetime | None = None, **details: object) -> None:
    row.version += 1
    row.save(update_fields=["state", "done_on", "done_by", "note", "version"])
    record(by, verb, row.activity, at=at, occurrence=row.pk, **details)
