"""Changes of an approved roadmap: gathered with a reason, decided about like the roadmap was, then written into it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from roadmaps.actions.applying import write_changes
from roadmaps.actions.endorsement import NotYours, submit
from roadmaps.actions.endorsement_news import tell_sent
from roadmaps.actions.sides import lock_roadmap, move_route
from roadmaps.models import Activity, Change, ChangeSet, Remark, Roadmap, Stage, Submission
from roadmaps.queries.changes import LIVE, is_small_here, is_stale, planned_of
from roadmaps.queries.gate import next_step
from roadmaps.queries.snapshots import state_of_roadmap, states_of_activities
from roadmaps.states.changes import PlannedChange, with_changes
from roadmaps.states.diffs import changed_fields
from roadmaps.states.snapshots import ActivityState

State, Route = ChangeSet.State, Roadmap.Route
SMALL_BASIS = "перенос срока без согласования"


class NotApproved(DomainError):
    message = "Карта не утверждена: её правят прямо в таблице, изменение не нужно."


class ChangesLocked(DomainError):
    message = "Изменение уже отправлено. Чтобы править его, сначала отзовите."


class ChangeFinished(DomainError):
    message = "Это изменение уже внесено или отозвано. Обновите страницу."


class MapClosed(DomainError):
    message = "Карта в архиве: её можно только смотреть."


class NothingChanged(DomainError):
    message = "В изменении нет ни одной строки."


class NotDecided(DomainError):
    message = "Изменение ещё не согласовано: внести его пока нельзя."


class RemarksUnanswered(DomainError):
    def __init__(self, number: int) -> None:
        super().__init__(f"Замечаний без ответа: {number}. Ответьте на каждое, потом отправляйте снова.")


class RowsChanged(DomainError):
    """`rows`: ids of the changes whose activities are no longer what the change was written for."""

    message = "Пока изменение готовилось, эти мероприятия изменились. Сравните и напишите изменение заново."

    def __init__(self, rows: list[int]) -> None:
        self.rows = rows
        super().__init__()


@transaction.atomic
def open_change_set(roadmap: Roadmap, *, reason: str, by: Viewer, now: datetime) -> ChangeSet:
    """The live one, else a new one. Locks the roadmap. Raises NotYours, NotApproved, ReasonMissing."""
    if not by.can_edit(roadmap):
        raise NotYours
    locked = lock_roadmap(roadmap.pk, roadmap.organization_id)
    if locked.status != Roadmap.Status.APPROVED:
        raise NotApproved
    live = ChangeSet.objects.filter(organization_id=locked.organization_id, roadmap=locked, state__in=LIVE).first()
    if live is not None:
        return live
    if not reason.strip():
        raise ReasonMissing("Напишите причину изменения: она останется в истории карты.")
    row = ChangeSet.objects.create(
        organization_id=locked.organization_id,
        roadmap=locked,
        reason=reason.strip()[:500],
        created_at=now,
        created_by=by.user,
    )
    record(by, "roadmap.change_opened", locked, at=now, reason=row.reason)
    return row


@transaction.atomic
def plan_edits(change_set: ChangeSet, states: Mapping[int, ActivityState], *, by: Viewer) -> None:
    """Activity id → what it is to become; what equals the present is taken out of the set. Raises ChangesLocked."""
    row, _ = _open(change_set, by)
    present = states_of_activities(by, row.organization_id, states)
    activities = Activity.objects.filter(organization_id=row.organization_id, roadmap_id=row.roadmap_id, pk__in=present)
    Change.objects.filter(change_set=row, activity_id__in=present).delete()
    Change.objects.bulk_create(
        Change(
            organization_id=row.organization_id,
            change_set=row,
            kind=Change.Kind.EDIT,
            stage_id=activity.stage_id,
            activity=activity,
            before=present[activity.pk].to_json(),
            after=states[activity.pk].to_json(),
            seen_version=activity.version,
        )
        for activity in activities
        if changed_fields(present[activity.pk], states[activity.pk])
    )


def plan_addition(change_set: ChangeSet, stage: Stage, state: ActivityState, *, by: Viewer) -> Change:
    """Raises ChangesLocked."""
    return plan_additions(change_set, [(stage.pk, state)], by=by)[0]


@transaction.atomic
def plan_additions(change_set: ChangeSet, places: Sequence[tuple[int, ActivityState]], *, by: Viewer) -> list[Change]:
    """(stage id, activity). Raises ChangesLocked."""
    row, _ = _open(change_set, by)
    common = {"organization_id": row.organization_id, "change_set": row, "kind": Change.Kind.ADD}
    return Change.objects.bulk_create(
        Change(stage_id=stage, after=state.to_json(), **common) for stage, state in places
    )


def plan_removal(change_set: ChangeSet, activity: Activity, *, by: Viewer) -> Change:
    """Raises ChangesLocked."""
    return plan_removals(change_set, [activity], by=by)[0]


@transaction.atomic
def plan_removals(change_set: ChangeSet, activities: Collection[Activity], *, by: Viewer) -> list[Change]:
    """The activities will stay visible as excluded, with what was done. Raises ChangesLocked."""
    row, _ = _open(change_set, by)
    present = states_of_activities(by, row.organization_id, [activity.pk for activity in activities])
    Change.objects.filter(change_set=row, activity_id__in=present).delete()
    return Change.objects.bulk_create(
        Change(
            organization_id=row.organization_id,
            change_set=row,
            kind=Change.Kind.REMOVE,
            stage_id=activity.stage_id,
            activity=activity,
            before=present[activity.pk].to_json(),
            seen_version=activity.version,
        )
        for activity in activities
    )


@transaction.atomic
def drop_change(change: Change, *, by: Viewer) -> None:
    """Raises ChangesLocked."""
    _open(change.change_set, by)
    change.delete()


@transaction.atomic
def send_changes(change_set: ChangeSet, *, by: Viewer, now: datetime) -> None:
    """On the way the roadmap went; small shifts are written at once where the body above allows them.

    Raises NotYours, MapClosed, ChangesLocked, NothingChanged, RowsChanged, RemarksUnanswered.
    """
    row, roadmap = _open(change_set, by)
    changes = _checked(row)
    _refuse_unanswered(row, roadmap)
    if is_small_here(by, roadmap, changes):
        write_changes(row, roadmap, SMALL_BASIS, by=by, now=now)
        return
    step, last = next_step(by, roadmap)
    if not step:
        move_route(roadmap, Route.ENDORSED, now)
    else:
        content = with_changes(state_of_roadmap(by, roadmap), changes)
        submission = submit(roadmap, step, last, by=by, now=now, change_set=row, content=content)
        tell_sent(submission, by=by, now=now)
    row.state = State.SENT
    row.save(update_fields=["state"])
    record(by, "roadmap.change_sent", roadmap, at=now, changes=len(changes))


@transaction.atomic
def withdraw_changes(change_set: ChangeSet, *, by: Viewer, now: datetime) -> None:
    """Back to writing; what is being written, also after a return, is given up. Raises NotYours, ChangeFinished."""
    row, roadmap = _locked(change_set, by)
    if row.state not in LIVE:
        raise ChangeFinished
    if row.state == State.SENT and roadmap.route != Route.RETURNED:
        live = [Submission.State.AT_DIRECTOR, Submission.State.AT_MUNICIPALITY]
        sent = Submission.objects.filter(change_set=row, state__in=live)
        sent.update(state=Submission.State.WITHDRAWN, decided_at=now, decided_by=by.user)
        row.state = State.OPEN
    else:
        row.state = State.WITHDRAWN
    row.save(update_fields=["state"])
    _settle_remarks(row)
    move_route(roadmap, Route.WRITING, now)
    record(by, "roadmap.change_withdrawn", roadmap, at=now)


@transaction.atomic
def apply_changes(change_set: ChangeSet, *, basis: str, by: Viewer, now: datetime) -> None:
    """Writes an endorsed set into the roadmap and keeps the new version. `basis` as printed: «приказ от … № …».

    Raises NotYours, MapClosed, NotDecided, RowsChanged.
    """
    row, roadmap = _locked(change_set, by)
    _refuse_closed(roadmap)
    if row.state != State.SENT or roadmap.route != Route.ENDORSED:
        raise NotDecided
    _checked(row)
    write_changes(row, roadmap, basis, by=by, now=now)


def _locked(change_set: ChangeSet, by: Viewer) -> tuple[ChangeSet, Roadmap]:
    """Locks the roadmap, then the set."""
    if not by.can_edit(change_set):
        raise NotYours
    roadmap = lock_roadmap(change_set.roadmap_id, change_set.organization_id)
    return ChangeSet.objects.select_for_update().get(pk=change_set.pk), roadmap


def _refuse_unanswered(row: ChangeSet, roadmap: Roadmap) -> None:
    rows = Remark.objects.filter(organization_id=row.organization_id, submission__change_set=row)
    left = rows.filter(state=Remark.State.OPEN).count() if roadmap.route == Route.RETURNED else 0
    if left:
        raise RemarksUnanswered(left)


def _settle_remarks(row: ChangeSet) -> None:
    """Nobody waits for an answer any more; what was answered waits for whoever decides, unless the set is given up."""
    left = Remark.objects.filter(organization_id=row.organization_id, submission__change_set=row)
    if row.state == State.OPEN:
        left = left.filter(state=Remark.State.OPEN)
    left.update(state=Remark.State.CLOSED)


def _refuse_closed(roadmap: Roadmap) -> None:
    """A set may outlive the approval of its map: then it can only be withdrawn."""
    if roadmap.status != Roadmap.Status.APPROVED:
        raise MapClosed


def _open(change_set: ChangeSet, by: Viewer) -> tuple[ChangeSet, Roadmap]:
    row, roadmap = _locked(change_set, by)
    _refuse_closed(roadmap)
    if row.state != State.OPEN and not (row.state == State.SENT and roadmap.route == Route.RETURNED):
        raise ChangesLocked
    return row, roadmap


def _checked(row: ChangeSet) -> list[PlannedChange]:
    """What the set holds; raises NothingChanged, RowsChanged."""
    rows = list(Change.objects.filter(change_set=row).select_related("activity").order_by("pk"))
    if not rows:
        raise NothingChanged
    stale = [each.pk for each in rows if is_stale(each)]
    if stale:
        raise RowsChanged(stale)
    return [planned_of(each) for each in rows]
