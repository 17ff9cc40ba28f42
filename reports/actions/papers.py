"""What is written into a report, a report that is kept, a report as a file."""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.canonical import digest
from core.errors import DomainError
from core.viewer import Viewer
from jobs.actions import JobKind, Run, ask_job, note_file
from jobs.models import Job
from mentoring.actions.lists import note_read
from reports.actions.exports import note_export
from reports.models import ReportWords, SavedReport
from reports.papers.kinds import KINDS, Asked
from reports.papers.model import Report
from reports.papers.states import state_of
from reports.papers.writing import Made, content_of, name_of
from reports.queries.papers import author_of, build_report

LONGEST = 10_000  # letters of one conclusion
JOB, NAMED_JOB = "report", "report_named"


class WordsChanged(DomainError):
    message = "Пока вы писали, текст изменил кто-то другой. Сравните оба и сохраните снова."


@transaction.atomic
def write_words(asked: Asked, section: str, text: str, *, version: int, by: Viewer, now: datetime) -> ReportWords:
    """`version` is what the writer saw, 0 where nothing was written yet. Raises WordsChanged."""
    place = {"kind": asked.kind.key, "school_year": asked.year, "period": asked.period, "section": section}
    rows = ReportWords.objects.visible_to(by).filter(organization=by.organization, **place)
    row = rows.select_for_update(of=("self",)).first() or ReportWords(organization=by.organization, version=0, **place)
    if row.version != version:
        raise WordsChanged
    row.text, row.written_at, row.author, row.version = text[:LONGEST], now, by.user, version + 1
    row.save()
    record(by, "report.written", row, at=now, report=asked.kind.key, section=section)
    return row


@transaction.atomic
def save_report(asked: Asked, *, by: Viewer, now: datetime) -> SavedReport:
    """As it stands now, without lists of people."""
    report = build_report(by, asked, now)
    content = state_of(report)
    row = SavedReport(
        organization=by.organization,
        kind=asked.kind.key,
        school_year=asked.year,
        period=asked.period,
        parts=sorted(asked.parts),
        title=report.title,
        content=content,
        sha256=digest(content),
        saved_at=now,
        saved_by=author_of(by).name,
        author=by.user,
    )
    row.save(force_insert=True)
    record(by, "report.saved", row, at=now, report=asked.kind.key, sha256=row.sha256)
    return row


def made_by(by: Viewer, now: datetime, stamp: str = "") -> Made:
    return Made(author_of(by).name, now.astimezone(by.organization.zone), stamp)


def made_of(row: SavedReport, by: Viewer) -> Made:
    return Made(row.saved_by, row.saved_at.astimezone(by.organization.zone), row.sha256)


@transaction.atomic
def report_file(asked: Asked, file: str, *, purpose: str, by: Viewer, now: datetime) -> tuple[str, bytes]:
    """(name, content) at once. Written down, with its purpose where it names people. Raises core.pdf.PdfUnavailable."""
    report = build_report(by, asked, now)
    made = made_by(by, now)
    content = content_of(report, file, made)
    parameters = _parameters(asked, file)
    if report.names_people:
        ids = list(report.people)
        note_file(NAMED_JOB, parameters, purpose=purpose, rows=len(ids), by=by, now=now, file=file, ids=ids)
    else:
        note_export(by.organization, asked.kind.key, file, by=by, now=now)
    return name_of(report, file, made), content


def _parameters(asked: Asked, file: str) -> dict[str, Any]:
    place = {"kind": asked.kind.key, "year": asked.year, "period": asked.period}
    return {**place, "parts": sorted(asked.parts), "file": file}


def note_shown(report: Report, *, by: Viewer, now: datetime) -> None:
    """A page that names people was opened."""
    if report.people:
        note_read(f"report_{report.kind}", list(report.people), by=by, now=now)


def ask_report(asked: Asked, file: str, *, purpose: str, total: int, by: Viewer, now: datetime) -> Job:
    """A long one, in the background. Raises jobs.actions.AlreadyAsked."""
    kind = NAMED_JOB if asked.kind.named else JOB
    return ask_job(kind, _parameters(asked, file), purpose=purpose, total=total, by=by, now=now, file=file)


def _write(run: Run) -> None:
    """Read in one transaction, laid out outside any: a worker that begins anew has written nothing."""
    kept, by, now = run.job.parameters, run.by, run.clock()
    asked = Asked(KINDS[kept["kind"]], kept["year"], kept["period"], frozenset(kept["parts"]))
    with tenancy.tx(by.scope):
        report = build_report(by, asked, now)
        if report.people:
            record(by, "export.read", run.job, at=now, ids=list(report.people))
    rows = sum(len(table.rows) for table in report.tables)
    run.report(rows // 2, rows)
    made = made_by(by, now)
    content = ContentFile(content_of(report, kept["file"], made))
    run.finish(file_name=name_of(report, kept["file"], made), content=content)


REPORT = JobKind("Отчёт", Permission.REPORT_VIEW, _write, "report_list")
NAMED_REPORT = JobKind("Отчёт со списком людей", Permission.PERSON_EXPORT, _write, "report_list")
