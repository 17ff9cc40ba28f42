"""Wishes after a group meeting: opened by a curator, given on phones by one address, or typed in from paper."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from mentoring.models import VoteRound, Wish
from mentoring.queries.votes import Ballot, Voter, choices_for, invited, is_over, voters_of

MOST_NAMED, MOST_UNWANTED = 3, 3
AN_HOUR = timedelta(hours=1)
FROM_ONE_ADDRESS = 60  # voters an hour: a class behind one address, not a robot
FROM_ONE_BROWSER = 3  # a phone is lent to a neighbour; whoever votes for the whole class goes to the curator
MOST_CHANGES = 20


class UnknownRound(DomainError):
    message = "Такого голосования нет. Проверьте адрес или спросите у куратора."


class RoundOver(DomainError):
    message = "Пожелания уже собраны. Если вы не успели, скажите куратору: он запишет с листка."


class NobodyCame(DomainError):
    message = "Отметьте, кто пришёл: хотя бы одного наставника и одного наставляемого."


class NotHere(DomainError):
    message = "Этого участника нет среди пришедших. Скажите куратору."


class GivenElsewhere(DomainError):
    message = "За этого участника уже ответили с другого телефона. Изменить ответ можно с него или через куратора."


class TooManyHere(DomainError):
    message = f"С этого телефона уже ответили за {FROM_ONE_BROWSER} человек. Остальных запишет куратор."


class TooManyFromHere(DomainError):
    message = "С этого адреса пришло очень много ответов. Попробуйте через час или скажите куратору."


class TooManyChanges(DomainError):
    message = "Ответ меняли слишком много раз. Скажите куратору, как правильно."


class WrongNames(DomainError):
    message = "Выберите людей из списка, каждого один раз."


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A live round and the viewer its votes are written by: of the one school, without an account."""

    row: VoteRound
    viewer: Viewer


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


@transaction.atomic
def open_round(
    *, school_year: int, form: str, came: Collection[int], closes_at: datetime, by: Viewer, now: datetime
) -> VoteRound:
    """Raises NobodyCame."""
    there = [voter for voter in invited(by, school_year, form) if voter.pk in came]
    if len({voter.side for voter in there}) < 2:
        raise NobodyCame
    row = VoteRound(
        organization=by.organization,
        school_year=school_year,
        form=form,
        came=sorted(voter.pk for voter in there),
        opened_at=now,
        closes_at=closes_at,
        author=by.user,
    )
    row.save(force_insert=True)
    record(by, "vote.opened", row, at=now, people=len(there))
    return row


@transaction.atomic
def close_round(row: VoteRound, *, by: Viewer, now: datetime) -> None:
    """Ends the round before its time; a closed one stays as it is."""
    VoteRound.objects.visible_to(by).filter(pk=row.pk, closes_at__gt=now).update(closes_at=now)
    record(by, "vote.closed", row, at=now)


def find_round(code: str, *, address: str, now: datetime) -> OpenRound:
    """For a guest: the code is the right to name people of this one meeting. Raises UnknownRound, RoundOver."""
    with tenancy.scope(SYSTEM):
        row = VoteRound.objects.select_related("organization").filter(code=code).first()
    if row is None:
        raise UnknownRound
    if is_over(row, now) or row.organization.archived_at:
        raise RoundOver
    own = (row.organization_id,)
    scope = Scope(schools=own, pd_schools=own, write_orgs=own, pd_write=own)
    return OpenRound(row, Viewer(scope=scope, organization=row.organization, address=address))


def voters_here(opened: OpenRound) -> list[Voter]:
    with tenancy.scope(opened.viewer.scope):
        return voters_of(opened.viewer, opened.row)


