"""A file on its way to a draft: read, corrected, made into a map, undone within a day."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tasks import wake
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from roadmaps.actions.maps import create_roadmap
from roadmaps.importing.columns import Columns
from roadmaps.importing.document import interpret, read_document, read_pasted
from roadmaps.importing.results import Choices, Document, ImportResult, Role
from roadmaps.importing.state import from_state, to_state
from roadmaps.models import ImportDraft, Roadmap
from roadmaps.people import Match
from roadmaps.plans import Heading, school_year_heading
from roadmaps.queries.imports import YearNeeded, result_of, target_of
from roadmaps.review import Target, planned_stages
from roadmaps.terms import Frame
from schools.access import own_memberships, viewer_as
from schools.models import Organization

UNDO_FOR = timedelta(hours=24)
BACKGROUND_FROM = 800  # rows; a smaller table is read in the request


class NoActivities(DomainError):
    message = "В выбранных таблицах нет мероприятий. Выберите другую таблицу или поправьте столбцы."


class AlreadyCreated(DomainError):
    message = "Эта загрузка уже превращена в карту."


class UndoTooLate(DomainError):
    message = "Отменить загрузку можно только в первые 24 часа и пока карта не утверждена."


@transaction.atomic
def start_import(
    *, data: bytes | None, text: str, name: str, school_year: int | None, by: Viewer, now: datetime
) -> ImportDraft:
    """Opens the file and keeps it for the next steps; a big table is left for the background (status READING).

    Raises the refusals of `roadmaps.importing.refusals`; then nothing is stored.
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
def continue_import(draft: ImportDraft) -> None:
    """Reads a big table; run by a task, safe to run twice. A failure stands in `problem` for the person to see."""
    locked = ImportDraft.objects.select_for_update().get(pk=draft.pk)
    if locked.status != ImportDraft.Status.READING:
        return
    try:
        _read(locked, _document(locked))
    except DomainError as error:
        locked.status, locked.problem = ImportDraft.Status.FAILED, error.message
    locked.save()


@transaction.atomic
def choose_columns(
    draft: ImportDraft, *, columns: Mapping[int, Columns], tables: frozenset[int], school_year: int | None, by: Viewer
) -> None:
    """The person's corrections of the second step. `school_year` None: the period of the document is kept."""
    _lock(draft)
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
def answer_doubts(draft: ImportDraft, *, terms: dict[str, Any], parties: dict[str, Any], by: Viewer) -> None:
    """Keeps the answers of the review; empty answers leave the reading as it was understood."""
    _lock(draft)
    draft.choices |= {"terms": terms, "parties": parties}
    draft.save(update_fields=["choices"])
    record(by, "import.reviewed", draft, answers=len(terms) + len(parties))


@transaction.atomic
def create_from_draft(
    draft: ImportDraft,
    *,
    title: str,
    target_model: str,
    by: Viewer,
    now: datetime,
    mentoring_forms: Collection[str] = (),
) -> Roadmap:
    """The draft roadmap. Locks the import: a second press of the button raises AlreadyCreated."""
    locked = ImportDraft.objects.select_for_update().get(pk=draft.pk)
    _editable(locked)
    result, target = result_of(locked), target_of(locked)
    stages = planned_stages(result, locked.choices.get("terms", {}), target)
    if not any(stage.activities for stage in stages):
        raise NoActivities
    heading = replace(_heading(title, target_model, target), mentoring_forms=tuple(mentoring_forms))
    chosen = {words: Match(**match) for words, match in locked.choices.get("parties", {}).items()}
    roadmap = create_roadmap(by.organization, heading, stages, by=by, via="import", chosen=chosen)
    locked.roadmap, locked.status, locked.finished_at, locked.source = roadmap, ImportDraft.Status.CREATED, now, None
    locked.save()
    return roadmap


def create_from_import(
    result: ImportResult, *, organization: Organization, school_year: int, title: str, by: Viewer
) -> Roadmap:
    """The draft of a document read in one go (the command); doubtful readings are taken as understood."""
    target = Target(Frame(academic_year=school_year))
    heading = school_year_heading(title, Roadmap.TargetModel.PUPIL, school_year)
    return create_roadmap(organization, heading, planned_stages(result, {}, target), by=by, via="import")


