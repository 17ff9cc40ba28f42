"""The links of letters: they open the organization the letter is about, after signing in too."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from schools.models import Membership, Organization
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
PASSWORD = "Пароль-для-проверки"


@pytest.fixture
def second(world: World) -> Organization:
    """The second school, where the named coordinator works as well; by name it comes after the first."""
    other = world.schools[1].organization
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(account=world.people["coordinator"].account).update(roles=[Role.CURATOR])
        factories.make_membership(other, Role.CURATOR, account=world.people["coordinator"].account)
    return other


def door(world: World, number: int = 1) -> str:
    school = world.schools[number]
    row = f"/activities/{school.activity.pk}/#occurrence-{school.occurrence.pk}"
    return f"/go/{school.organization.pk}/?next={quote(row)}"


def test_organization_open_acts_there_and_shows_the_row(world: World, client_as: SignIn, second: Organization) -> None:
    client = client_as("coordinator")
    activity = world.schools[1].activity
    before = client.get(f"/activities/{activity.pk}/").status_code

    answer = client.get(door(world))
    page = client.get(answer.url)

    assert before == 404
    assert answer.url == f"/activities/{activity.pk}/#occurrence-{world.schools[1].occurrence.pk}"
    assert (page.status_code, client.session["organization"]) == (200, second.pk)


def test_organization_open_keeps_the_row_over_the_sign_in(world: World, client: Client, second: Organization) -> None:
    asked = client.get(door(world))
    sent = {"login": world.people["coordinator"].account.email, "password": PASSWORD}

    answer = client.post(asked.url, sent)
    arrived = client.get(answer.url)

    assert asked.url.startswith("/accounts/login/?next=/go/")
    assert arrived.url.endswith(f"/#occurrence-{world.schools[1].occurrence.pk}")
    assert client.get(arrived.url).status_code == 200


def test_organization_open_writes_no_session_in_the_acting_one(world: World, client_as: SignIn) -> None:
    client = client_as("coordinator")

    assert client.get(door(world, 0)).status_code == 302
    assert "organization" not in client.session


def test_organization_open_is_nobodys_page_for_strangers(world: World, client_as: SignIn) -> None:
    client = client_as("stranger")

    assert client.get(door(world)).status_code == 404
    assert "organization" not in client.session


@pytest.mark.parametrize("address", ["//example.com/", "https://example.com/", "/\\example.com", "javascript:x"])
def test_organization_open_leads_to_no_other_site(address: str, world: World, client_as: SignIn) -> None:
    own = world.school.organization.pk

    assert client_as("coordinator").get(f"/go/{own}/", {"next": address}).url == "/"
