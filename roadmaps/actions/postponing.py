"""Moving a term: at once in a draft, by a change set in an approved roadmap."""

from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from roadmaps.actions.change_sets import open_change_set
from roadmaps.actions.changed_rows import plan_edits
from roadmaps.actions.changes import send_changes
from roadmaps.actions.maps import lock_open
from roadmaps.actions.occurrences import NotPossible, Stale
from roadmaps.actions.states import apply_state
from roadmaps.editing.postponing import moved
from roadmaps.models import Activity, Change, ChangeSet, Occurrence, Roadmap
from roadmaps.queries.changes import is_small_here, live_set_of, planned_of
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.snapshots import TermWindow
from roadmaps.work import is_open


class SameDay(DomainError):
    message = "Это и есть нынешний срок. Укажите другой день."


class Removed(DomainError):
    message = "Мероприятие исключено из карты: переносить нечего."


class Archived(DomainError):
    message = "Карта в архиве: её можно только смотреть."


@transaction.atomic
def postpone_occurrence(
    occurrence: Occurrence, *, to: date, reason: str, by: Viewer, seen_version: int, now: datetime
) -> ChangeSet | None:
    """None: the draft was changed at once. Else the change set that holds the move; APPLIED when it was small enough.

    A small move goes alone: into a set that waits with other rows it is only added. Raises ReasonMissing, SameDay,
    Stale, NotPossible, Removed, Archived, and refusals of drafts and of change sets.
    """
    if not reason.strip():
        raise ReasonMissing
    roadmap = occurrence.roadmap
    if roadmap.status == Roadmap.Status.ARCHIVED:
        raise Archived
    if roadmap.is_draft:
        lock_open(roadmap.pk)
        row = _checked(occurrence, to, seen_version)
        _move_in_draft(row, to, reason.strip(), by, now)
        return None
    row = _checked(occurrence, to, seen_version)
    waiting = live_set_of(by, roadmap)
    change_set = open_change_set(roadmap, reason=reason, by=by, now=now)
    _plan(change_set, row, to, by)
    record(by, "activity.postponement_planned", row.activity, at=now, **_facts(row, to, reason.strip()))
    if waiting is None and _is_small(change_set, roadmap, by):
        send_changes(change_set, by=by, now=now)
    change_set.refresh_from_db()
    return change_set


def _checked(occurrence: Occurrence, to: date, seen_version: int) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=["self"]).select_related("activity")
    row = rows.get(pk=occurrence.pk)
    if row.version != seen_version:
        raise Stale(row, "")
    if not is_open(row.state):
        raise NotPossible
    if row.activity.removed_on is not None:
        raise Removed
    if row.due_on == to:
        raise SameDay
    return row


def _move_in_draft(row: Occurrence, to: date, reason: str, by: Viewer, now: datetime) -> None:
    state = states_of_activities(by, row.organization_id, [row.activity_id])[row.activity_id]
    activity = Activity.objects.select_for_update().get(pk=row.activity_id)
    apply_state(activity, moved(state, _window(row), to))
    record(by, "activity.postponed", activity, at=now, **_facts(row, to, reason))


def _plan(change_set: ChangeSet, row: Occurrence, to: date, by: Viewer) -> None:
    """On top of what the set already makes of the activity. NotPossible: there the term is another one by now."""
    planned = Change.objects.filter(change_set=change_set, activity=row.activity).first()
    after = planned_of(planned).after if planned else None
    state = after or states_of_activities(by, row.organization_id, [row.activity_id])[row.activity_id]
    if planned is not None and (after is None or _window(row) not in after.windows):
        raise NotPossible("В изменении карты для этого мероприятия уже записан другой срок. Поправьте его там.")
    plan_edits(change_set, {row.activity_id: moved(state, _window(row), to)}, by=by)


def _window(row: Occurrence) -> TermWindow:
    starts_on, due_on = (day.isoformat() if day else None for day in (row.starts_on, row.due_on))
    return TermWindow(starts_on, due_on, row.for_level)


def _is_small(change_set: ChangeSet, roadmap: Roadmap, by: Viewer) -> bool:
    changes = [planned_of(each) for each in Change.objects.filter(change_set=change_set)]
    return is_small_here(by, roadmap, changes)


def _facts(row: Occurrence, to: date, reason: str) -> dict[str, str]:
    was = {"was": row.due_on.isoformat()} if row.due_on else {}
    return {**was, "to": to.isoformat(), "reason": reason}
