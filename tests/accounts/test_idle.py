"""A session ends after half an hour without a request and twelve hours after signing in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW

SignIn = Callable[[str], Client]
PAGE = "/settings/"


def status_after(client: Client, minutes: float) -> int:
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        return client.get(PAGE).status_code


@pytest.mark.parametrize(("minutes", "status"), [(0, 200), (29, 200), (31, 302)])
def test_half_an_hour_away_signs_out(minutes: int, status: int, client_as: SignIn) -> None:
    assert status_after(client_as("coordinator"), minutes) == status


def test_an_ended_session_is_gone_from_the_server(client_as: SignIn) -> None:
    client = client_as("coordinator")
    key = client.session.session_key

    status_after(client, 31)

    assert not Session.objects.filter(session_key=key).exists()


def test_work_keeps_the_session(client_as: SignIn) -> None:
    client = client_as("coordinator")

    assert [status_after(client, minutes) for minutes in (20, 40, 60, 80)] == [200] * 4


def test_twelve_hours_end_it_whatever_is_done(client_as: SignIn) -> None:
    client = client_as("coordinator")

    statuses = [status_after(client, minutes) for minutes in range(20, 12 * 60 + 21, 20)]

    assert statuses == [200] * 36 + [302]


def test_the_page_asked_for_comes_back_after_signing_in(client_as: SignIn) -> None:
    client = client_as("coordinator")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"


def test_no_request_of_the_same_minute_writes_the_session(client_as: SignIn) -> None:
    client = client_as("coordinator")
    with CaptureQueriesContext(connection) as captured:
        client.get(PAGE)

    assert [query for query in captured.captured_queries if "UPDATE" in query["sql"]] == []
