"""Who stands in a pair changes: a mentee comes or goes, another mentor takes over."""

from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_base import (
    WrongStep,
    drop_members,
    end_rows,
    lock_pair,
    lock_participations,
    settle,
    take_place,
)
from mentoring.actions.pair_judging import NewPair, NotTwoSides, refuse_hindered, refuse_paired, standing_of
from mentoring.actions.pair_making import create_pair, new_member
from mentoring.actions.pairs import NotInPair
from mentoring.models import Pair, PairMember, Participation, Request, Side
from mentoring.queries.pair_gates import hindrances, places_of, uncleared
from mentoring.queries.rules import clearance_of

Status, Reason = Pair.Status, Pair.EndReason


class SameMentor(DomainError):
    message = "Это прежний наставник. Выберите другого."


@transaction.atomic
def add_member(pair: Pair, wanted: Participation, *, agreed_on: date, by: Viewer, now: datetime) -> PairMember:
    """A mentee joins with a written consent of the day; at work from today on.

    Raises WrongStep, NotTwoSides, Hindered, AlreadyPaired, AlreadyTogether, NoPlace.
    """
    row = lock_participations([wanted.pk, pair.offered_id], by).get(wanted.pk)
    fresh = lock_pair(pair, by)
    if fresh.status in (Status.ORDERED, Status.COMPLETED, Status.ENDED):
        raise WrongStep(f"В пару в состоянии «{fresh.get_status_display().lower()}» никого не добавляют.")
    if row is None or row.side != Side.MENTEE or row.school_year != fresh.school_year:
        raise NotTwoSides
    today = by.organization.local_date(now)
    refuse_hindered(hindrances([row.person_id], today), [row.person_id])
    if row.person.is_minor(today) and (clearance := clearance_of(fresh)).gates:
        refuse_hindered(uncleared([fresh.mentor_id], today, clearance), [fresh.mentor_id])
    refuse_paired(row, fresh.form, standing_of([row.pk], row.organization_id))
    PairMember.objects.filter(pair=fresh, mentee=row.person, left_on__isnull=False).delete()  # came back
    request = Request.objects.filter(participation=row, is_main=True).first()
    member = new_member(fresh, row, request)
    member.agreed_on = agreed_on
    member.joined_on = today if fresh.status in (Status.ACTIVE, Status.PAUSED) else None
    take_place(member, places_of([fresh.mentor_id], fresh.organization_id)[fresh.mentor_id])
    settle([row.pk], on=today)
    record(by, "pair.member_added", fresh, at=now)
    return member


@transaction.atomic
def remove_member(member: PairMember, *, reason: str, on: date, by: Viewer, now: datetime) -> Pair:
    """A mentee goes and waits again; with the last one the pair ends for the same reason. Raises NotInPair."""
    pair = lock_pair(member.pair, by)
    if not PairMember.objects.filter(pk=member.pk, left_on=None).exists():
        raise NotInPair
    drop_members(pair, [member.mentee_id], reason, on=on, by=by)
    settle([member.wanted_id, pair.offered_id], on=on)
    return pair


@transaction.atomic
def replace_mentor(
    pair: Pair, offered: Participation, *, on: date, note: str, seen: int, by: Viewer, now: datetime
) -> Pair:
    """The pair ends and its mentees are proposed to another mentor: consents, order and plan anew (cl. 4.1, 5.1).

    Raises StalePair, WrongStep, SameMentor and whatever `create_pair` raises; then nothing has changed.
    """
    lock_participations([offered.pk, pair.offered_id], by)
    fresh = lock_pair(pair, by, seen=seen)
    if offered.person_id == fresh.mentor_id:
        raise SameMentor
    wanted = tuple(fresh.members.filter(left_on=None).order_by("pk").values_list("wanted", flat=True))
    end_rows([fresh], Reason.REPLACED, on=on, by=by, note=note)
    settle([fresh.offered_id], on=on)
    new = NewPair(
        offered.pk,
        wanted,
        fresh.form,
        kind=fresh.kind,
        theme=fresh.theme,
        goal=fresh.goal,
        ends_on=fresh.ends_on,
        predecessor_id=fresh.pk,
    )
    made = create_pair(new, by=by, now=now)
    record(by, "pair.replaced", made, at=now, before=fresh.pk)
    return made
