"""People of the bases: who gets nothing in the search, on the first page, in the files, in the counters."""

from collections.abc import Callable

import pytest
from django.test import Client

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import ClosedNote
from tests.world import World

SignIn = Callable[[str], Client]
STRANGERS = ("mentor", "mentee", "psychologist", "neighbour", "stranger")
ABOVE = ("municipal_official", "municipal_methodist", "region_official", "region_operator")
PLACES = ("/search/?q=образцов", "/search/?q=образцов&in=participants", "/", "/participants/?tab=mentee&q=образцов")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", [*STRANGERS, *ABOVE])
def test_who_keeps_no_base_of_the_school_finds_nobody(client_as: SignIn, world: World, key: str, place: str) -> None:
    text = client_as(key).get(place).content.decode()

    assert world.school.secret not in text


@pytest.mark.parametrize("key", [*STRANGERS[:3], *ABOVE])
def test_who_keeps_no_base_takes_no_file(client_as: SignIn, world: World, key: str) -> None:
    answer = client_as(key).post("/participants/export/?tab=mentee", {"file": "xlsx", "purpose": "проба"})

    assert answer.status_code in (302, 403)


def test_the_curator_finds_people_by_name(client_as: SignIn, world: World) -> None:
    """The control: there is something to find."""
    text = client_as("curator").get("/search/?q=образцов").content.decode()

    assert world.school.secret in text


@pytest.mark.parametrize("key", ["director", "psychologist", "mentor", "mentee", *ABOVE, "neighbour"])
def test_closed_data_open_for_their_keepers_alone(world: World, key: str) -> None:
    viewer = world.viewer(key)
    with tenancy.tx(SYSTEM):
        note = world.school.people.closed_note.pk
    with tenancy.tx(viewer.scope):
        assert not ClosedNote.objects.filter(pk=note).exists()


def test_an_official_is_told_why_names_are_closed(client_as: SignIn) -> None:
    text = client_as("municipal_official").get("/participants/").content.decode()

    assert "Имена видит только школа" in text
    assert 'href="/schools/"' in text
