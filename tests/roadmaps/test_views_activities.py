"""Pages of the daily work, role by role."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import World

SignIn = Callable[[str], Client]


@pytest.mark.parametrize("key", ["coordinator", "director", "curator", "mentor", "municipal_official", "region_official"])
def test_home_opens_for(client_as: SignIn, key: str) -> None:
    response = client_as(key).get(reverse("home"))

    assert response.status_code == 200


@pytest.mark.parametrize("key", ["coordinator", "director", "mentor", "municipal_official", "region_official"])
def test_roadmap_and_activity_open_for(client_as: SignIn, world: World, key: str) -> None:
    client = client_as(key)

    assert client.get(world.school.roadmap.get_absolute_url()).status_code == 200
    assert client.get(world.school.activity.get_absolute_url()).status_code == 200
