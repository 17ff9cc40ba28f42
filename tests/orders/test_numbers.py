"""Numbers by the pattern of their journal: read, written, taken without gaps or doubles."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
from django.db import connection, transaction

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from orders import actions
from orders.actions.journal import take_number
from orders.models import Journal, NumberJournal, Order
from orders.numbers import format_number, is_pattern, leading_number, read_inserted, read_number
from orders.queries import numbered, previous_order
from tests.conftest import NOW
from tests.world import TODAY, World

THREADS, EACH = 16, 50


@pytest.mark.parametrize(
    ("pattern", "n", "number"),
    [
        ("{n}-б", 71, "71-б"),
        ("{n}-16/О", 147, "147-16/О"),
        ("{n}/6 – ОД", 133, "133/6 – ОД"),
        ("{nn}-Д", 2, "02-Д"),
        ("ОД.{nnn}", 7, "ОД.007"),
        ("{n}", 215, "215"),
    ],
)
def test_pattern_writes_and_reads_the_same_number(pattern: str, n: int, number: str) -> None:
    assert format_number(pattern, n) == number
    assert read_number(pattern, number) == n
    assert leading_number(number) == n


def test_inserted_number_is_known_by_its_neighbour() -> None:
    assert read_inserted("{n}-б", "71/1-б") == 71
    assert read_inserted("{n}-б", "71-б") is None
    assert read_number("{n}-б", "71/1-б") is None


@pytest.mark.parametrize(
    ("text", "fits"), [("{n}", True), ("{nn}-Д", True), ("од", False), ("{n}-{n}", False), ("{n}-{x}", False)]
)
def test_pattern_has_one_place(text: str, fits: bool) -> None:
    assert is_pattern(text) is fits


def make_order(world: World, journal: str = "main") -> Order:
    return Order(organization=world.school.organization, kind="activity", title="Приказ", journal=journal)


def test_each_journal_counts_for_itself(world: World, scope: None, coordinator: Viewer) -> None:
    numbers = []
    for journal in ("main", "staff", "main", "staff"):
        order = make_order(world, journal)
        take_number(order, "", 2026, by=coordinator)
        numbers.append(order.number)

    assert numbers == ["72-од", "1-лс", "73-од", "2-лс"]


def test_own_pattern_gives_the_next_number(world: World, scope: None, coordinator: Viewer) -> None:
    Journal(organization=world.school.organization, kind="main", pattern="{nnn}-б").save(force_insert=True)
    order = make_order(world)

    take_number(order, "", 2026, by=coordinator)

    assert (order.number, order.ordinal) == ("072-б", 72)


def test_inserted_number_stands_by_its_neighbour_and_moves_nothing(
    draft: Order, world: World, coordinator: Viewer, now: datetime
) -> None:
    done = actions.register_order(draft, number="71/1-од", on=TODAY, by=coordinator, now=now)

    assert (done.number, done.ordinal) == ("71/1-од", 71)
    assert NumberJournal.objects.get(organization=world.school.organization, year=2026).last == 71


def test_typed_number_is_compared_with_its_neighbour(world: World, scope: None, coordinator: Viewer) -> None:
    """The order of the world has number 71 and the first of September: before it stands nothing, after it stands it."""
    order = make_order(world)
    order.dated_on = date(2026, 8, 1)

    assert previous_order(coordinator, order, "70-од") is None
    assert previous_order(coordinator, order, "71/1-од") == world.school.order
    assert previous_order(coordinator, order, "") == world.school.order


@pytest.mark.django_db(transaction=True)
def test_many_at_once_leave_neither_gaps_nor_doubles(world: World) -> None:
    """Every tenth transaction is rolled back after it has its number."""
    by = world.viewer("coordinator")

    def work(thread: int) -> None:
        try:
            for step in range(EACH):
                with tenancy.tx(by.scope):
                    _register(world, by, broken=(thread + step) % 10 == 0)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))

    with tenancy.tx(SYSTEM):
        owner = world.school.organization.pk
        taken = sorted(numbered(by, owner, "staff", 2026).values_list("ordinal", flat=True))
        last = NumberJournal.objects.get(organization=owner, journal="staff").last
    assert taken == list(range(1, THREADS * EACH * 9 // 10 + 1))
    assert last == THREADS * EACH * 9 // 10


def _register(world: World, by: Viewer, *, broken: bool) -> None:
    """The part of a registration that stands under the lock of the journal."""
    order = make_order(world, "staff")
    take_number(order, "", 2026, by=by)
    order.status, order.dated_on, order.registered_at = Order.Status.REGISTERED, TODAY, NOW
    order.save(force_insert=True)
    transaction.set_rollback(broken)
