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


def test_a_press_on_stay_keeps_the_session(client_as: SignIn) -> None:
    client = client_as("coordinator")
    with time_machine.travel(NOW + timedelta(minutes=29), tick=False):
        assert client.post("/accounts/stay/").status_code == 204

    assert status_after(client, 58) == 200


def test_a_page_says_when_it_ends(client_as: SignIn) -> None:
    client = client_as("coordinator")

    assert f'data-account="{client.session["_auth_user_id"]}" data-idle="30"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("headers", "next_page"),
    [
        ({"Referer": "http://testserver/settings/?a=1"}, "/settings/%3Fa%3D1"),
        ({"Referer": "http://evil.example/x"}, "/"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(
    client_as: SignIn, headers: dict[str, str], next_page: str
) -> None:
    client = client_as("coordinator")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        response = client.post("/inbox/read/", headers=headers)

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={next_page}")


def test_htmx_leaves_the_page_for_the_sign_in(client_as: SignIn) -> None:
    client = client_as("coordinator")
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/roadmaps/"}
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        response = client.get("/search/?q=a", headers=headers)

    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/accounts/login/?next=/roadmaps/")
