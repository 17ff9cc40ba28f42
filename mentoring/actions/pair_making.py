"""Pairs come into being, one or a whole set: judged in memory under the locks, written by a fixed number of statements.

Two curators who take the last place of a mentor through both bases share no lock: the index refuses one of them, who
looks again at what has become of the places.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from core.audit import record_many
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_base import GONE, drop_members, lock_pairs, settle
from mentoring.actions.pair_judging import Admitted, Board, NewPair, Refused, judge, read_board
from mentoring.models import Pair, PairKind, PairMember, Participation, Request
from mentoring.models.pairs import MOST_MENTEES

RACES = ("pairmember_capacity", "pairmember_one_open")


class Crowded(DomainError):
    message = "Места этих наставников как раз занимает другой человек. Повторите через минуту."


@dataclass(frozen=True, slots=True)
class Made:
    pairs: tuple[Pair, ...]
    refused: tuple[Refused, ...]


@transaction.atomic
def create_pairs(wanted: Sequence[NewPair], *, by: Viewer, now: datetime) -> Made:
    """Proposes pairs: a refused one is told, the rest goes. Raises Crowded."""
    board = read_board(wanted, by, now)
    for _ in range(MOST_MENTEES + 1):
        seats, refused = judge(wanted, board, by)
        try:
            with transaction.atomic():
                pairs = _written(seats.admitted, board, by, now)
        except IntegrityError as error:
            if not any(name in str(error) for name in RACES):
                raise
        else:
            settle(list(board.rows), on=by.organization.local_date(now))
            return Made(tuple(pairs), tuple(refused))
    raise Crowded


@transaction.atomic
def create_pair(wanted: NewPair, *, by: Viewer, now: datetime) -> Pair:
    """Raises NotTwoSides, Hindered, AlreadyPaired, AlreadyTogether, NoPlace, WrongPeriod, Crowded."""
    made = create_pairs([wanted], by=by, now=now)
    if made.refused:
        raise made.refused[0].error
    return made.pairs[0]


def _written(admitted: list[Admitted], board: Board, by: Viewer, now: datetime) -> list[Pair]:
    """Members in the order of the indexes, so that two sets at once wait for each other in one direction only."""
    former = _left_behind(admitted, by, now)
    pairs = Pair.objects.bulk_create(
        _new_pair(each, board, former.get((each.wanted[0].pk, each.asked.form)), by, now) for each in admitted
    )
    members = [
        new_member(pair, row, board.requests.get(row.pk), slot)
        for pair, each in zip(pairs, admitted, strict=True)
        for row, slot in zip(each.wanted, each.slots, strict=True)
    ]
    PairMember.objects.bulk_create(sorted(members, key=lambda member: (member.mentor_id, member.slot)))
    for form in {pair.form for pair in pairs}:
        record_many(by, "pair.proposed", [pair for pair in pairs if pair.form == form], at=now, form=form)
    return pairs


def _new_pair(each: Admitted, board: Board, former: int | None, by: Viewer, now: datetime) -> Pair:
    asked, offered = each.asked, each.offered
    return Pair(
        organization_id=offered.organization_id,
        school_year=offered.school_year,
        model=offered.model,
        form=asked.form,
        kind=PairKind.GROUP if len(each.wanted) > 1 and asked.kind == PairKind.TRADITIONAL else asked.kind,
        mentor=offered.person,
        offered=offered,
        theme=(asked.theme or _theme(each.wanted, board))[:300],
        goal=asked.goal,
        status_since=by.organization.local_date(now),
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        score=asked.score,
        variant_id=asked.variant_id,
        predecessor_id=asked.predecessor_id or former,
        author=by.user,
        created_at=now,
    )


def _left_behind(admitted: list[Admitted], by: Viewer, now: datetime) -> dict[tuple[int, str], int]:
    """Pairs that waited because their mentor has left: whoever found another one goes out of them.

    Answers (mentee's participation, form) → the pair that was left.
    """
    people = {(row.pk, each.asked.form): row.person_id for each in admitted for row in each.wanted}
    waiting = PairMember.objects.filter(
        wanted__in={pk for pk, _ in people}, left_on=None, status=Pair.Status.PAUSED, mentor__status__in=GONE
    )
    rows = [row for row in waiting.values_list("wanted", "form", "pair").order_by("-pair") if row[:2] in people]
    leaving = defaultdict(set)
    for wanted, form, pair in rows:
        leaving[pair].add(people[wanted, form])
    for each in lock_pairs(leaving, by) if leaving else ():
        drop_members(each, leaving[each.pk], Pair.EndReason.MENTOR_LEFT, on=by.organization.local_date(now), by=by)
    return {(wanted, form): pair for wanted, form, pair in rows}


def new_member(pair: Pair, row: Participation, request: Request | None, slot: int = 0) -> PairMember:
    """The pair reads the words of the request only when it may. Without a slot: no place yet."""
    return PairMember(
        organization_id=pair.organization_id,
        pair=pair,
        mentor=pair.mentor,
        form=pair.form,
        status=pair.status,
        mentee=row.person,
        wanted=row,
        slot=slot,
        request=request.text if request and request.readers == Request.Reader.PAIR else "",
    )


def _theme(wanted: Sequence[Participation], board: Board) -> str:
    """Topics of the requests: short words that may stand in an order."""
    topics = [topic for row in wanted if (request := board.requests.get(row.pk)) for topic in request.topics]
    return ", ".join(dict.fromkeys(topics))
