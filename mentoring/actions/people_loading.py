"""The work on big tables of people: by a worker, outside any request, safe to be killed at any moment and begun anew.

Reading and checking happen outside any transaction and tell in short ones how far they are; their result is kept at
once, only if the import still waits for it. Writing is one transaction: whatever is seen of a table is the whole of
it, and a worker that dies has written nothing. So a second worker only ever finds the step to be done.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from mentoring.actions.people_import import keep_table, keep_verdicts, refuse_closed_year, save_steps, table_of
from mentoring.actions.people_writing import write_verdicts
from mentoring.importing.book import Fate, Line, stored
from mentoring.importing.rows import Plan, Reading
from mentoring.models import PeopleImport
from mentoring.queries.judging import judge, marked, readings_of
from mentoring.queries.people_import import lines_of, plan_of, remembered_columns
from schools.access import own_memberships, viewer_as

Status = PeopleImport.Status
WAITING = (Status.READING, Status.CHECKING, Status.LOADING)
KEPT_FOR = timedelta(hours=24)


def write_people(
    job: PeopleImport, lines: Sequence[Line], readings: Sequence[Reading], *, by: Viewer, now: datetime
) -> None:
    """Everything that is fit to be loaded, with the base as it is now. The caller holds the lock and the transaction.

    Rows that need a person stay with the import for the file of mistakes; the rest of the source is forgotten.
    Raises people_import.YearIsClosed.
    """
    refuse_closed_year(job.school_year, by)
    verdicts = judge(lines, readings, plan_of(job), viewer=by)
    made = write_verdicts([verdict for verdict in verdicts if verdict.fate.is_loaded], by=by, now=now)
    told = Counter(verdict.fate for verdict in verdicts)
    counts = {fate.value: told[fate] for fate in Fate}
    problems = [(line, verdict) for line, verdict in zip(lines, verdicts, strict=True) if verdict.fate.is_problem]
    job.made, job.choices = made, job.choices | {"counts": counts}
    job.rows = stored(replace(marked(*problem), known=()) for problem in problems)
    job.status, job.source, job.finished_at, job.rows_done = Status.DONE, None, now, job.rows_total
    job.save(update_fields=["made", "choices", "rows", "status", "source", "finished_at", "rows_done"])
    record(by, "people_import.loaded", job, at=now, new=counts[Fate.NEW], update=counts[Fate.UPDATE])


def continue_people_imports(now: datetime) -> int:
    """Does what is to be done of every waiting import, each under the rights its person has now; returns how many."""
    with tenancy.tx(SYSTEM):
        waiting = list(PeopleImport.objects.filter(status__in=WAITING).values_list("pk", "account_id"))
    for pk, account_id in waiting:
        for viewer in _viewers(account_id, now):
            with tenancy.tx(viewer.scope):
                found = PeopleImport.objects.visible_to(viewer).filter(pk=pk, organization=viewer.organization)
                job = found.filter(status__in=WAITING).first()
            if job is not None:
                continue_people_import(job, by=viewer, now=now)
    return len(waiting)


def _viewers(account_id: int, now: datetime) -> list[Viewer]:
    today = now.date()
    with tenancy.tx(Scope(account=account_id)):
        viewers = [viewer_as(own.membership, today=today) for own in own_memberships(account_id, today)]
    return [viewer for viewer in viewers if viewer.can("person_edit")]


def continue_people_import(job: PeopleImport, *, by: Viewer, now: datetime) -> None:
    """One step; a refusal stands in `problem` for the person."""
    step = {Status.READING: _read, Status.CHECKING: _check, Status.LOADING: _write}[Status(job.status)]
    try:
        step(job, by, now)
    except DomainError as error:
        with tenancy.tx(by.scope):
            failed = PeopleImport.objects.filter(pk=job.pk, status=job.status)
            failed.update(status=Status.FAILED, problem=error.message)


def _read(job: PeopleImport, by: Viewer, now: datetime) -> None:
    with tenancy.tx(by.scope):
        remembered = remembered_columns(by)
    table = table_of(job, remembered)
    with tenancy.tx(by.scope):
        if _still(job, Status.READING):
            keep_table(job, table, remembered)
            save_steps(job)


def _check(job: PeopleImport, by: Viewer, now: datetime) -> None:
    lines, plan = lines_of(job), _plan(job, by)
    readings = readings_of(lines, plan, by.organization.local_date(now), _reporter(job, by))
    with tenancy.tx(by.scope):
        if _still(job, Status.CHECKING):
            keep_verdicts(job, lines, readings, plan, by)
            save_steps(job)


def _write(job: PeopleImport, by: Viewer, now: datetime) -> None:
    lines, plan = lines_of(job), _plan(job, by)
    readings = readings_of(lines, plan, by.organization.local_date(now), _reporter(job, by))
    with tenancy.tx(by.scope):
        if _still(job, Status.LOADING):
            write_people(job, lines, readings, by=by, now=now)


def _plan(job: PeopleImport, by: Viewer) -> Plan:
    with tenancy.tx(by.scope):
        return plan_of(job)


def _still(job: PeopleImport, status: str) -> bool:
    """Locks the import: a second worker waits here and then finds the step done."""
    locked = PeopleImport.objects.select_for_update().filter(pk=job.pk)
    return locked.values_list("status", flat=True).first() == status


def _reporter(job: PeopleImport, by: Viewer) -> Callable[[int], None]:
    """Writes how far it is, each time in a transaction of its own: the waiting page sees it grow."""

    def report(rows: int) -> None:
        with tenancy.tx(by.scope):
            PeopleImport.objects.filter(pk=job.pk).update(rows_done=rows)

    return report


def remove_stale_people_imports(now: datetime) -> int:
    """After a day: uploads that were never loaded go, loaded ones keep their numbers only. Returns how many."""
    stale = now - KEPT_FOR
    with tenancy.tx(SYSTEM):
        over = Q(status__in=(Status.DONE, Status.UNDONE))
        gone = PeopleImport.objects.filter(~over, created_at__lt=stale).delete()[0]
        full = PeopleImport.objects.filter(over, finished_at__lt=stale).exclude(rows=[], made={})
        return gone + full.update(rows=[], made={}, source=None)
