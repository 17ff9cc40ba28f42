"""The way of a roadmap to endorsement: sent, forwarded by the director, returned, endorsed, withdrawn."""

from datetime import datetime

from django.db import transaction

from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.endorsement_news import tell_endorsed, tell_returned, tell_sent
from roadmaps.actions.sides import lock_roadmap, move_route
from roadmaps.actions.versions import keep_version
from roadmaps.models import ChangeSet, Remark, Roadmap, RoadmapVersion, Submission
from roadmaps.queries.gate import gate_of
from roadmaps.queries.rules import endorser_of
from roadmaps.states.snapshots import RoadmapState

State, Route = Submission.State, Roadmap.Route


class NotOnTheWay(DomainError):
    """The roadmap is not at the step where the verb belongs."""


class AlreadySent(DomainError):
    message = "Карта уже отправлена. Чтобы изменить её, сначала отзовите."


class NotNeeded(DomainError):
    message = "Согласование не нужно: карту можно сразу утвердить приказом."


class GateClosed(DomainError):
    message = "Карту пока нельзя отправить: сначала исправьте то, что отмечено крестиком."


class NotUnderstood(DomainError):
    message = "Отметьте, что вы видели предупреждения."


class ChangedMeanwhile(DomainError):
    message = "Карта изменилась, пока вы её проверяли. Посмотрите ещё раз."


class NotYours(DomainError):
    message = "Решение об этой карте принимает другая организация."


class DecidedMeanwhile(DomainError):
    """`now`: the latest submission of the roadmap, to show what differs from what the person saw."""

    message = "Пока вы смотрели, с картой уже что-то сделали. Ниже показано, как стало."

    def __init__(self, now: Submission, message: str | None = None) -> None:
        self.now = now
        super().__init__(message)


class NoRemarks(DomainError):
    message = "Чтобы вернуть карту, напишите хотя бы одно замечание."


class RemarksLeft(DomainError):
    message = "У карты есть ваши замечания. Верните её или снимите замечания."


@transaction.atomic
def send_roadmap(roadmap: Roadmap, *, understood: bool, seen_version: int, by: Viewer, now: datetime) -> Submission:
    """Keeps a version and hands the roadmap to the director, or further where the director need not be asked.

    The director is passed by when the sender is the head, and when the body above returned it: the head has let it
    out already. Raises NotYours, AlreadySent, ChangedMeanwhile, NotNeeded, GateClosed, NotUnderstood.
    """
    if not by.can_edit(roadmap):
        raise NotYours
    locked = lock_roadmap(roadmap.pk, roadmap.organization_id)
    if not locked.is_open:
        raise AlreadySent
    if locked.version != seen_version:
        raise ChangedMeanwhile
    gate = gate_of(by, locked)
    if gate.blocking:
        raise GateClosed
    if gate.warnings and not understood:
        raise NotUnderstood
    if not gate.next_state:
        raise NotNeeded
    submission = submit(locked, gate.next_state, gate.last, by=by, now=now)
    record(by, "roadmap.sent", locked, at=now, round=submission.round, version=submission.version.number)
    tell_sent(submission, by=by, now=now)
    return submission


def submit(
    roadmap: Roadmap,
    state: str,
    last: Submission | None,
    *,
    by: Viewer,
    now: datetime,
    change_set: ChangeSet | None = None,
    content: RoadmapState | None = None,
) -> Submission:
    """A new round under the caller's lock of the roadmap. `content` None: the roadmap as its rows are."""
    version = keep_version(roadmap, reason=RoadmapVersion.Reason.SENT, by=by, now=now, state=content)
    forwarded = state == State.AT_MUNICIPALITY
    forwarder = last.forwarded_by if last and last.forwarded_by and not by.can(Permission.ROADMAP_FORWARD) else by.user
    move_route(roadmap, state, now)
    return Submission.objects.create(
        organization_id=roadmap.organization_id,
        roadmap=roadmap,
        version=version,
        change_set=change_set,
        round=last.round + 1 if last else 1,
        state=state,
        sent_at=now,
        sent_by=by.user,
        forwarded_at=now if forwarded else None,
        forwarded_by=forwarder if forwarded else None,
    )


@transaction.atomic
def forward_submission(submission: Submission, *, seen_edition: int, by: Viewer, now: datetime) -> Submission:
    """The director lets the roadmap out: to the body above, or endorsed at once where nobody above endorses.

    Raises NotYours, DecidedMeanwhile, RemarksLeft.
    """
    if not by.can_edit(submission):
        raise NotYours
    roadmap, row = _locked(submission, seen_edition, State.AT_DIRECTOR)
    if _open_remarks(row):
        raise RemarksLeft
    above = endorser_of(roadmap.organization)
    state = State.AT_MUNICIPALITY if above else State.ENDORSED
    row.forwarded_at, row.forwarded_by = now, by.user
    _decide(row, roadmap, state, by=by, now=now)
    record(by, "roadmap.forwarded", roadmap, at=now)
    if above:
        tell_sent(row, by=by, now=now)
    else:
        tell_endorsed(row, by=by, now=now)
    return row


