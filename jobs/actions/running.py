"""Long jobs are done by workers, each under the rights its person has now, safe to be killed at any moment.

A worker leases a job and renews the lease with every step; one that dies is followed by another when its lease is
over, and one that comes back late finds its fence taken.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import DatabaseError, InterfaceError
from django.db.models import F
from django.utils import timezone

from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.files import delete_file_after_commit, store_file
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from jobs.actions.keeping import KEPT, drop_parts
from jobs.actions.kinds import kind_of
from jobs.models import Job
from notifications.actions import tell
from notifications.models import Kind
from schools.access import own_memberships, viewer_as

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=5)  # longer than the slowest step
KEPT_FOR = timedelta(hours=24)
ATTEMPTS = 8
RIGHT_LOST = "Право на эту операцию отозвано, она не выполнена."
BROKEN = "Не получилось из-за ошибки программы. Попробуйте снова; если не поможет, сообщите администратору."


class Overtaken(Exception):
    """The job was stopped, done by another worker or taken over by one."""


@dataclass(frozen=True, slots=True)
class Run:
    """A job in the hands of a worker. Read long things outside any transaction, keep what was done by steps."""

    job: Job
    by: Viewer
    clock: Clock

    @contextmanager
    def step(self) -> Iterator[Job]:
        """A transaction under the rights of the person, with the row locked: what is done inside and what is told of
        it by `done`, `total` and `state` of the row hold together. Raises Overtaken."""
        with tenancy.tx(self.by.scope):
            row = Job.objects.visible_to(self.by).select_for_update(of=("self",)).get(pk=self.job.pk)
            if not row.is_waiting or row.attempts != self.job.attempts:
                raise Overtaken
            row.lease_until = self.clock() + LEASE
            yield row
            row.save()

    def report(self, done: int, total: int | None = None) -> None:
        with self.step() as row:
            row.done, row.total = done, row.total if total is None else total

    def finish(self, *, file_name: str = "", content: File | None = None, url: str = "") -> None:
        """The last step: the file is kept for a day, its person is told."""
        with self.step() as row:
            finish_in_step(row, self.by, self.clock(), file_name=file_name, content=content, url=url)


def finish_in_step(
    row: Job, by: Viewer, now: datetime, *, file_name: str = "", content: File | None = None, url: str = ""
) -> None:
    """Inside a step, for a job whose last deed must hold together with its end."""
    row.finished_at, row.lease_until, row.done, row.url = now, None, row.total, url
    drop_parts([row])
    if content is not None:
        row.file_name, row.expires_at = file_name[:200], now + KEPT_FOR
        store_file(row.file, content)
        record(by, "export.made", row, at=now, kind=row.kind, size=content.size)
    kind = kind_of(row.kind)
    _tell(row, by, f"{kind.ready}: {kind.title.lower()}", now)


def run_job(pk: UUID | str, *, clock: Clock = timezone.now) -> bool:
    """False when there is nothing to do any more, or somebody does it."""
    job = _take(pk, clock())
    if job is None:
        return False
    by = _viewer(job, kind_of(job.kind).permission, clock())
    if by is None:
        with tenancy.tx(SYSTEM):
            Job.objects.filter(pk=job.pk).update(problem=RIGHT_LOST, finished_at=clock(), lease_until=None)
        return True
    run = Run(job, by, clock)
    try:
        kind_of(job.kind).run(run)
    except Overtaken:
        return False
    except DomainError as error:
        _fail(run, error.message)
    except (DatabaseError, InterfaceError):  # not about this job: the task runs again
        _release(job)
        raise
    except Exception:  # a job with a bug must not hold up the others
        logger.exception("A long job failed: %s", job.pk)
        _fail(run, BROKEN) if job.attempts >= ATTEMPTS else _release(job)
    return True


def run_waiting_jobs(*, clock: Clock = timezone.now) -> int:
    """What no worker was woken for, and what a killed one left behind; returns how many were done."""
    with tenancy.tx(SYSTEM):
        waiting = list(
            Job.objects.free(clock()).filter(kind__in=settings.JOBS).order_by("asked_at").values_list("pk", flat=True)
        )
    return sum(run_job(pk, clock=clock) for pk in waiting)


def _take(pk: UUID | str, now: datetime) -> Job | None:
    """Leases the job to the caller, in a transaction of its own. What has killed all its workers is given up."""
    with tenancy.tx(SYSTEM):
        row = Job.objects.free(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
        if row is None:
            return None
        if row.attempts >= ATTEMPTS:
            row.problem, row.finished_at, row.lease_until = BROKEN, now, None
            row.save(update_fields=["problem", "finished_at", "lease_until"])
            return None
        row.attempts, row.lease_until = row.attempts + 1, now + LEASE
        row.save(update_fields=["attempts", "lease_until"])
    return row


def _viewer(job: Job, permission: Permission, now: datetime) -> Viewer | None:
    """Nothing when the right has been taken since."""
    with tenancy.tx(Scope(account=job.account_id)):
        found = [own.membership for own in own_memberships(job.account_id, now.date())]
        viewers = [viewer_as(row, today=now.date()) for row in found if row.organization_id == job.organization_id]
    return next((viewer for viewer in viewers if viewer.can(permission)), None)


def _fail(run: Run, message: str) -> None:
    now = run.clock()
    try:
        with run.step() as row:
            row.problem, row.finished_at, row.lease_until = message[:500], now, None
            _tell(row, run.by, f"Не получилось: {kind_of(row.kind).title.lower()}", now)
    except Overtaken:
        return


def _release(job: Job) -> None:
    with tenancy.tx(SYSTEM):
        Job.objects.filter(pk=job.pk, attempts=job.attempts).update(lease_until=None)


def _tell(row: Job, by: Viewer, title: str, now: datetime) -> None:
    if by.membership is not None:
        key = f"{row.pk}:{row.asked_at:%Y%m%d%H%M%S}"
        tell(by.membership, kind=Kind.FILE_READY, title=title, url=row.get_absolute_url(), key=key, now=now)


def begin_anew(organization_id: int, *, but: frozenset[str]) -> int:
    """Whoever is at work on a file of the organization begins again with the rows as they will be after this
    transaction: what was read before is forgotten. `but` are kinds without a file. Runs under the system's scope."""
    own = Job.objects.filter(organization=organization_id)
    Job.objects.bulk_update(drop_parts(own.filter(state__has_key=KEPT).select_for_update(of=("self",))), ["state"])
    return own.waiting().exclude(kind__in=but).update(attempts=F("attempts") + 1, lease_until=None)


def remove_old_files(now: datetime) -> int:
    """Files whose day is over, parts of jobs that failed a day ago; the line in the journal of exports stays."""
    with tenancy.tx(SYSTEM):
        rows = list(Job.objects.filter(expires_at__lt=now).exclude(file=""))
        for row in rows:
            delete_file_after_commit(row.file)
            row.file = ""
        Job.objects.bulk_update(rows, ["file"])
        failed = Job.objects.filter(finished_at__lt=now - KEPT_FOR, state__has_key=KEPT)
        Job.objects.bulk_update(drop_parts(failed), ["state"])
    return len(rows)
