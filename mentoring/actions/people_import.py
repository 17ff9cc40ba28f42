"""The wizard for spreadsheets of people, step by step: opened, columns chosen, rows mended, sent to be loaded.

A small table is read and checked in the request, a big one by a worker (`people_loading`). Until the last step nothing
of it stands in the bases; the last step writes everything in one transaction.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.tables.text import squeeze
from core.tasks import wake
from core.viewer import Viewer
from mentoring.importing.book import Line, is_loaded, restored, stored
from mentoring.importing.columns import columns_of
from mentoring.importing.meanings import known_title
from mentoring.importing.opening import Shape, Table, open_file, open_pasted
from mentoring.importing.rows import Plan, Reading
from mentoring.models import PeopleImport, Person, Side, TargetModel
from mentoring.queries.judging import judge, marked, readings_of
from mentoring.queries.people_import import lines_of, plan_of, remembered_columns
from schools.queries import is_year_closed

BACKGROUND_BYTES, BACKGROUND_ROWS = 100_000, 800  # a bigger table is left to a worker
TASK = "mentoring.tasks.continue_people_imports"
Status = PeopleImport.Status


class AlreadyLoaded(DomainError):
    message = "Эта таблица уже загружена или загружается."


class YearIsClosed(DomainError):
    message = "Учебный год закрыт: добавлять в него людей нельзя. Выберите другой год."


class MendedMeanwhile(DomainError):
    message = "Пока вы правили, строки изменили в другом окне. Ниже оба значения: проверьте и отправьте ещё раз."


class NothingToLoad(DomainError):
    message = "Загружать нечего: исправьте строки с ошибками или ответьте на вопросы."


class NameNeeded(DomainError):
    message = "Укажите, в каком столбце ФИО или фамилия и имя: без имени строку не загрузить."


@dataclass(frozen=True, slots=True)
class Start:
    """What is asked beside the file: whose base it is, and what a row means that does not say."""

    side: str
    model: str
    school_year: int
    kind: str
    forms: tuple[str, ...] = ()


def start_of(side: str, model: str, school_year: int) -> Start:
    """Most often: pupils are helped in the pupils' model, everybody else works at the school."""
    is_pupil = side == Side.MENTEE and model == TargetModel.PUPIL
    return Start(side, model, school_year, Person.Kind.PUPIL if is_pupil else Person.Kind.TEACHER)


@transaction.atomic
def start_people_import(
    start: Start, *, data: bytes | None, text: str, name: str, by: Viewer, now: datetime
) -> PeopleImport:
    """Keeps the file for the next steps. Raises YearIsClosed and the refusals of `core.tables`; then stores nothing."""
    refuse_closed_year(start.school_year, by)
    source = data if data is not None else text.encode("utf-8", "replace")
    job = PeopleImport(
        organization=by.organization,
        account_id=by.user.pk,
        file_name=name[:200],
        source=source,
        sha256=hashlib.sha256(source).hexdigest(),
        school_year=start.school_year,
        choices={
            "pasted": data is None,
            **{key: value for key, value in asdict(start).items() if key != "school_year"},
        },
        created_at=now,
    )
    if len(source) <= BACKGROUND_BYTES:
        open_table(job, by)
    elif data is not None:
        check_kind(data)
    job.save()
    record(by, "people_import.started", job, at=now, rows=job.rows_total)
    if job.status == Status.READING:
        wake(TASK)
    return job


def check_kind(data: bytes) -> None:
    """What is no table is refused before it is stored."""
    from core.tables.opening import kind_of

    kind_of(data)


def open_table(job: PeopleImport, by: Viewer) -> None:
    """Reads the source by what was chosen so far; the columns are guessed anew. Saves nothing."""
    remembered = remembered_columns(by)
    keep_table(job, table_of(job, remembered), remembered)


def keep_table(job: PeopleImport, table: Table, remembered: Mapping[str, str]) -> None:
    rows = [cells for _, cells in table.rows]
    columns = columns_of(table.titles, rows, job.choices["side"], remembered)
    job.choices |= {
        "shape": asdict(table.shape),
        "titles": table.titles,
        "sheets": table.sheets,
        "notes": table.notes[:50],
        "columns": {column.guess: column.number for column in columns if column.guess},
    }
    job.rows = stored(Line(number, cells) for number, cells in table.rows)
    job.rows_total, job.rows_done, job.status = len(rows), 0, Status.COLUMNS


def table_of(job: PeopleImport, remembered: Mapping[str, str]) -> Table:
    """Raises the refusals of `core.tables.refusals`."""
    kept: dict[str, Any] = job.choices.get("shape") or {}
    header = kept.get("header")
    shape = Shape(**kept | {"header": tuple(header) if header else None})
    data = bytes(job.source or b"")

    def known(title: str) -> str | None:
        kept = remembered.get(squeeze(title))
        return known_title(title) or (None if kept is None else kept or "left")

    return open_pasted(data.decode(), shape, known) if job.choices["pasted"] else open_file(data, shape, known)


