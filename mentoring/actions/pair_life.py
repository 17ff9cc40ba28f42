"""The life of a pair at work: paused, resumed, completed, warned, ended early, extended."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_base import (
    WrongPeriod,
    WrongStep,
    end_rows,
    lock_pair,
    move,
    participations_of,
    refuse_period,
    refuse_step,
    resting_of,
    settle,
    write,
)
from mentoring.actions.pair_judging import refuse_hindered
from mentoring.models import Pair
from mentoring.models.pairs import LONGEST_MONTHS
from mentoring.pairing.steps import end_reasons
from mentoring.pairing.terms import needs_notice, notice_over, shifted
from mentoring.queries.pair_gates import hindered_pairs

Status, Reason = Pair.Status, Pair.EndReason


class NoticeNeeded(DomainError):
    """The pair may not end yet; `until` is the first day on which it may."""

    def __init__(self, until: date) -> None:
        self.until = until
        super().__init__(
            f"Педагогу-наставнику за работу платят, поэтому о прекращении предупреждают за три рабочих дня "
            f"(ТК РФ, ст. 351.8). Пару можно прекратить с {until:%d.%m.%Y}."
        )


class NotBegun(DomainError):
    message = "Пара не может закончиться раньше, чем началась."


class WrongReason(DomainError):
    message = "Для пары в этом состоянии такая причина не подходит."


class NotLonger(DomainError):
    message = "Новый срок должен быть позже прежнего."


@transaction.atomic
def pause(pair: Pair, *, reason: str, on: date, seen: int, by: Viewer, now: datetime) -> Pair:
    """Everybody keeps the places. Raises StalePair, WrongStep."""
    fresh = lock_pair(pair, by, seen=seen)
    move([fresh], Status.PAUSED, on=on, by=by, verb="pair.paused", paused_reason=reason[:200])
    return fresh


@transaction.atomic
def resume(pair: Pair, *, on: date, seen: int, by: Viewer, now: datetime) -> Pair:
    """Raises StalePair, WrongStep, Hindered: what keeps a pair from an order holds it here too (`hindered_pairs`)."""
    fresh = lock_pair(pair, by, seen=seen)
    if fresh.status != Status.PAUSED:
        refuse_step(fresh, Status.PAUSED)
        raise WrongStep("Пара не приостановлена.")
    refuse_hindered(hindered_pairs([fresh.pk], by.organization.local_date(now)), [fresh.pk])
    move([fresh], Status.ACTIVE, on=on, by=by, verb="pair.resumed", paused_reason="")
    settle(participations_of([fresh.pk]), on=on)
    return fresh


@transaction.atomic
def complete(pair: Pair, *, on: date, results: str, seen: int, by: Viewer, now: datetime) -> Pair:
    """The plan is fulfilled: whoever stands in no other pair has completed the programme; a paused mentee waits again.

    Raises StalePair, WrongStep, NotBegun.
    """
    fresh = lock_pair(pair, by, seen=seen)
    _refuse_early(fresh, on)
    places, resting = participations_of([fresh.pk]), resting_of(fresh)
    values: dict[str, Any] = {"ended_on": on, "end_reason": Reason.DONE, "results": results, "paused_reason": ""}
    move([fresh], Status.COMPLETED, on=on, by=by, verb="pair.completed", **values)
    settle(places - resting, on=on, completed=True)
    settle(resting, on=on)
    return fresh


@transaction.atomic
def end_early(pair: Pair, *, reason: str, on: date, note: str, seen: int, by: Viewer, now: datetime) -> Pair:
    """Regulation, cl. 7.1. Everybody waits again since the day they had.

    Raises StalePair, WrongStep, WrongReason, NotBegun, NoticeNeeded.
    """
    fresh = lock_pair(pair, by, seen=seen)
    refuse_step(fresh, Status.ENDED)
    if reason not in end_reasons(fresh.status):
        raise WrongReason
    _refuse_early(fresh, on)
    if needs_notice(fresh, fresh.mentor, reason):
        until = fresh.notice_until or notice_over(by.organization.local_date(now))
        if fresh.notice_until is None or on < until:
            raise NoticeNeeded(until)
    places = participations_of([fresh.pk])
    end_rows([fresh], reason, on=on, by=by, note=note)
    settle(places, on=on)
    return fresh


def _refuse_early(pair: Pair, on: date) -> None:
    """Raises NotBegun."""
    if pair.starts_on and on < pair.starts_on and pair.status in (Status.ACTIVE, Status.PAUSED):
        raise NotBegun


@transaction.atomic
def give_notice(pair: Pair, *, on: date, seen: int, by: Viewer, now: datetime) -> Pair:
    """A side has warned in writing: three working days later the pair may end. A second warning counts from the first.

    Raises StalePair, WrongStep.
    """
    fresh = lock_pair(pair, by, seen=seen)
    refuse_step(fresh, Status.ENDED)
    if fresh.notice_on is None:
        write(fresh, {"notice_on": on, "notice_until": notice_over(on)}, by=by, verb="pair.noticed")
    return fresh


@transaction.atomic
def take_back_notice(pair: Pair, *, seen: int, by: Viewer, now: datetime) -> Pair:
    """The pair goes on. Raises StalePair."""
    fresh = lock_pair(pair, by, seen=seen)
    write(fresh, {"notice_on": None, "notice_until": None}, by=by, verb="pair.edited")
    return fresh


@transaction.atomic
def extend(pair: Pair, *, ends_on: date, agreed_on: date, seen: int, by: Viewer, now: datetime) -> Pair:
    """By mutual consent (cl. 7.2), a year at a time. Raises StalePair, WrongStep, NotLonger, WrongPeriod."""
    fresh = lock_pair(pair, by, seen=seen)
    if fresh.status not in (Status.ACTIVE, Status.PAUSED) or fresh.ends_on is None:
        raise WrongStep("Продлить можно пару, которая работает.")
    if ends_on <= fresh.ends_on:
        raise NotLonger
    if ends_on > shifted(fresh.ends_on, LONGEST_MONTHS):
        raise WrongPeriod("Продлевают не больше чем на год.")
    before = fresh.ends_on
    write(fresh, {"ends_on": ends_on}, by=by, verb="pair.edited")
    facts = {"before": before.isoformat(), "after": ends_on.isoformat(), "agreed_on": agreed_on.isoformat()}
    record(by, "pair.extended", fresh, at=now, **facts)
    return fresh


@transaction.atomic
def edit_pair(pair: Pair, values: dict[str, Any], *, seen: int, by: Viewer, now: datetime) -> Pair:
    """Theme, goal, kind, dates, rhythm, the slots of ст. 351.8 ТК. Raises StalePair, WrongStep, WrongPeriod."""
    fresh = lock_pair(pair, by, seen=seen)
    if not fresh.is_open:
        raise WrongStep("Законченную пару больше не правят.")
    kind = values.get("kind", fresh.kind)
    period = values.get("starts_on", fresh.starts_on), values.get("ends_on", fresh.ends_on)
    if period != (fresh.starts_on, fresh.ends_on):
        refuse_period(*period, kind)
    write(fresh, values, by=by, verb="pair.edited")
    return fresh
