"""A file opened and read for the wizard: at once, anew after a correction, or in the background with progress."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tasks import wake
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from roadmaps.importing.columns import Columns
from roadmaps.importing.document import interpret, read_document, read_pasted
from roadmaps.importing.results import Choices, Document, ImportResult, ProblemKind, Role
from roadmaps.importing.state import from_state, to_state
from roadmaps.models import ImportDraft
from roadmaps.terms import Frame
from schools.access import own_memberships, viewer_as

BACKGROUND_FROM = 800  # rows; a smaller table is read in the request
STEP = 100  # rows between two reports of the progress


class NoActivities(DomainError):
    message = "В выбранных таблицах нет мероприятий. Выберите другую таблицу или поправьте столбцы."


class AlreadyCreated(DomainError):
    message = "Эта загрузка уже превращена в карту."


class NotJoined(DomainError):
    message = "Эта строка уже не соединена с предыдущей. Проверьте список соединённых строк."


@transaction.atomic
def start_import(
    *, data: bytes | None, text: str, name: str, school_year: int | None, by: Viewer, now: datetime
) -> ImportDraft:
    """Opens the file and keeps it for the next steps; a big table is left for the background (status READING).

    Raises the refusals of `core.tables.refusals`; then nothing is stored.
    """
    document = read_document(data, name) if data is not None else read_pasted(text)
    rows = sum(len(grid.rows) for grid in document.grids)
    draft = ImportDraft(
        organization=by.organization,
        account_id=by.user.pk,
        file_name=name[:200],
        source=data if data is not None else text.encode(),
        school_year=school_year,
        choices={"pasted": data is None},
        rows_total=rows,
        created_at=now,
    )
    if rows < BACKGROUND_FROM:
        _read(draft, document)
    draft.save()
    record(by, "import.started", draft, rows=rows)
    if draft.status == ImportDraft.Status.READING:
        wake("roadmaps.tasks.read_waiting_imports")
    return draft


@transaction.atomic
def choose_format(draft: ImportDraft, *, delimiter: str, encoding: str = "", by: Viewer) -> None:
    """Reads a text anew with another delimiter or encoding; corrections of its columns and rows are dropped.

    Raises the refusals of `core.tables.refusals`, AlreadyCreated; then the reading before stays.
    """
    lock(draft)
    draft.choices = {"pasted": draft.choices.get("pasted"), "delimiter": delimiter, "encoding": encoding}
    document = _document(draft)
    draft.rows_total = sum(len(grid.rows) for grid in document.grids)
    _read(draft, document)
    draft.save()
    record(by, "import.format_chosen", draft)


@transaction.atomic
def choose_columns(
    draft: ImportDraft, *, columns: Mapping[int, Columns], tables: frozenset[int], school_year: int | None, by: Viewer
) -> None:
    """The person's corrections of the second step. `school_year` None: the period of the document is kept."""
    lock(draft)
    result = from_state(ImportResult, draft.result)
    roles = {table.index: _role(table.role, table.index in tables) for table in result.tables}
    draft.choices |= {"columns": to_state(dict(columns)), "roles": to_state(roles)}
    draft.school_year = school_year
    _read(draft, _document(draft))
    if not from_state(ImportResult, draft.result).chosen:
        raise NoActivities
    draft.save()
    record(by, "import.columns_chosen", draft)


@transaction.atomic
def part_row(draft: ImportDraft, *, table: int, row: int, by: Viewer) -> None:
    """Makes an activity of its own from a row that was taken for the rest of the row above. Raises NotJoined."""
    lock(draft)
    joined = [p for p in from_state(ImportResult, draft.result).problems if p.kind is ProblemKind.JOINED]
    found = next((problem for problem in joined if (problem.table, problem.row) == (table, row)), None)
    if found is None:
        raise NotJoined
    _read_apart(draft, [*draft.choices.get("apart", []), to_state(found)])
    record(by, "import.row_parted", draft, table=table, row=row)


