"""The way of a set of changes: decided about like the roadmap was, then written into it."""

from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.applying import write_changes
from roadmaps.actions.change_sets import locked_set, refuse_closed, writable_set
from roadmaps.actions.endorsement import submit
from roadmaps.actions.endorsement_news import tell_sent
from roadmaps.actions.sides import move_route
from roadmaps.models import Change, ChangeSet, Remark, Roadmap, Submission
from roadmaps.queries.changes import LIVE, is_small_here, is_stale, planned_of
from roadmaps.queries.gate import next_step
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.states.changes import PlannedChange, with_changes

State, Route = ChangeSet.State, Roadmap.Route
SMALL_BASIS = "перенос срока без согласования"


class ChangeFinished(DomainError):
    message = "Это изменение уже внесено или отозвано. Обновите страницу."


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
def send_changes(change_set: ChangeSet, *, by: Viewer, now: datetime) -> None:
    """On the way the roadmap went; small shifts are written at once where the body above allows them.

    Raises NotYours, MapClosed, ChangesLocked, NothingChanged, RowsChanged, RemarksUnanswered.
    """
    row, roadmap = writable_set(change_set, by)
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
    row, roadmap = locked_set(change_set, by)
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
    row, roadmap = locked_set(change_set, by)
    refuse_closed(roadmap)
    if row.state != State.SENT or roadmap.route != Route.ENDORSED:
        raise NotDecided
    _checked(row)
    write_changes(row, roadmap, basis, by=by, now=now)


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


def _checked(row: ChangeSet) -> list[PlannedChange]:
    """What the set holds; raises NothingChanged, RowsChanged."""
    rows = list(Change.objects.filter(change_set=row).select_related("activity").order_by("pk"))
    if not rows:
        raise NothingChanged
    stale = [each.pk for each in rows if is_stale(each)]
    if stale:
        raise RowsChanged(stale)
    return [planned_of(each) for each in rows]
