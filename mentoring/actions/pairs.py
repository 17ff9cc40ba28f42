"""Pairs come into being: proposed as a set or one by one, agreed by both sides, declined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_base import (
    GONE,
    AlreadyTogether,
    Hindered,
    NoPlace,
    WrongPeriod,
    drop_members,
    end_rows,
    lock_pair,
    lock_pairs,
    lock_participations,
    move,
    refuse_period,
    refuse_step,
    settle,
    take_place,
    write,
)
from mentoring.models import Pair, PairKind, PairMember, Participation, Request, Side
from mentoring.queries.pair_gates import hindrances, places_of

Status, Reason = Pair.Status, Pair.EndReason

__all__ = [
    "AlreadyTogether",
    "Hindered",
    "Made",
    "NewPair",
    "NoPlace",
    "Refused",
    "WrongPeriod",
    "agree",
    "create_pair",
    "create_pairs",
]


class NotTwoSides(DomainError):
    message = "В паре нужны наставник из базы наставников и наставляемый из базы наставляемых того же года."


class AlreadyPaired(DomainError):
    """A mentee stands in an open pair of this form."""


class NotInPair(DomainError):
    message = "Этого человека в паре уже нет."


@dataclass(frozen=True, slots=True)
class NewPair:
    """Who is to be paired, by participations; several `wanted` make a group. Without dates: those of the order."""

    offered: int
    wanted: tuple[int, ...]
    form: str
    kind: str = PairKind.TRADITIONAL
    theme: str = ""
    goal: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    score: int | None = None
    variant_id: int | None = None
    predecessor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair that was not made, and why in words."""

    asked: NewPair
    reason: str


