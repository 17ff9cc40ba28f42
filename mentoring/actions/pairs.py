"""The first steps of a pair: agreed by both sides, declined. How pairs come into being: `pair_making`."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_base import (
    AlreadyTogether,
    Hindered,
    NoPlace,
    WrongPeriod,
    end_rows,
    lock_pair,
    move,
    refuse_step,
    settle,
    write,
)
from mentoring.actions.pair_judging import AlreadyPaired, NewPair, NotTwoSides, Refused
from mentoring.actions.pair_making import Made, create_pair, create_pairs
from mentoring.models import Pair

Status, Reason = Pair.Status, Pair.EndReason

__all__ = [
    "AlreadyPaired",
    "AlreadyTogether",
    "Hindered",
    "Made",
    "NewPair",
    "NoPlace",
    "NotTwoSides",
    "Refused",
    "WrongPeriod",
    "agree",
    "create_pair",
    "create_pairs",
]


class NotInPair(DomainError):
    message = "Этого человека в паре уже нет."


@transaction.atomic
def agree(pairs: Sequence[Pair], *, on: date, by: Viewer, now: datetime) -> int:
    """Everybody in these pairs has agreed in writing on the day: what a curator holds on paper. Returns how many."""
    done = []
    for pair in pairs:
        fresh = lock_pair(pair, by)
        if fresh.status == Status.PROPOSED:
            _note_mentor(fresh, on, by)
            fresh.members.filter(left_on=None, agreed_on=None).update(agreed_on=on)
            done.append(fresh)
    move(done, Status.AGREED, on=on, by=by, verb="pair.agreed")
    return len(done)


@transaction.atomic
def agree_one(pair: Pair, person: int, *, on: date, by: Viewer, now: datetime) -> Pair:
    """One side has agreed; the last one makes the pair agreed. A second time changes nothing.

    Raises NotInPair, WrongStep.
    """
    fresh = lock_pair(pair, by)
    if fresh.status == Status.AGREED:
        return fresh
    refuse_step(fresh, Status.AGREED)
    present = fresh.members.filter(left_on=None)
    if person == fresh.mentor_id:
        _note_mentor(fresh, on, by)
    elif not present.filter(mentee=person).exists():
        raise NotInPair
    elif present.filter(mentee=person, agreed_on=None).update(agreed_on=on):
        record(by, "pair.mentee_agreed", fresh, at=now, on=on.isoformat())
    if fresh.mentor_agreed_on and not present.filter(agreed_on=None).exists():
        move([fresh], Status.AGREED, on=on, by=by, verb="pair.agreed")
    return fresh


def _note_mentor(pair: Pair, on: date, by: Viewer) -> None:
    if pair.mentor_agreed_on is None:
        write(pair, {"mentor_agreed_on": on}, by=by, verb="pair.mentor_agreed")


@transaction.atomic
def decline(pair: Pair, *, on: date, note: str = "", by: Viewer, now: datetime) -> Pair:
    """A side does not agree: the proposal ends, both wait again since the day they had. Raises WrongStep."""
    fresh = lock_pair(pair, by)
    refuse_step(fresh, Status.ENDED)
    end_rows([fresh], Reason.DECLINED, on=on, by=by, note=note)
    settle([fresh.offered_id, *fresh.members.values_list("wanted", flat=True)], on=on)
    return fresh
