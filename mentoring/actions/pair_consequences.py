"""What becomes of pairs when somebody leaves or withdraws a consent. Called by the verbs of people and consents."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from core.audit import record, record_many
from core.viewer import Viewer
from mentoring.actions.errands import Cause, open_errands
from mentoring.actions.pair_base import drop_members, end_rows, lock_pairs, move, participations_of, settle
from mentoring.models import Errand, Pair, PairMember

Status, Reason = Pair.Status, Pair.EndReason
WORKING = (Status.ACTIVE, Status.PAUSED)
MENTOR_WENT = "Наставник ушёл, пара приостановлена. Подберите наставляемому другого наставника."
MENTOR_GONE = "наставник ушёл"
CONSENT_GONE = "согласие отозвано"
CONSENT_OVER = "срок согласия истёк"
TO_FIND = timedelta(days=7)


def people_left(people: Collection[int], *, on: date, by: Viewer, now: datetime) -> None:
    """Pairs of a mentor who leaves are paused and their mentees return to the top of the queue; a pair that has not
    begun ends. A mentee who leaves goes out of the pair; the last one ends it.
    """
    mine = Pair.objects.visible_to(by).open().filter(mentor__in=people).values_list("pk", flat=True)
    inside = PairMember.objects.visible_to(by).filter(mentee__in=people, left_on=None, status__in=Pair.OPEN)
    pairs = lock_pairs({*mine, *inside.values_list("pair", flat=True)}, by)
    if not pairs:
        return
    places = participations_of([pair.pk for pair in pairs])
    for pair in (pair for pair in pairs if pair.mentor_id not in people):
        drop_members(pair, people, Reason.MENTEE_LEFT, on=on, by=by)
    _mentor_left([pair for pair in pairs if pair.mentor_id in people], on=on, by=by, now=now)
    settle(places, on=on)


def _mentor_left(pairs: Sequence[Pair], *, on: date, by: Viewer, now: datetime) -> None:
    end_rows([pair for pair in pairs if pair.status not in WORKING], Reason.MENTOR_LEFT, on=on, by=by)
    at_work = [pair for pair in pairs if pair.status == Status.ACTIVE]
    move(at_work, Status.PAUSED, on=on, by=by, verb="pair.paused", paused_reason=MENTOR_GONE)
    working = [pair for pair in pairs if pair.status == Status.PAUSED]
    rows = PairMember.objects.filter(pair__in=[pair.pk for pair in working], left_on=None)
    due_on = by.organization.local_date(now) + TO_FIND
    causes = [
        Cause(row.organization_id, row.mentee_id, Errand.Kind.LEFT, MENTOR_WENT, f"mentor-left:{row.pk}", due_on)
        for row in rows.order_by("pk")
    ]
    open_errands(causes, now=now)


def consent_gone(person: int, *, on: date, by: Viewer) -> None:
    """Whoever's data may not be worked with meets nobody: the pair is paused; a group goes on without the mentee.

    A pair that has not begun stays as it is: no order takes it (`hindered_pairs`). Locks, events: `_stop`.
    """
    _stop([person], CONSENT_GONE, on=on, by=by)


def consent_over(people: Collection[int], *, on: date, by: Viewer) -> int:
    """The term of a needed consent has ended: as if it were withdrawn. Returns how many pairs were paused."""
    return _stop(people, CONSENT_OVER, on=on, by=by)


def _stop(people: Collection[int], reason: str, *, on: date, by: Viewer) -> int:
    """Pairs of a mentor, pairs of two, groups of which nobody is left to meet; of other groups the mentees alone.

    Locks the pairs and the participations of everybody in them. Events: pair.paused, pair.member_paused.
    """
    mine = Pair.objects.visible_to(by).working().filter(mentor__in=people).values_list("pk", flat=True)
    inside = PairMember.objects.visible_to(by).filter(mentee__in=people, left_on=None, paused_on=None)
    ids = {*mine, *inside.filter(status__in=WORKING).values_list("pair", flat=True)}
    pairs, members = lock_pairs(ids, by), defaultdict(list)
    for row in PairMember.objects.filter(pair__in=ids, left_on=None):
        members[row.pair_id].append(row)
    over = []
    for pair in pairs:
        group = members[pair.pk] if len(members[pair.pk]) > 1 else []
        resting = [row.pk for row in group if row.mentee_id in people and row.paused_on is None]
        _rest(pair, resting, on=on, by=by)
        if pair.mentor_id in people or all(row.paused_on or row.pk in resting for row in group):
            over.append(pair)
    at_work = [pair for pair in over if pair.status == Status.ACTIVE]
    move(at_work, Status.PAUSED, on=on, by=by, verb="pair.paused", paused_reason=reason)
    return len(at_work)


def _rest(pair: Pair, members: Collection[int], *, on: date, by: Viewer) -> None:
    """Mentees of a locked group keep their places and are expected at no meeting."""
    if members:
        PairMember.objects.filter(pk__in=members).update(paused_on=on)
        record(by, "pair.member_paused", pair, count=len(members))


def consent_back(person: int, *, by: Viewer) -> None:
    """The mentee meets with the group again (pair.member_resumed). A pair that was paused goes on by hand.

    Locks the pairs and the participations of everybody in them.
    """
    rows = PairMember.objects.visible_to(by).filter(mentee=person, left_on=None, status__in=WORKING)
    resting = dict(rows.exclude(paused_on=None).values_list("pair", "pk"))
    if resting:
        pairs = lock_pairs(resting.keys(), by)
        PairMember.objects.filter(pk__in=resting.values()).update(paused_on=None)
        record_many(by, "pair.member_resumed", pairs)


def pause_active(ids: Collection[int], reason: str, *, on: date, by: Viewer) -> int:
    """Those of the pairs that are at work stop until somebody lets them go on. Returns how many."""
    pairs = [pair for pair in lock_pairs(ids, by) if pair.status == Status.ACTIVE]
    move(pairs, Status.PAUSED, on=on, by=by, verb="pair.paused", paused_reason=reason)
    return len(pairs)
