"""Who may be paired with whom: a whole set judged in memory against what was read once under the locks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_base import (
    GONE,
    AlreadyTogether,
    Hindered,
    free_place,
    lock_participations,
    refuse_period,
)
from mentoring.models import Pair, PairKind, PairMember, Participation, Request, Side
from mentoring.queries.pair_gates import hindrances, places_of, uncleared
from mentoring.queries.rules import rules_of


class NotTwoSides(DomainError):
    message = "В паре нужны наставник из базы наставников и наставляемый из базы наставляемых того же года."


class AlreadyPaired(DomainError):
    """A mentee stands in an open pair of this form."""


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
    """A pair that was not made, and why."""

    asked: NewPair
    error: DomainError

    @property
    def reason(self) -> str:
        return self.error.message


@dataclass(frozen=True, slots=True)
class Board:
    """What was read once for the whole set; participations are locked."""

    today: date
    rows: dict[int, Participation]
    hindered: dict[int, str]
    uncleared: dict[int, str]  # mentors who may not work with minors
    places: dict[int, int]
    requests: dict[int, Request]


@dataclass(slots=True)
class Seats:
    """Who stands where: (mentee's participation, form) → the mentor's name; mentor → places → (mentee, form).

    A pair that was admitted stands here at once, so the next one of the set meets it.
    """

    standing: dict[tuple[int, str], str]
    taken: dict[int, dict[int, tuple[int, str]]]
    admitted: list["Admitted"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Admitted:
    asked: NewPair
    offered: Participation
    wanted: list[Participation]
    slots: list[int]


def read_board(wanted: Sequence[NewPair], by: Viewer, now: datetime) -> Board:
    """Locks the participations."""
    rows = lock_participations((pk for each in wanted for pk in (each.offered, *each.wanted)), by)
    today = by.organization.local_date(now)
    hindered = hindrances([row.person_id for row in rows.values()], today)
    mentors = [row.person_id for row in rows.values() if row.side == Side.MENTOR]
    clearance = rules_of(by.organization).clearance
    outside = uncleared(mentors, today, clearance) if clearance.gates else {}
    places = places_of(mentors, by.organization.pk)
    requests = Request.objects.visible_to(by).filter(participation__in=rows, is_main=True)
    return Board(today, rows, hindered, outside, places, {each.participation_id: each for each in requests})


def judge(wanted: Sequence[NewPair], board: Board, by: Viewer) -> tuple[Seats, list[Refused]]:
    """Reads the places anew each time: another transaction may have taken some."""
    seats = Seats(standing_of(board.rows, by.organization.pk), _taken(board.places, by.organization.pk))
    refused = []
    for each in wanted:
        try:
            _admit(each, board, seats, by)
        except DomainError as error:
            refused.append(Refused(each, error))
    return seats, refused


def _admit(asked: NewPair, board: Board, seats: Seats, by: Viewer) -> None:
    offered, wanted = _sides(asked, board, by)
    refuse_hindered(board.hindered, [offered.person_id, *(row.person_id for row in wanted)])
    if any(row.person.is_minor(board.today) for row in wanted):
        refuse_hindered(board.uncleared, [offered.person_id])
    for row in wanted:
        refuse_paired(row, asked.form, seats.standing)
    refuse_period(asked.starts_on, asked.ends_on, asked.kind)
    taken = dict(seats.taken[offered.person_id])
    for row in wanted:
        if (row.person_id, asked.form) in taken.values():
            raise AlreadyTogether
        taken[free_place(taken, board.places[offered.person_id], offered.person)] = (row.person_id, asked.form)
    slots = [slot for slot in taken if slot not in seats.taken[offered.person_id]]
    seats.taken[offered.person_id] = taken
    seats.standing |= {(row.pk, asked.form): offered.person.short_name for row in wanted}
    seats.admitted.append(Admitted(asked, offered, wanted, slots))


def _sides(asked: NewPair, board: Board, by: Viewer) -> tuple[Participation, list[Participation]]:
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


def standing_of(rows: Collection[int], organization_id: int) -> dict[tuple[int, str], str]:
    """(Mentee's participation, form) → the mentor's name. A pair whose mentor has left does not count."""
    standing = PairMember.objects.filter(
        organization_id=organization_id, wanted__in=rows, left_on=None, status__in=Pair.OPEN
    ).exclude(mentor__status__in=GONE)
    return {(member.wanted_id, member.form): member.mentor.short_name for member in standing.select_related("mentor")}


def refuse_paired(row: Participation, form: str, standing: dict[tuple[int, str], str]) -> None:
    """One open pair of a form. Raises AlreadyPaired."""
    if mentor := standing.get((row.pk, form)):
        raise AlreadyPaired(f"{row.person.short_name}: уже в паре, наставник {mentor}.")


def _taken(mentors: Collection[int], organization_id: int) -> dict[int, dict[int, tuple[int, str]]]:
    found: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    members = PairMember.objects.filter(
        organization_id=organization_id, mentor__in=mentors, left_on=None, status__in=Pair.OPEN
    )
    for mentor, slot, mentee, form in members.values_list("mentor", "slot", "mentee", "form"):
        found[mentor][slot] = (mentee, form)
    return found
