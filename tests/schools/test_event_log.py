"""The event log: words, who acted, what is hidden from whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.audit import record
from core.event_words import KINDS, kind_of, verbs, verbs_of_kind
from core.models import AuditEvent
from schools.events import _subject
from schools.models import Organization
from tests.conftest import NOW
from tests.world import World

SignIn = Callable[[str], Client]


@pytest.fixture
def told(world: World) -> World:
    """A change by the coordinator, a look by the curator, an act of the municipality, one of another school."""
    activity = world.school.activity
    for key, verb in (("coordinator", "activity.edited"), ("curator", "file.opened"), ("neighbour", "stage.created")):
        viewer = world.viewer(key)
        with tenancy.tx(viewer.scope):
            subject = activity if key != "neighbour" else viewer.organization
            record(viewer, verb, subject, organization=viewer.organization, at=NOW)
    official = world.viewer("municipal_official")
    with tenancy.tx(official.scope):
        record(official, "roadmap.returned", world.school.roadmap, at=NOW, reason="сроки")
    return world


def test_the_log_says_who_what_and_about_what(told: World, client_as: SignIn) -> None:
    page = client_as("coordinator").get(reverse("event_list")).content.decode()

    assert told.people["coordinator"].short_name in page
    assert "Мероприятие изменено" in page
    assert f"мероприятие № {told.school.activity.pk}" in page
    assert "Специалист муниципалитета" in page
    assert "«сроки»" in page
    assert reverse("activity_detail", args=[told.school.activity.pk]) in page
    assert "Добавлен этап" not in page


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("kind=view", "Открыт файл", "Мероприятие изменено"),
        ("kind=route", "Карта возвращена", "Открыт файл"),
        ("since=22.11.2026", "Ничего не нашлось", "Открыт файл"),
        ("until=20.11.2026", "Ничего не нашлось", "Открыт файл"),
    ],
)
def test_the_log_is_filtered(told: World, client_as: SignIn, query: str, there: str, away: str) -> None:
    page = client_as("director").get(reverse("event_list") + f"?{query}").content.decode()

    assert there in page
    assert away not in page


def test_the_history_of_one_row(told: World, client_as: SignIn) -> None:
    about = f"roadmaps.roadmap:{told.school.roadmap.pk}"
    page = client_as("coordinator").get(reverse("event_list"), {"about": about}).content.decode()

    assert "Карта возвращена" in page
    assert "Мероприятие изменено" not in page


def test_what_it_is_about_is_a_kind_and_a_number() -> None:
    """Random keys are cut short, papers have numbers of their own."""
    act = AuditEvent(subject_type="mentoring.destructionact", subject_id="0f8b2c", details={"number": 2})
    job = AuditEvent(subject_type="jobs.job", subject_id="0f8b2c4d-0000-0000-0000-000000000000")
    order = AuditEvent(subject_type="orders.order", subject_id="15")

    assert [_subject(each, {}) for each in (act, job, order)] == [
        "акт об уничтожении № 2",
        "долгая операция № 0f8b2c4d",
        "приказ",
    ]


def test_an_organization_is_named_with_no_query_per_row(
    world: World, client_as: SignIn, django_assert_num_queries: Any
) -> None:
    """One that is gone keeps its number."""
    official, client = world.viewer("municipal_official"), client_as("municipal_official")
    schools = [world.school.organization, world.people["neighbour"].organization]
    with tenancy.tx(official.scope):
        record(official, "figures.refreshed", schools[0], organization=official.organization, at=NOW)
    address = reverse("event_list")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    with tenancy.tx(official.scope):
        for school in (*schools, Organization(pk=0)):
            record(official, "figures.refreshed", school, organization=official.organization, at=NOW)
    with django_assert_num_queries(len(queries)):
        page = client.get(address).content.decode()

    assert [page.count(f">{school.short_name}</td>") for school in schools] == [2, 1]
    assert page.count(">организация № 0</td>") == 1


@pytest.mark.parametrize("key", ["curator", "mentor", "psychologist", "mentee"])
def test_the_log_is_closed_to(told: World, client_as: SignIn, key: str) -> None:
    assert client_as(key).get(reverse("event_list")).status_code == 403


def test_every_verb_is_of_one_kind() -> None:
    assert sorted(verb for kind in KINDS for verb in verbs_of_kind(kind)) == sorted(verbs())
    assert kind_of("closed.opened") == "view"
