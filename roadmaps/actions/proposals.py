"""What an organization does with the activities offered from above."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.maps import lock_open
from roadmaps.actions.states import add_from_state, apply_state
from roadmaps.actions.versions import keep_version
from roadmaps.editing.postponing import due_on
from roadmaps.models import Activity, Proposal, Roadmap, RoadmapVersion, Stage
from roadmaps.parties.addressing import fitted
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.states.diffs import changed_fields, with_fields
from roadmaps.states.snapshots import ActivityState


class AlreadyDecided(DomainError):
    message = "По этому мероприятию решение уже принято. Обновите страницу."


class OfferChanged(DomainError):
    message = "Пока вы решали, мероприятие выше изменили. Ниже показано, как стало; проверьте и решите ещё раз."


class MapIsOnItsWay(DomainError):
    message = "Карта сейчас на согласовании. Примите мероприятие, когда она вернётся или будет утверждена."


class MapIsArchived(DomainError):
    message = "Карта в архиве. Выберите этап действующей карты."


class NothingChosen(DomainError):
    message = "Отметьте хотя бы одно изменение."


@transaction.atomic
def accept_proposals(
    chosen: Sequence[tuple[Proposal, Stage]],
    *,
    by: Viewer,
    now: datetime,
    seen_versions: dict[int, int],
    own_terms: Mapping[int, date] | None = None,
) -> list[Activity]:
    """Each becomes an activity at the end of its stage. All or none. `own_terms`: proposal id → its day.

    Raises AlreadyDecided, OfferChanged (its version is no longer the seen one), MapIsOnItsWay, MapIsArchived.
    """
    rows = _locked([proposal.pk for proposal, _ in chosen])
    made: list[Activity] = []
    for proposal, stage in chosen:
        row = rows.get(proposal.pk)
        if row is None or not row.awaits:
            raise AlreadyDecided
        if row.source_version != seen_versions.get(row.pk):
            raise OfferChanged
        state = ActivityState.from_json(row.offered)
        row.activity = take_into(stage, state, (own_terms or {}).get(row.pk))
        row.taken, row.state, row.reason = row.offered, Proposal.State.ACCEPTED, ""
        _decide(row, by, now)
        record(by, "proposal.accepted", row.activity, at=now, sender=row.sender_id)
        made.append(row.activity)
    for roadmap in {stage.roadmap_id: stage.roadmap for _, stage in chosen}.values():
        _keep(roadmap, by, now)
    return made


@transaction.atomic
def continue_proposals(
    offers: Mapping[int, Proposal], keys: Sequence[int], roadmap: Roadmap, *, by: Viewer, now: datetime
) -> None:
    """Rows of the new draft stand for the `keys`, rows of the map before it, in their order.

    `offers`: key → the offer of this year that the row goes on with. Once the draft is deleted it is unanswered again.
    """
    rows = Activity.objects.filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    below = dict(zip(keys, rows.order_by("stage__position", "position"), strict=True))
    locked = _locked([offer.pk for offer in offers.values()])
    for key, offer in offers.items():
        row = locked[offer.pk]
        if row.state != Proposal.State.NEW:
            continue
        row.activity, row.taken, row.state = below[key], row.offered, Proposal.State.ACCEPTED
        _decide(row, by, now)
        record(by, "proposal.accepted", row.activity, at=now, sender=row.sender_id)


@transaction.atomic
def decline_proposal(proposal: Proposal, *, reason: str, by: Viewer, now: datetime) -> None:
    """«Не применимо», with the reason that those above read. Raises AlreadyDecided."""
    row = _locked([proposal.pk]).get(proposal.pk)
    if row is None or not row.awaits:
        raise AlreadyDecided
    row.state, row.reason = Proposal.State.DECLINED, reason
    _decide(row, by, now)
    record(by, "proposal.declined", row, at=now, reason=reason)


@transaction.atomic
def take_changes(
    proposal: Proposal, *, fields: Collection[str], seen_version: int, by: Viewer, now: datetime
) -> list[str]:
    """The chosen fields of the accepted activity become as they are above; what else was edited below stays.

    Returns the names of the fields taken. Raises AlreadyDecided, OfferChanged, NothingChosen, MapIsOnItsWay.
    """
    row, taken, offered = _changed(proposal, seen_version)
    chosen = [change.field for change in changed_fields(taken, offered) if change.field in fields]
    if not chosen:
        raise NothingChosen
    activity = Activity.objects.select_for_update().get(accepted_from=row)
    roadmap = lock_open(activity.roadmap_id, _refuse_shut)
    now_state = states_of_activities(by, activity.organization_id, [activity.pk])[activity.pk]
    apply_state(activity, with_fields(now_state, fitted(offered, roadmap.starts_on, roadmap.ends_on), chosen))
    _settle(row, taken, offered, chosen)
    _keep(roadmap, by, now)
    record(by, "proposal.changes_taken", activity, at=now, fields=chosen)
    return chosen


@transaction.atomic
def keep_own(proposal: Proposal, *, seen_version: int, by: Viewer, now: datetime) -> None:
    """The changes above are seen and not taken: the activity stays as it is below. As `take_changes` raises."""
    row, taken, offered = _changed(proposal, seen_version)
    fields = [change.field for change in changed_fields(taken, offered)]
    _settle(row, taken, offered, fields)
    record(by, "proposal.changes_kept", row, at=now, fields=fields)


def take_into(stage: Stage, state: ActivityState, own_term: date | None = None) -> Activity:
    """The one door by which an activity from above enters a roadmap; locks it.

    A municipality's order binds the school already, so in an approved map the activity stands at once and the event
    names the sender: it needs no change set of the school.
    """
    roadmap = lock_open(stage.roadmap_id, _refuse_shut)
    own = due_on(state, own_term) if own_term else fitted(state, roadmap.starts_on, roadmap.ends_on)
    return add_from_state(stage, own)


def _refuse_shut(roadmap: Roadmap) -> None:
    if roadmap.status == Roadmap.Status.ARCHIVED:
        raise MapIsArchived
    if roadmap.is_draft and not roadmap.is_open:
        raise MapIsOnItsWay


def _keep(roadmap: Roadmap, by: Viewer, now: datetime) -> None:
    """An approved roadmap that has changed is kept as a version: any two of them compare."""
    if roadmap.status == Roadmap.Status.APPROVED:
        keep_version(roadmap, reason=RoadmapVersion.Reason.CHANGED, by=by, now=now)


def _changed(proposal: Proposal, seen_version: int) -> tuple[Proposal, ActivityState, ActivityState]:
    row = _locked([proposal.pk]).get(proposal.pk)
    if row is None or row.state != Proposal.State.ACCEPTED or row.activity_id is None:
        raise AlreadyDecided
    if row.source_version != seen_version:
        raise OfferChanged
    return row, ActivityState.from_json(row.taken or {}), ActivityState.from_json(row.offered)


def _settle(row: Proposal, taken: ActivityState, offered: ActivityState, fields: Collection[str]) -> None:
    """Those fields differ no more; `stage` and `place` of the offer go along."""
    row.taken = {**row.offered, **with_fields(replace(taken, pk=None), offered, fields).to_json()}
    row.save(update_fields=["taken"])


def _locked(ids: Collection[int]) -> dict[int, Proposal]:
    rows = Proposal.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {row.pk: row for row in rows}


def _decide(row: Proposal, by: Viewer, now: datetime) -> None:
    row.decided_at, row.decided_by = now, by.user
    row.save(update_fields=["state", "taken", "activity", "reason", "decided_at", "decided_by"])