@transaction.atomic
def undo_import(draft: ImportDraft, *, by: Viewer, now: datetime) -> int:
    """Removes the rows nobody touched since; returns how many touched activities stay. Raises UndoTooLate."""
    roadmap = _undoable(draft, now)
    untouched = roadmap.activities.filter(version=1).exclude(occurrences__version__gt=1)
    untouched = untouched.exclude(occurrences__files_count__gt=0).exclude(lines__done_at__isnull=False)
    untouched.delete()
    left = roadmap.activities.count()
    ImportDraft.objects.filter(pk=draft.pk).update(status=ImportDraft.Status.UNDONE, roadmap=None)
    record(by, "import.undone", draft, kept=left)
    if not left:
        roadmap.delete()
    return left


def remove_stale_imports(now: datetime) -> int:
    """Forgets uploads of all organizations that never became a map, a day after; returns how many."""
    with tenancy.tx(SYSTEM):
        stale = ImportDraft.objects.filter(created_at__lt=now - UNDO_FOR).exclude(status=ImportDraft.Status.CREATED)
        return stale.delete()[0]


def read_waiting_imports(today: date) -> int:
    """The second half of `start_import` for big tables, each under the rights its person has now; returns how many."""
    with tenancy.tx(SYSTEM):
        waiting = list(ImportDraft.objects.filter(status=ImportDraft.Status.READING).values_list("pk", "account_id"))
    for pk, account_id in waiting:
        with tenancy.tx(Scope(account=account_id)):
            own = [membership for membership, _lent in own_memberships(account_id, today)]
            viewers = [viewer_as(membership, today=today) for membership in own]
        for viewer in viewers:
            with tenancy.tx(viewer.scope):
                for draft in ImportDraft.objects.visible_to(viewer).filter(pk=pk, organization=viewer.organization):
                    continue_import(draft)
    return len(waiting)


def _document(draft: ImportDraft) -> Document:
    data = bytes(draft.source or b"")
    return read_pasted(data.decode()) if draft.choices.get("pasted") else read_document(data, draft.file_name)


def _read(draft: ImportDraft, document: Document) -> None:
    frame = Frame(academic_year=draft.school_year) if draft.school_year else None
    result = interpret(document, frame, _choices(draft))
    draft.result, draft.status, draft.rows_read = to_state(result), ImportDraft.Status.REVIEW, draft.rows_total


def _choices(draft: ImportDraft) -> Choices:
    kept = draft.choices
    return Choices(
        columns={index: from_state(Columns, state) for index, state in kept.get("columns", [])},
        roles={index: Role(role) for index, role in kept.get("roles", [])},
    )


def _role(found: Role, wanted: bool) -> Role:
    if wanted:
        return found if found.has_activities else Role.PLAN
    return Role.OTHER if found.has_activities else found


def _undoable(draft: ImportDraft, now: datetime) -> Roadmap:
    """The map of the import, both locked: approved meanwhile, it stays whole. Raises UndoTooLate."""
    if draft.roadmap_id is None:
        raise UndoTooLate
    roadmap = Roadmap.objects.select_for_update().filter(pk=draft.roadmap_id).first()
    draft.refresh_from_db(from_queryset=ImportDraft.objects.select_for_update())
    late = draft.finished_at is None or now - draft.finished_at > UNDO_FOR
    if roadmap is None or draft.roadmap_id != roadmap.pk or late or not roadmap.is_draft:
        raise UndoTooLate
    return roadmap


def _lock(draft: ImportDraft) -> None:
    """The row as it is now, until the end of the transaction. Raises AlreadyCreated."""
    draft.refresh_from_db(from_queryset=ImportDraft.objects.select_for_update())
    _editable(draft)


def _editable(draft: ImportDraft) -> None:
    if draft.status != ImportDraft.Status.REVIEW:
        raise AlreadyCreated


def _heading(title: str, target_model: str, target: Target) -> Heading:
    if target.keep and target.frame.period is not None:
        return Heading(title, target_model, *target.frame.period, school_year=None)
    if target.frame.academic_year is None:
        raise YearNeeded
    return school_year_heading(title, target_model, target.frame.academic_year)
