"""«Закрыть карту»: the page before, the closed map after."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Roadmap
from tests.world import World

SignIn = Callable[[str], Client]
REASON = {"reason": "Школа объединена с лицеем"}


def address(world: World, number: int = 0) -> str:
    return reverse("roadmap_archive", args=[world.schools[number].roadmap.pk])


def status(world: World) -> str:
    with tenancy.tx(SYSTEM):
        return Roadmap.objects.get(pk=world.school.roadmap.pk).status


def test_the_page_says_how_much_is_left(client_as: SignIn, world: World) -> None:
    text = client_as("coordinator").get(address(world)).content.decode()
    assert "Не выполнено 1 мероприятие" in text


def test_a_reason_is_asked_for(client_as: SignIn, world: World) -> None:
    response = client_as("coordinator").post(address(world), {"reason": " "})
    assert (response.status_code, list(response.context["form"].errors), status(world)) == (422, ["reason"], "approved")


def test_a_closed_map_is_read_and_not_marked(client_as: SignIn, world: World) -> None:
    client, school = client_as("coordinator"), world.school
    response = client.post(address(world), REASON, follow=True)
    assert (response.status_code, "В архиве" in response.content.decode(), status(world)) == (200, True, "archived")
    client.post(reverse("occurrence_start", args=[school.occurrence.pk]))
    with tenancy.tx(SYSTEM):
        school.occurrence.refresh_from_db()
    assert school.occurrence.state == "not_started"
    assert client.get(school.activity.get_absolute_url()).status_code == 200


def test_a_closed_map_stands_in_the_archive_of_the_list(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    before = client.get(reverse("roadmap_list") + "?all").content.decode()
    client.post(address(world), REASON)
    response = client.get(reverse("roadmap_list") + "?all")
    assert (address(world) in before, address(world) in response.content.decode()) == (True, False)
    assert world.school.roadmap in response.context["others"]


@pytest.mark.parametrize("which", ["draft", "archived"])
def test_only_an_approved_map_has_the_page(client_as: SignIn, world: World, which: str) -> None:
    client, school = client_as("coordinator"), world.school
    client.post(address(world), REASON)
    pk = {"draft": school.draft, "archived": school.roadmap}[which].pk
    assert client.get(reverse("roadmap_archive", args=[pk])).status_code == 404


def test_a_stranger_and_a_wrong_role_stay_out(client_as: SignIn, world: World) -> None:
    assert client_as("neighbour").post(address(world), REASON).status_code == 404
    assert client_as("director").post(address(world), REASON).status_code == 403
    assert client_as("municipal_official").post(address(world), REASON).status_code == 404
    assert status(world) == "approved"
