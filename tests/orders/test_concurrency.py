"""Two people at once: real transactions on two connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from orders import actions
from orders.models import NumberJournal, Order, OrderFile
from orders.tasks import print_missing_orders, print_order
from tests import factories
from tests.conftest import NOW
from tests.world import TODAY, World

pytestmark = pytest.mark.django_db(transaction=True)


def draft(world: World, by: Viewer, title: str) -> Order:
    with tenancy.tx(by.scope):
        roadmap = factories.make_roadmap(world.school.organization, title=title)
        factories.make_occurrence(factories.make_activity(factories.make_stage(roadmap)))
        return actions.draft_roadmap_order(roadmap, by=by, today=TODAY)


def at_once(work: list) -> list:
    """Runs the functions together, each on its own connection; gives results and refusals."""
    barrier = Barrier(len(work))

    def run(function):
        barrier.wait()
        try:
            return function()
        except actions.AlreadyRegistered as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def registering(order: Order, by: Viewer):
    def register() -> str:
        with tenancy.tx(by.scope):
            return actions.register_order(order, number="", on=TODAY, by=by, now=NOW).number

    return register


def test_registrations_at_once_get_consecutive_numbers(world: World) -> None:
    by = world.viewer("coordinator")
    orders = [draft(world, by, f"Карта {number}") for number in range(4)]

    numbers = at_once([registering(order, by) for order in orders])

    with tenancy.tx(SYSTEM):
        last = NumberJournal.objects.get(organization=world.school.organization, year=2026).last
    assert sorted(numbers) == ["72-од", "73-од", "74-од", "75-од"]
    assert last == 75


def test_two_presses_register_one_order_once(world: World) -> None:
    by = world.viewer("coordinator")
    order = draft(world, by, "Карта")

    results = at_once([registering(order, by)] * 2)

    assert sorted(isinstance(result, str) for result in results) == [False, True]
    with tenancy.tx(SYSTEM):
        assert NumberJournal.objects.get(organization=world.school.organization, year=2026).last == 72


def test_two_presses_make_one_draft(world: World) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        roadmap = factories.make_roadmap(world.school.organization, title="Карта")

    def make() -> int:
        with tenancy.tx(by.scope):
            return actions.draft_roadmap_order(roadmap, by=by, today=TODAY).pk

    assert len(set(at_once([make, make]))) == 1


def test_two_printers_leave_one_file(world: World) -> None:
    by = world.viewer("coordinator")
    order = draft(world, by, "Карта")
    registering(order, by)()

    def print_it() -> str:
        with tenancy.tx(by.scope):
            return actions.ensure_order_file(Order.objects.get(pk=order.pk), by=by, now=NOW).sha256

    assert len(set(at_once([print_it, print_it]))) == 1
    with tenancy.tx(SYSTEM):
        assert OrderFile.objects.filter(order=order, kind="pdf").count() == 1


def test_stopped_printing_is_made_up_by_the_task(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_order, "delay", print_order)
    by = world.viewer("coordinator")
    order = draft(world, by, "Карта")
    registering(order, by)()

    assert print_missing_orders() == 1
    assert print_missing_orders() == 0
    with tenancy.tx(SYSTEM):
        assert OrderFile.objects.filter(order=order, kind="pdf").count() == 1