@transaction.atomic
def join_row(draft: ImportDraft, *, table: int, row: int, by: Viewer) -> None:
    """Takes `part_row` back."""
    lock(draft)
    apart = draft.choices.get("apart", [])
    _read_apart(draft, [state for state in apart if (state["table"], state["row"]) != (table, row)])
    record(by, "import.row_joined", draft, table=table, row=row)


def _read_apart(draft: ImportDraft, apart: list[Any]) -> None:
    draft.choices |= {"apart": apart}
    _read(draft, _document(draft))
    draft.save()


def read_waiting_imports(today: date) -> int:
    """The second half of `start_import` for big tables, each under the rights its person has now; returns how many."""
    with tenancy.tx(SYSTEM):
        waiting = list(ImportDraft.objects.filter(status=ImportDraft.Status.READING).values_list("pk", "account_id"))
    for pk, account_id in waiting:
        with tenancy.tx(Scope(account=account_id)):
            viewers = [viewer_as(own.membership, today=today) for own in own_memberships(account_id, today)]
        for viewer in viewers:
            with tenancy.tx(viewer.scope):
                found = ImportDraft.objects.visible_to(viewer).filter(pk=pk, organization=viewer.organization)
                drafts = list(found.filter(status=ImportDraft.Status.READING))
            for draft in drafts:
                continue_import(draft, scope=viewer.scope)
    return len(waiting)


def continue_import(draft: ImportDraft, *, scope: Scope) -> None:
    """Reads a big table outside any transaction, safe to run twice; a failure stands in `problem` for the person."""
    try:
        _read(draft, _document(draft), _reporter(draft, scope))
    except DomainError as error:
        draft.status, draft.problem = ImportDraft.Status.FAILED, error.message
    with tenancy.tx(scope):
        ImportDraft.objects.filter(pk=draft.pk, status=ImportDraft.Status.READING).update(
            status=draft.status, problem=draft.problem, result=draft.result, rows_read=draft.rows_read
        )


def _reporter(draft: ImportDraft, scope: Scope) -> Callable[[int], None]:
    """Writes the number of rows read, each time in a transaction of its own: the waiting page sees it grow."""
    told = 0

    def report(rows: int) -> None:
        nonlocal told
        if rows - told >= STEP:
            told = rows
            with tenancy.tx(scope):
                ImportDraft.objects.filter(pk=draft.pk).update(rows_read=rows)

    return report


def _document(draft: ImportDraft) -> Document:
    data, kept = bytes(draft.source or b""), draft.choices
    delimiter = kept.get("delimiter") or None
    if kept.get("pasted"):
        return read_pasted(data.decode(), delimiter=delimiter)
    return read_document(data, draft.file_name, encoding=kept.get("encoding") or None, delimiter=delimiter)


def _read(draft: ImportDraft, document: Document, progress: Callable[[int], None] | None = None) -> None:
    frame = Frame(academic_year=draft.school_year) if draft.school_year else None
    result = interpret(document, frame, _choices(draft), progress or (lambda rows: None))
    draft.result, draft.status, draft.rows_read = to_state(result), ImportDraft.Status.REVIEW, draft.rows_total


def _choices(draft: ImportDraft) -> Choices:
    kept = draft.choices
    return Choices(
        columns={index: from_state(Columns, state) for index, state in kept.get("columns", [])},
        roles={index: Role(role) for index, role in kept.get("roles", [])},
        apart=frozenset((state["table"], state["row"]) for state in kept.get("apart", [])),
        year_confirmed="columns" in kept,
    )


def _role(found: Role, wanted: bool) -> Role:
    if wanted:
        return found if found.has_activities else Role.PLAN
    return Role.OTHER if found.has_activities else found


def lock(draft: ImportDraft) -> None:
    """The row as it is now, until the end of the transaction. Raises AlreadyCreated."""
    draft.refresh_from_db(from_queryset=ImportDraft.objects.select_for_update())
    check_editable(draft)


def check_editable(draft: ImportDraft) -> None:
    if draft.status != ImportDraft.Status.REVIEW:
        raise AlreadyCreated
