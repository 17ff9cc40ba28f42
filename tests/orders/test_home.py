"""What waits for a signature stands on the first page of whoever registers."""

from datetime import date

from core import tenancy
from core.viewer import Viewer
from orders.home import decisions
from orders.models import Order
from orders.queries import own_orders
from orders.statements import read_waiting
from roadmaps.queries.endorsement import Decision
from tests.world import World

TODAY = date(2026, 11, 21)


def _sign(world: World, *titles: str) -> list[Order]:
    """Orders of the school that wait for a signature."""
    school = world.school.organization
    with tenancy.tx(tenancy.SYSTEM):
        return [
            Order.objects.create(organization=school, kind="free", title=title, status=Order.Status.SIGNING)
            for title in titles
        ]


def _read(viewer: Viewer) -> list[Decision]:
    with tenancy.tx(viewer.scope):
        return decisions(viewer, TODAY)


def test_an_order_to_sign_is_named_to_the_director_alone(world: World) -> None:
    [order] = _sign(world, "О наставниках")
    [line] = _read(world.viewer("director"))
    assert (line.text, line.address) == ("На подписи: О наставниках", f"/orders/{order.pk}/")
    assert _read(world.viewer("curator")) == []


def test_many_orders_to_sign_are_one_line(world: World) -> None:
    _sign(world, "Первый", "Второй", "Третий", "Четвёртый")
    [line] = _read(world.viewer("director"))
    assert (line.text, line.address) == ("На подписи 4\u00a0приказа", "/orders/?state=signing")


def test_the_statement_reads_what_the_queryset_does(world: World) -> None:
    """A draft, an order of another school and one of the body above are left out."""
    first, second = _sign(world, "Первый", "Второй")
    elsewhere = (world.people["neighbour"].organization, world.viewer("municipal_official").organization)
    with tenancy.tx(tenancy.SYSTEM):
        Order.objects.create(organization=world.school.organization, kind="free", title="Проект")
        for organization in elsewhere:
            Order.objects.create(organization=organization, kind="free", title="Чужой", status=Order.Status.SIGNING)
    director = world.viewer("director")
    with tenancy.tx(director.scope):
        signing = own_orders(director).filter(status=Order.Status.SIGNING).order_by("pk")
        waiting = read_waiting(director)
        assert waiting.to_sign == list(signing.values_list("pk", "title"))
    assert [pk for pk, _title in waiting.to_sign] == [first.pk, second.pk]
    assert not waiting.asked