@transaction.atomic
def cast_vote(opened: OpenRound, voter: int, ballot: Ballot, *, key: str, now: datetime) -> None:
    """The last vote counts; a vote is changed by the browser (`key`) that gave it, or by a curator.

    Raises RoundOver, NotHere, GivenElsewhere, TooManyHere, TooManyFromHere, TooManyChanges, WrongNames.
    """
    by = opened.viewer
    with tenancy.scope(by.scope):
        row = VoteRound.objects.select_for_update(of=("self",)).get(pk=opened.row.pk)
        if is_over(row, now):
            raise RoundOver
        given = row.votes.get(str(voter))
        _refuse_many(row, given, digest_of(key), by.address, now)
        _write(row, voter, ballot, by=by, now=now, on_paper=False)
        times = given["times"] + 1 if given else 1
        _note(row, voter, key=digest_of(key), address=by.address, at=now.isoformat(), paper=False, times=times)
        record(by, "vote.given", row, at=now)


def _refuse_many(row: VoteRound, given: dict[str, Any] | None, key: str, address: str, now: datetime) -> None:
    if given is not None:
        if given["key"] != key:
            raise GivenElsewhere
        if given["times"] >= MOST_CHANGES:
            raise TooManyChanges
        return
    if sum(vote["key"] == key for vote in row.votes.values()) >= FROM_ONE_BROWSER:
        raise TooManyHere
    since = (now - AN_HOUR).isoformat()
    lately = (vote for vote in row.votes.values() if vote["at"] > since and vote["address"] == address)
    if address and sum(1 for _ in lately) >= FROM_ONE_ADDRESS:
        raise TooManyFromHere


@transaction.atomic
def write_paper(row: VoteRound, voter: int, ballot: Ballot, *, by: Viewer, now: datetime) -> None:
    """What stands on a sheet of paper, whenever it is typed in; the phone cannot change it any more.

    Raises NotHere, WrongNames.
    """
    fresh = VoteRound.objects.visible_to(by).select_for_update(of=("self",)).get(pk=row.pk)
    _write(fresh, voter, ballot, by=by, now=now, on_paper=True)
    _note(fresh, voter, key="", address="", at=now.isoformat(), paper=True, times=1)
    record(by, "vote.typed", fresh, at=now)


@transaction.atomic
def clear_vote(row: VoteRound, voter: int, *, by: Viewer, now: datetime) -> None:
    """The vote is taken away; while the round is open it may be given again from any phone."""
    fresh = VoteRound.objects.visible_to(by).select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.votes.pop(str(voter), None) is not None:
        Wish.objects.visible_to(by).filter(voter=voter).delete()
        VoteRound.objects.filter(pk=fresh.pk).update(votes=fresh.votes)
        record(by, "vote.cleared", fresh, at=now)


def _write(row: VoteRound, voter: int, ballot: Ballot, *, by: Viewer, now: datetime, on_paper: bool) -> None:
    voters = voters_of(by, row)
    own = next((one for one in voters if one.pk == voter), None)
    if own is None:
        raise NotHere
    _refuse_names(ballot, [one.pk for one in choices_for(own, voters)])
    Wish.objects.visible_to(by).filter(voter=voter).delete()
    ranked = [(chosen, place) for place, chosen in enumerate(ballot.ranked, start=1)]
    ranked += [(chosen, Wish.UNWANTED) for chosen in ballot.unwanted]
    common: dict[str, Any] = {"organization_id": row.organization_id, "on_paper": on_paper, "given_at": now}
    Wish.objects.bulk_create(Wish(voter_id=voter, chosen_id=chosen, rank=rank, **common) for chosen, rank in ranked)


def _refuse_names(ballot: Ballot, offered: Sequence[int]) -> None:
    named = [*ballot.ranked, *ballot.unwanted]
    too_many = len(ballot.ranked) > MOST_NAMED or len(ballot.unwanted) > MOST_UNWANTED
    if too_many or len(named) != len(set(named)) or not set(named) <= set(offered):
        raise WrongNames


def _note(row: VoteRound, voter: int, **how: Any) -> None:
    row.votes[str(voter)] = how
    VoteRound.objects.filter(pk=row.pk).update(votes=row.votes)
