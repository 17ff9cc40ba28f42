"""What happened, with links to what is still there and may be opened."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from core import tenancy
from core.audit import record
from core.tenancy import SYSTEM
from orders.models import Order
from roadmaps.queries.events import happened
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]


def _record(world: World, verb: str, subject: object) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        record(by, verb, subject, at=factories.moment("2026-11-21 08:00"))


def _events(client: Client, words: str) -> list[str]:
    return [each.address for each in client.get(reverse("home")).context["page"].events if each.text == words]


def test_a_map_and_an_order_in_the_history_are_links(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        order = Order.objects.filter(organization=world.school.organization).order_by("pk")[0]
    _record(world, "roadmap.created", world.school.draft)
    _record(world, "order.drafted", order)
    client = client_as("coordinator")
    assert reverse("roadmap_detail", args=[world.school.draft.pk]) in _events(client, "Создана дорожная карта")
    assert reverse("order_detail", args=[order.pk]) in _events(client, "Составлен приказ")
    assert client.get(reverse("order_detail", args=[order.pk])).status_code == 200


def test_what_is_gone_is_no_link(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        order = Order.objects.filter(organization=world.school.organization).order_by("pk")[0]
        gone = factories.make_roadmap(world.school.organization)
    _record(world, "roadmap.created", gone)
    _record(world, "order.drafted", order)
    _record(world, "order.deleted", order)
    lost = reverse("roadmap_detail", args=[gone.pk])
    with tenancy.tx(SYSTEM):
        gone.delete()
    client = client_as("coordinator")
    assert lost not in _events(client, "Создана дорожная карта")
    assert _events(client, "Составлен приказ") == [""]


def test_a_map_without_data_says_why(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(
            world.municipalities[0], status="approved", target_model="municipal", approved_on="2026-09-01"
        )
        factories.make_activity(factories.make_stage(roadmap))
    text = client_as("municipal_official").get(reverse("roadmap_detail", args=[roadmap.pk])).content.decode()
    assert '<details class="mb-3" open>\n<summary>Почему «Нет данных»' in text


def test_a_drafted_order_is_told_by_its_kind_while_it_is_there() -> None:
    details, at = {"paper": "Об утверждении пар"}, "2026-11-21T08:00:00+00:00"
    told = [happened("order.drafted", details, 1, at, None, None, None, "orders.order", pk).about for pk in (5, None)]
    assert told == ["Об утверждении пар", ""]