@dataclass(frozen=True, slots=True)
class Made:
    pairs: tuple[Pair, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class _Board:
    """What was read once for the whole set; people and participations are locked."""

    rows: dict[int, Participation]
    hindered: dict[int, str]
    places: dict[int, int]
    requests: dict[int, Request]


@transaction.atomic
def create_pairs(wanted: Sequence[NewPair], *, by: Viewer, now: datetime) -> Made:
    """Proposes pairs one by one: a refused one is told, the rest goes."""
    board = _board(wanted, by, now)
    made, refused = [], []
    for each in wanted:
        try:
            with transaction.atomic():
                made.append(_create(each, board, by, now))
        except DomainError as error:
            refused.append(Refused(each, error.message))
    settle(list(board.rows), on=by.organization.local_date(now))
    return Made(tuple(made), tuple(refused))


@transaction.atomic
def create_pair(wanted: NewPair, *, by: Viewer, now: datetime) -> Pair:
    """Raises NotTwoSides, Hindered, AlreadyPaired, AlreadyTogether, NoPlace, WrongPeriod."""
    board = _board([wanted], by, now)
    pair = _create(wanted, board, by, now)
    settle(list(board.rows), on=by.organization.local_date(now))
    return pair


def _board(wanted: Sequence[NewPair], by: Viewer, now: datetime) -> _Board:
    rows = lock_participations((pk for each in wanted for pk in (each.offered, *each.wanted)), by)
    today = by.organization.local_date(now)
    hindered = hindrances([row.person_id for row in rows.values()], today)
    places = places_of([row.person_id for row in rows.values() if row.side == Side.MENTOR], by.organization.pk)
    requests = Request.objects.visible_to(by).filter(participation__in=rows, is_main=True)
    return _Board(rows, hindered, places, {each.participation_id: each for each in requests})


def _create(asked: NewPair, board: _Board, by: Viewer, now: datetime) -> Pair:
    offered, wanted = _sides(asked, board, by)
    refuse_hindered(board.hindered, [offered.person_id, *(row.person_id for row in wanted)])
    for row in wanted:
        refuse_paired(row, asked.form)
    refuse_period(asked.starts_on, asked.ends_on, asked.kind)
    pair = Pair(
        organization_id=offered.organization_id,
        school_year=offered.school_year,
        model=offered.model,
        form=asked.form,
        kind=PairKind.GROUP if len(wanted) > 1 and asked.kind == PairKind.TRADITIONAL else asked.kind,
        mentor=offered.person,
        offered=offered,
        theme=(asked.theme or _theme(wanted, board))[:300],
        goal=asked.goal,
        status_since=by.organization.local_date(now),
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        score=asked.score,
        variant_id=asked.variant_id,
        predecessor_id=asked.predecessor_id,
        author=by.user,
        created_at=now,
    )
    pair.save(force_insert=True)
    for row in wanted:
        take_place(new_member(pair, row, board.requests.get(row.pk)), board.places[offered.person_id])
    _leave_behind(pair, wanted, by)
    record(by, "pair.proposed", pair, at=now, form=pair.form)
    return pair


def _sides(asked: NewPair, board: _Board, by: Viewer) -> tuple[Participation, list[Participation]]:
    """Raises NotTwoSides."""
    offered = board.rows.get(asked.offered)
    wanted = [board.rows[pk] for pk in dict.fromkeys(asked.wanted) if pk in board.rows]
    left = Participation.State.LEFT
    if offered is None or offered.side != Side.MENTOR or offered.state == left or not wanted:
        raise NotTwoSides
    if offered.organization_id != by.organization.pk or len(wanted) != len(set(asked.wanted)):
        raise NotTwoSides
    for row in wanted:
        same_year = row.school_year == offered.school_year and row.organization_id == offered.organization_id
        if row.side != Side.MENTEE or row.state == left or not same_year or row.person_id == offered.person_id:
            raise NotTwoSides
    return offered, wanted


def refuse_hindered(hindered: dict[int, str], people: Iterable[int]) -> None:
    """Raises Hindered."""
    if causes := [hindered[person] for person in people if person in hindered]:
        raise Hindered("; ".join(causes) + ".")


def refuse_paired(row: Participation, form: str) -> None:
    """One open pair of a form; one that waits because its mentor has left does not count. Raises AlreadyPaired."""
    standing = PairMember.objects.filter(
        organization_id=row.organization_id, wanted=row, form=form, left_on=None, status__in=Pair.OPEN
    ).exclude(mentor__status__in=GONE)
    member = standing.select_related("mentor").first()
    if member is not None:
        raise AlreadyPaired(f"{row.person.short_name}: уже в паре, наставник {member.mentor.short_name}.")


def _leave_behind(pair: Pair, wanted: Sequence[Participation], by: Viewer) -> None:
    """Pairs that waited because their mentor has left: whoever found another one goes out of them."""
    waiting = PairMember.objects.filter(
        wanted__in=wanted, form=pair.form, left_on=None, status=Status.PAUSED, mentor__status__in=GONE
    )
    former = lock_pairs(set(waiting.values_list("pair", flat=True)), by)
    people = [row.person_id for row in wanted]
    for each in former:
        drop_members(each, people, Reason.MENTOR_LEFT, on=pair.status_since, by=by)
    if former and pair.predecessor_id is None:
        pair.predecessor = former[0]
        pair.save(update_fields=["predecessor"])


def new_member(pair: Pair, row: Participation, request: Request | None) -> PairMember:
    """Without a place yet. The pair reads the words of the request only when it may."""
    return PairMember(
        organization_id=pair.organization_id,
        pair=pair,
        mentor=pair.mentor,
        form=pair.form,
        status=pair.status,
        mentee=row.person,
        wanted=row,
        request=request.text if request and request.readers == Request.Reader.PAIR else "",
    )


def _theme(wanted: Sequence[Participation], board: _Board) -> str:
    """Topics of the requests: short words that may stand in an order."""
    topics = [topic for row in wanted if (request := board.requests.get(row.pk)) for topic in request.topics]
    return ", ".join(dict.fromkeys(topics))


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
