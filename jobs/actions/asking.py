"""A long job is asked for, stopped, begun again; its file is fetched."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.tasks import wake
from core.viewer import Viewer
from jobs.actions.keeping import drop_parts
from jobs.actions.kinds import kind_of
from jobs.models import Job

TASK = "jobs.tasks.run_job"
STOPPED = "Вы остановили операцию."


class AlreadyAsked(DomainError):
    message = "Такая операция уже идёт. Дождитесь её или остановите."


class CannotStop(DomainError):
    message = "Операция уже закончилась, или её нельзя остановить на полпути."


class CannotRepeat(DomainError):
    message = "Повторить нельзя: операция идёт или удалась. Обновите страницу."


@transaction.atomic
def ask_job(
    kind: str,
    parameters: dict[str, Any],
    *,
    purpose: str,
    total: int,
    by: Viewer,
    now: datetime,
    verb: str = "export.asked",
    **details: Any,
) -> Job:
    """Written down before it is done; a worker does it. `verb` and `details` make the event. Raises AlreadyAsked."""
    own = Job.objects.visible_to(by).waiting().filter(organization=by.organization, account=by.user, kind=kind)
    if own.filter(parameters=parameters).exists():
        raise AlreadyAsked
    row = Job(
        organization=by.organization,
        kind=kind,
        purpose=purpose,
        parameters=parameters,
        account=by.user,
        total=total,
        asked_at=now,
    )
    row.save(force_insert=True)
    record(by, verb, row, at=now, job=kind, **details)
    wake(TASK, str(row.pk))
    return row


@transaction.atomic
def note_file(
    kind: str, parameters: dict[str, Any], *, purpose: str, rows: int, by: Viewer, now: datetime, **details: Any
) -> Job:
    """A file that is handed out at once: the same line of the journal, nothing is kept."""
    row = Job(
        organization=by.organization,
        kind=kind,
        purpose=purpose,
        parameters=parameters,
        account=by.user,
        done=rows,
        total=rows,
        asked_at=now,
        finished_at=now,
        expires_at=now,
    )
    row.save(force_insert=True)
    record(by, "export.asked", row, at=now, **details)
    return row


@transaction.atomic
def stop_job(job: Job, *, by: Viewer, now: datetime) -> None:
    """The worker notices with its next step. Raises CannotStop."""
    row = _locked(job, by)
    if not row.is_waiting or not kind_of(row.kind).can_stop:
        raise CannotStop
    row.problem, row.finished_at, row.lease_until = STOPPED, now, None
    drop_parts([row])
    row.save(update_fields=["problem", "finished_at", "lease_until", "state"])
    record(by, "export.stopped", row, at=now, job=row.kind)


@transaction.atomic
def repeat_job(job: Job, *, by: Viewer, now: datetime) -> None:
    """What failed goes on from where it was. Raises CannotRepeat."""
    row = _locked(job, by)
    if row.is_waiting or not row.problem:
        raise CannotRepeat
    row.problem, row.finished_at, row.attempts, row.asked_at = "", None, 0, now
    row.save(update_fields=["problem", "finished_at", "attempts", "asked_at"])
    record(by, "job.repeated", row, at=now, job=row.kind)
    wake(TASK, str(row.pk))


def _locked(job: Job, by: Viewer) -> Job:
    return Job.objects.visible_to(by).select_for_update(of=("self",)).get(pk=job.pk)


@transaction.atomic
def note_download(job: Job, *, by: Viewer) -> None:
    record(by, "export.downloaded", job, kind=job.kind)
