"""What becomes of pairs when somebody leaves or withdraws a consent. Called by the verbs of people and consents."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

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
    """Whoever's data may not be worked with meets nobody: the pair is paused; a group goes on without a mentee.

    A pair that has not begun stays as it is: no order takes it (`hindered_pairs`).
    """
    mine = Pair.objects.visible_to(by).working().filter(mentor=person).values_list("pk", flat=True)
    inside = PairMember.objects.visible_to(by).filter(mentee=person, left_on=None, status=Status.ACTIVE)
    pairs = lock_pairs({*mine, *inside.values_list("pair", flat=True)}, by)
    if not pairs:
        return
    places = participations_of([pair.pk for pair in pairs])
    for pair in pairs:
        others = PairMember.objects.filter(pair=pair, left_on=None).exclude(mentee=person)
        if pair.mentor_id != person and others.exists():
            drop_members(pair, [person], Reason.WITHDRAWN, on=on, by=by)
        else:
            move([pair], Status.PAUSED, on=on, by=by, verb="pair.paused", paused_reason=CONSENT_GONE)
    settle(places, on=on)


def consent_over(people: Collection[int], *, on: date, by: Viewer) -> int:
    """The term of a needed consent has ended: pairs of two are paused; of a group the errand of the curator tells.

    Returns how many were paused.
    """
    mine = Pair.objects.visible_to(by).working().filter(mentor__in=people).values_list("pk", flat=True)
    inside = PairMember.objects.visible_to(by).filter(mentee__in=people, left_on=None, status=Status.ACTIVE)
    groups = PairMember.objects.filter(left_on=None).exclude(mentee__in=people).values("pair")
    alone = inside.exclude(pair__in=groups).values_list("pair", flat=True)
    return pause_active({*mine, *alone}, CONSENT_OVER, on=on, by=by)


def pause_active(ids: Collection[int], reason: str, *, on: date, by: Viewer) -> int:
    """Those of the pairs that are at work stop until somebody lets them go on. Returns how many."""
    pairs = [pair for pair in lock_pairs(ids, by) if pair.status == Status.ACTIVE]
    move(pairs, Status.PAUSED, on=on, by=by, verb="pair.paused", paused_reason=reason)
    return len(pairs)