@transaction.atomic
def choose_shape(job: PeopleImport, shape: Shape, *, by: Viewer) -> None:
    """Reads the file anew: another encoding, delimiter, sheet or header. Raises the refusals, AlreadyLoaded."""
    lock(job, Status.COLUMNS, Status.REVIEW, by=by)
    job.choices |= {"shape": asdict(shape)}
    open_table(job, by)
    save_steps(job)
    record(by, "people_import.shape_chosen", job)


@transaction.atomic
def choose_columns(
    job: PeopleImport, columns: Mapping[str, int], *, kind: str, forms: tuple[str, ...], by: Viewer, now: datetime
) -> None:
    """`columns`: key of a meaning → column. Checks every row, or leaves that to a worker. Raises NameNeeded."""
    lock(job, Status.COLUMNS, Status.REVIEW, by=by)
    if "full_name" not in columns and not {"last_name", "first_name"} <= columns.keys():
        raise NameNeeded
    job.choices |= {"columns": dict(columns), "kind": kind, "forms": list(forms), "chosen": True}
    job.status, job.rows_done = Status.CHECKING, 0
    if job.rows_total <= BACKGROUND_ROWS:
        check_rows(job, by, now)
    save_steps(job, with_rows=job.status != Status.CHECKING)
    record(by, "people_import.columns_chosen", job, at=now)
    if job.status == Status.CHECKING:
        wake(TASK)


def check_rows(job: PeopleImport, by: Viewer, now: datetime) -> None:
    """Every row gets its fate. Saves nothing."""
    lines, plan = lines_of(job), plan_of(job)
    keep_verdicts(job, lines, readings_of(lines, plan, by.organization.local_date(now)), plan, by)


def keep_verdicts(
    job: PeopleImport, lines: Sequence[Line], readings: Sequence[Reading], plan: Plan, by: Viewer
) -> None:
    verdicts = judge(lines, readings, plan, viewer=by)
    job.rows = stored(marked(line, verdict) for line, verdict in zip(lines, verdicts, strict=True))
    job.rows_done, job.status = job.rows_total, Status.REVIEW


@transaction.atomic
def mend_rows(
    job: PeopleImport,
    cells: Mapping[tuple[int, int], str],
    answers: Mapping[int, str],
    *,
    seen: int,
    by: Viewer,
    now: datetime,
) -> None:
    """New words for cells (row, column), answers for rows (OTHER, SKIP, id of a person, «» takes it back); rows by
    their numbers in the file. Everything is checked again. `seen` is the version the rows had on the page.

    Raises AlreadyLoaded, YearIsClosed, MendedMeanwhile.
    """
    lock(job, Status.REVIEW, by=by)
    if job.version != seen:
        raise MendedMeanwhile
    lines = {line.number: line for line in restored(job.rows)}
    for (number, column), text in cells.items():
        if number in lines and 0 <= column < len(lines[number].cells):
            lines[number].cells[column] = text
    for number, answer in answers.items():
        if number in lines:
            lines[number].answer = answer
    job.rows = stored(lines.values())
    check_rows(job, by, now)
    job.version += 1
    job.save(update_fields=["rows", "version"])
    record(by, "people_import.mended", job, at=now, cells=len(cells), answers=len(answers))


@transaction.atomic
def load_people(job: PeopleImport, *, by: Viewer, now: datetime) -> None:
    """The last step. A small table is written at once, a big one by a worker. Raises AlreadyLoaded, NothingToLoad."""
    from mentoring.actions.people_loading import write_people

    lock(job, Status.REVIEW, by=by)
    if not any(is_loaded(state) for state in job.rows):
        raise NothingToLoad
    job.status, job.rows_done = Status.LOADING, 0
    if job.rows_total <= BACKGROUND_ROWS:
        lines = lines_of(job)
        write_people(job, lines, readings_of(lines, plan_of(job), by.organization.local_date(now)), by=by, now=now)
    else:
        job.save(update_fields=["status", "rows_done"])
        wake(TASK)


def lock(job: PeopleImport, *allowed: str, by: Viewer) -> None:
    """The row as it is now, until the end of the transaction; without its source, which only the loading lets go.

    Raises AlreadyLoaded, YearIsClosed.
    """
    job.refresh_from_db(from_queryset=PeopleImport.objects.defer("source").select_for_update())
    if job.status not in allowed:
        raise AlreadyLoaded
    refuse_closed_year(job.school_year, by)


def refuse_closed_year(school_year: int, by: Viewer) -> None:
    """At every step: a year may be closed while a table is being mended. Raises YearIsClosed."""
    if is_year_closed(by.organization, school_year):
        raise YearIsClosed


def save_steps(job: PeopleImport, *, with_rows: bool = True) -> None:
    """What the steps change; never the source, which may be large. Rows read anew are a new version."""
    job.version += 1
    rows = ["rows"] if with_rows else []
    job.save(update_fields=[*rows, "choices", "rows_total", "rows_done", "status", "version"])
