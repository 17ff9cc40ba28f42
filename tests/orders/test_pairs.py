"""The order about pairs: drafted from chosen ones, registered, cancelled, brought up to date."""

from datetime import date

import pytest
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import pairs, people
from mentoring.actions.pair_base import WrongPeriod
from mentoring.actions.pair_orders import NothingForOrder
from mentoring.models import Consent, Pair
from orders import actions
from orders.drafts.checking import draft_warnings
from orders.models import Order
from orders.queries import paper_of
from tests.mentoring.pair_kit import Bases, asked, bases_of
from tests.world import TODAY, World

TERMS = actions.Terms(TODAY, agreed_on=TODAY)


@pytest.fixture
def bases(world: World, scope) -> Bases:
    return bases_of(world.school.organization)


@pytest.fixture
def two(bases, coordinator, now) -> list[Pair]:
    """Proposed pairs of two mentors."""
    rows = [
        asked(bases.mentor(last_name=last), bases.mentee(last_name=other), theme="дроби")
        for last, other in (("Бойкая", "Яркий"), ("Алая", "Ясный"))
    ]
    return list(pairs.create_pairs(rows, by=coordinator, now=now).pairs)


def drafted(two: list[Pair], by, now) -> Order:
    return actions.draft_pairs_order([pair.pk for pair in two], TERMS, by=by, now=now).order


def states(two: list[Pair]) -> list[str]:
    return [Pair.objects.get(pk=pair.pk).status for pair in two]


def test_a_draft_holds_the_table_of_its_pairs(two, coordinator, now):
    order = drafted(two, coordinator, now)

    paper = paper_of(order)
    [group] = paper.appendices[0].table.groups
    assert group.rows == (
        ("1", "Алая Иван Сергеевич, учитель", "Ясный Иван Сергеевич, 6 «А»", "учитель – ученик", "дроби", PERIOD),
        ("2", "Бойкая Иван Сергеевич, учитель", "Яркий Иван Сергеевич, 6 «А»", "учитель – ученик", "дроби", PERIOD),
    )
    assert paper.clauses[0].text.replace("\u00a0", " ") == (
        "Утвердить 2 наставнические пары (группы) на 2026/2027 учебный год (приложение)."
    )
    assert states(two) == ["ordered", "ordered"]


PERIOD = "21.11.2026 – 31.05.2027"


def test_registering_sets_the_pairs_to_work(two, coordinator, now):
    order = drafted(two, coordinator, now)

    actions.register_order(order, number="", on=TODAY, by=coordinator, now=now)

    assert states(two) == ["active", "active"]
    assert Pair.objects.get(pk=two[0].pk).starts_on == TODAY


def test_a_deleted_draft_gives_its_pairs_back(two, coordinator, now):
    actions.delete_order(drafted(two, coordinator, now), by=coordinator, now=now)

    assert states(two) == ["agreed", "agreed"]
    assert drafted(two, coordinator, now).order_pairs.count() == 2


def test_a_withdrawn_consent_stops_the_registration_until_its_row_goes(two, coordinator, now):
    order = drafted(two, coordinator, now)
    Consent.objects.filter(person=two[0].mentor).update(state="withdrawn", ended_at=now)

    [warning] = draft_warnings(coordinator, order, paper_of(order), TODAY)
    assert (warning.blocking, warning.outdated) == (True, True)
    assert "нет действующего согласия" in warning.text
    actions.refresh_appendix(order, by=coordinator, seen_version=1, now=now)
    order.refresh_from_db()
    assert paper_of(order).appendices[0].table.row_count == 1
    assert "1 наставническую пару" in paper_of(order).clauses[0].text.replace("\u00a0", " ")
    actions.register_order(order, number="", on=TODAY, by=coordinator, now=now)
    assert states(two) == ["agreed", "active"]


def test_whoever_left_goes_out_of_the_table(two, coordinator, now):
    order = drafted(two, coordinator, now)
    people.leave([two[1].mentor], on=TODAY, reason="own", by=coordinator, now=now)

    with pytest.raises(actions.PairsOutdated):
        actions.register_order(order, number="", on=TODAY, by=coordinator, now=now)


def test_no_pair_is_left(two, coordinator, now):
    order = drafted(two[:1], coordinator, now)
    people.leave([two[0].mentor], on=TODAY, reason="own", by=coordinator, now=now)

    with pytest.raises(actions.NoPairsLeft):
        actions.refresh_appendix(order, by=coordinator, seen_version=1, now=now)


def test_proposals_without_consents_make_no_order(two, coordinator, now):
    with pytest.raises(NothingForOrder):
        actions.draft_pairs_order([two[0].pk], actions.Terms(TODAY), by=coordinator, now=now)


def test_a_wrong_period_makes_no_order(two, coordinator, now):
    terms = actions.Terms(TODAY, date(2028, 1, 1), TODAY)

    with pytest.raises(WrongPeriod):
        actions.draft_pairs_order([two[0].pk], terms, by=coordinator, now=now)
    assert not Order.objects.filter(kind="pairs").exists()


def test_from_proposed_pairs_to_work_in_three_presses(world, client_as, now):
    with tenancy.tx(SYSTEM):
        bases = bases_of(world.school.organization)
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        pair = pairs.create_pair(asked(bases.mentor(), bases.mentee()), by=viewer, now=now)
    client, address = client_as("coordinator"), reverse("order_create_pairs")
    typed = {"ids": pair.pk, "make": "1", "agreed_on": "21.11.2026", "starts_on": "21.11.2026", "ends_on": ""}

    assert client.get(address, {"ids": pair.pk}).status_code == 200
    assert client.post(address, typed).status_code == 422
    made = client.post(address, typed | {"agreed": "on"})
    register = client.get(f"{made.url}register/")
    values = {name: register.context["form"][name].value() for name in ("number", "suggested")}
    client.post(f"{made.url}register/", values | {"on": "21.11.2026"})

    with tenancy.tx(SYSTEM):
        assert Pair.objects.get(pk=pair.pk).status == "active"
