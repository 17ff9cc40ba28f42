"""An import that was read: its doubts answered, made into a map, undone within a day."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps.actions.drafts import create_roadmap
from roadmaps.actions.reading import NoActivities, check_editable, lock
from roadmaps.importing.results import ImportResult
from roadmaps.importing.review import Target, planned_stages
from roadmaps.models import ImportDraft, Roadmap
from roadmaps.parties.people import Match
from roadmaps.queries.imports import YearNeeded, result_of, target_of
from roadmaps.states.plans import Heading, school_year_heading
from roadmaps.terms import Frame
from schools.models import Organization

UNDO_FOR = timedelta(hours=24)


class UndoTooLate(DomainError):
    message = "Отменить загрузку можно только в первые 24 часа и пока карта не утверждена."


@transaction.atomic
def answer_doubts(draft: ImportDraft, *, terms: dict[str, Any], parties: dict[str, Any], by: Viewer) -> None:
    """Keeps the answers of the review; terms that were not asked about again keep the answers before."""
    lock(draft)
    draft.choices |= {"terms": draft.choices.get("terms", {}) | terms, "parties": parties}
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
    check_editable(locked)
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


def _undoable(draft: ImportDraft, now: datetime) -> Roadmap:
    """The map of the import, both locked: approved meanwhile, it stays whole. Raises UndoTooLate."""
    if draft.roadmap_id is None:
        raise UndoTooLate
    roadmap = Roadmap.objects.select_for_update().filter(pk=draft.roadmap_id).first()
    draft.refresh_from_db(from_queryset=ImportDraft.objects.select_for_update())
    late = draft.finished_at is None or now - draft.finished_at > UNDO_FOR
    if roadmap is None or draft.roadmap_id != roadmap.pk or late or not roadmap.is_open:
        raise UndoTooLate
    if roadmap.versions.exists():
        raise UndoTooLate
    return roadmap


def _heading(title: str, target_model: str, target: Target) -> Heading:
    if target.keep and target.frame.period is not None:
        return Heading(title, target_model, *target.frame.period, school_year=None)
    if target.frame.academic_year is None:
        raise YearNeeded
    return school_year_heading(title, target_model, target.frame.academic_year)