@transaction.atomic
def return_submission(submission: Submission, *, seen_edition: int, note: str = "", by: Viewer, now: datetime) -> None:
    """By the director or by the body above, with the remarks on it. Raises NotYours, DecidedMeanwhile, NoRemarks."""
    roadmap, row = _locked(submission, seen_edition, State.AT_DIRECTOR, State.AT_MUNICIPALITY)
    _check_decider(row, roadmap, by)
    if not _open_remarks(row):
        raise NoRemarks
    row.note = note
    _decide(row, roadmap, State.RETURNED, by=by, now=now)
    record(by, "roadmap.returned", roadmap, at=now, remarks=len(_open_remarks(row)))
    tell_returned(row, len(_open_remarks(row)), by=by, now=now)


@transaction.atomic
def endorse_submission(submission: Submission, *, seen_edition: int, by: Viewer, now: datetime) -> None:
    """Only by the body directly above. Raises NotYours, DecidedMeanwhile, RemarksLeft."""
    roadmap, row = _locked(submission, seen_edition, State.AT_MUNICIPALITY)
    _check_decider(row, roadmap, by)
    if _open_remarks(row):
        raise RemarksLeft
    _decide(row, roadmap, State.ENDORSED, by=by, now=now)
    record(by, "roadmap.endorsed", roadmap, at=now)
    tell_endorsed(row, by=by, now=now)


@transaction.atomic
def withdraw_roadmap(roadmap: Roadmap, *, by: Viewer, now: datetime) -> None:
    """Back to writing from the director, the body above, or after the endorsement. Raises NotYours, NotOnTheWay."""
    if not by.can_edit(roadmap):
        raise NotYours
    locked = lock_roadmap(roadmap.pk, roadmap.organization_id)
    if not locked.is_draft:
        raise NotOnTheWay("Карта уже утверждена: отозвать её нельзя.")
    if locked.is_open:
        raise NotOnTheWay("Карта не отправлена: её и так можно править.")
    row = Submission.objects.select_for_update().filter(roadmap=locked).order_by("-sent_at", "-pk").first()
    if row is not None:
        _decide(row, locked, State.WITHDRAWN, by=by, now=now)
        row.remarks.filter(state=Remark.State.OPEN).update(state=Remark.State.CLOSED)
    move_route(locked, Route.WRITING, now)
    record(by, "roadmap.withdrawn", locked, at=now)


def _locked(submission: Submission, seen_edition: int, *states: str) -> tuple[Roadmap, Submission]:
    """The roadmap and the submission, locked in this order; DecidedMeanwhile unless the person saw what is."""
    roadmap = lock_roadmap(submission.roadmap_id, submission.organization_id)
    row = Submission.objects.select_for_update(of=("self",)).select_related("version").get(pk=submission.pk)
    row.roadmap = roadmap
    if row.state not in states or row.edition != seen_edition:
        rows = Submission.objects.filter(organization_id=row.organization_id, roadmap=roadmap)
        latest = rows.select_related("version").order_by("-sent_at", "-pk").first() or row
        raise DecidedMeanwhile(latest)
    return roadmap, row


def _check_decider(row: Submission, roadmap: Roadmap, by: Viewer) -> None:
    if not may_decide(row, roadmap, by):
        raise NotYours


def may_decide(row: Submission, roadmap: Roadmap, by: Viewer) -> bool:
    """The head of the own organization while it is there; then the body directly above and nobody else."""
    if by.organization is None:
        return False
    if row.state == State.AT_DIRECTOR:
        return by.can(Permission.ROADMAP_FORWARD) and by.organization.pk == row.organization_id
    above = roadmap.organization.parent_id
    return by.can(Permission.ROADMAP_ENDORSE) and above is not None and by.organization.pk == above


def _decide(row: Submission, roadmap: Roadmap, state: str, *, by: Viewer, now: datetime) -> None:
    row.state, row.edition = state, row.edition + 1
    if state != State.AT_MUNICIPALITY:
        row.decided_at, row.decided_by = now, by.user
    row.save()
    if state == State.ENDORSED:
        Remark.objects.filter(organization_id=row.organization_id, roadmap=roadmap).update(state=Remark.State.CLOSED)
    if state != State.WITHDRAWN:
        move_route(roadmap, state, now)


def _open_remarks(row: Submission) -> list[Remark]:
    return list(row.remarks.filter(state=Remark.State.OPEN))
