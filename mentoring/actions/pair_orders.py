"""Pairs and the order about them: put into it, taken back, set to work by its registration."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.pair_base import lock_pairs, move, participations_of, refuse_period, settle, write
from mentoring.models import Pair, PairMember, Participation
from mentoring.pairing.terms import default_end
from mentoring.queries.pair_gates import hindered_pairs

Status = Pair.Status


class NothingForOrder(DomainError):
    """None of the chosen pairs may stand in an order."""

    message = "В приказ входят пары, согласованные участниками. Среди отмеченных таких нет."


class PairsHindered(DomainError):
    """Somebody of an order may no longer stand in a pair."""


@transaction.atomic
def put_into_order(
    pairs: Collection[int],
    *,
    by: Viewer,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> tuple[list[Pair], dict[int, str]]:
    """The agreed ones of these pairs go into an order that is drafted now; whoever is hindered stays, with the cause.

    Pairs without dates get these. Returns the pairs that went and, by pair, why others did not.
    Raises NothingForOrder, WrongPeriod.
    """
    today = by.organization.local_date(now)
    rows = [pair for pair in lock_pairs(pairs, by) if pair.status == Status.AGREED]
    causes = hindered_pairs([pair.pk for pair in rows], today)
    going = [pair for pair in rows if pair.pk not in causes]
    if not going:
        raise NothingForOrder("; ".join(causes.values()) if causes else None)
    for pair in going:
        _give_dates(pair, starts_on, ends_on, by)
    move(going, Status.ORDERED, on=today, by=by, verb="pair.ordered")
    return going, causes


def _give_dates(pair: Pair, starts_on: date | None, ends_on: date | None, by: Viewer) -> None:
    begin = pair.starts_on or starts_on
    if begin is None:
        return
    end = pair.ends_on or ends_on or default_end(begin, pair.school_year)
    refuse_period(begin, end, pair.kind)
    write(pair, {"starts_on": begin, "ends_on": end}, by=by, verb="pair.edited")


@transaction.atomic
def return_from_order(pairs: Collection[int], *, by: Viewer, now: datetime) -> int:
    """The draft is gone: its pairs are agreed again. Returns how many."""
    rows = [pair for pair in lock_pairs(pairs, by) if pair.status == Status.ORDERED]
    move(rows, Status.AGREED, on=by.organization.local_date(now), by=by, verb="pair.returned")
    return len(rows)


@transaction.atomic
def activate_pairs(pairs: Collection[int], *, on: date, by: Viewer, now: datetime) -> int:
    """The order of the day is registered: its pairs begin to work. Without dates they last to the end of the year.

    Raises PairsHindered: a consent was withdrawn since the draft.
    """
    rows = [pair for pair in lock_pairs(pairs, by) if pair.status == Status.ORDERED]
    causes = hindered_pairs([pair.pk for pair in rows], by.organization.local_date(now))
    if causes:
        raise PairsHindered("; ".join(causes.values()) + ". Обновите приложение: эти пары из него выйдут.")
    for pair in rows:
        begin = pair.starts_on or on
        values = {"starts_on": begin, "ends_on": pair.ends_on or default_end(begin, pair.school_year)}
        move([pair], Status.ACTIVE, on=on, by=by, verb="pair.activated", **values)
        PairMember.objects.filter(pair=pair, left_on=None, joined_on=None).update(joined_on=begin)
    entering = participations_of([pair.pk for pair in rows])
    Participation.objects.filter(pk__in=entering, entered_on=None).update(entered_on=on, version=F("version") + 1)
    settle(entering, on=on)
    return len(rows)
