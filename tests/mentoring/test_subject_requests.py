"""Requests of the subjects of data: ten working days, an errand, an answer."""

from datetime import date, datetime

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions.subject_requests import AlreadyAnswered, FutureRequest, answer_request, receive_request
from mentoring.models import Errand, SubjectRequest
from tests.world import World


def receive(world: World, now: datetime, on: date) -> SubjectRequest:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        return receive_request(
            world.school.people.mentee, kind="access", received_on=on, note="просит мать", by=by, now=now
        )


def test_a_request_is_answered_within_ten_working_days(world: World, now: datetime) -> None:
    row = receive(world, now, date(2026, 11, 20))

    assert row.due_on == date(2026, 12, 4)
    with tenancy.tx(SYSTEM):
        errand = Errand.objects.get(occasion=f"answer:{row.pk}")
        assert (errand.due_on, errand.closed_at) == (row.due_on, None)
        assert world.school.secret not in errand.text


def test_an_answer_closes_the_errand(world: World, now: datetime) -> None:
    row, by = receive(world, now, date(2026, 11, 20)), world.viewer("coordinator")
    with tenancy.tx(by.scope):
        answer_request(row, answer="выдано лично", by=by, now=now)

    with tenancy.tx(SYSTEM):
        assert Errand.objects.get(occasion=f"answer:{row.pk}").closed_at == now
        assert SubjectRequest.objects.get(pk=row.pk).answer == "выдано лично"


def test_an_answered_request_is_not_answered_again(world: World, now: datetime) -> None:
    row, by = receive(world, now, date(2026, 11, 20)), world.viewer("coordinator")
    with tenancy.tx(by.scope):
        answer_request(row, answer="выдано", by=by, now=now)
        with pytest.raises(AlreadyAnswered):
            answer_request(row, answer="ещё раз", by=by, now=now)


def test_a_request_of_tomorrow_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(FutureRequest):
        receive(world, now, date(2026, 11, 22))
