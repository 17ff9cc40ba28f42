"""Registration: all of it or nothing, and nothing afterwards."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from core import tenancy
from core.audit import history
from core.errors import DomainError
from core.viewer import Viewer
from orders import actions
from orders.blocks import Signature, digest, from_state, plain_clauses
from orders.journals import JournalRow
from orders.models import Journal, JournalKind, NumberJournal, Order, OrderFile, OrderText
from orders.queries import paper_of, suggested_number
from roadmaps.models import Activity, Roadmap
from tests import factories
from tests.orders.test_drafts import edit
from tests.world import TODAY, World

OCTOBER = date(2026, 10, 1)


def register(order: Order, by: Viewer, now: datetime, number: str = "", on: date = TODAY, **more: bool) -> Order:
    return actions.register_order(order, number=number, on=on, by=by, now=now, **more)


def another_draft(world: World, by: Viewer) -> Order:
    row = factories.make_roadmap(world.school.organization, title="Ещё одна карта")
    factories.make_occurrence(factories.make_activity(factories.make_stage(row)))
    return actions.draft_roadmap_order(row, by=by, today=TODAY)


def test_registration_numbers_freezes_and_approves(
    draft: Order, roadmap: Roadmap, coordinator: Viewer, now: datetime
) -> None:
    done = register(draft, coordinator, now)

    text = OrderText.objects.get(order=done)
    paper = from_state(text.content)
    roadmap.refresh_from_db()
    assert (done.status, done.number, done.dated_on, done.year) == ("registered", "72-од", TODAY, 2026)
    assert (done.registered_by, done.registered_at) == (coordinator.user, now)
    assert text.sha256 == digest(paper)
    assert (paper.requisites.number, paper.requisites.dated_on) == ("72-од", TODAY)
    assert (roadmap.status, roadmap.approved_on) == ("approved", TODAY)
    assert roadmap.approval_basis == "приказ от 21.11.2026 № 72-од"


def test_registration_leaves_an_event(draft: Order, coordinator: Viewer, now: datetime) -> None:
    register(draft, coordinator, now)

    event = history(coordinator, draft).get(verb="order.registered")
    assert event.details == {"number": "72-од", "on": "2026-11-21"}


@pytest.mark.parametrize("number", ["71-б", "147-16/О", "215", "219 о/д", "02-Д"])
def test_free_numbers_are_accepted(draft: Order, coordinator: Viewer, now: datetime, number: str) -> None:
    assert register(draft, coordinator, now, number=f" № {number} ").number == number


def test_typed_number_moves_the_journal_forward(draft: Order, world: World, coordinator: Viewer, now: datetime) -> None:
    done = register(draft, coordinator, now, number="90-од")

    assert suggested_number(coordinator, done.organization_id, JournalRow(JournalKind.MAIN, "{n}-од"), 2026) == "91-од"


def test_earlier_typed_number_does_not_move_it_back(
    draft: Order, world: World, coordinator: Viewer, now: datetime
) -> None:
    register(draft, coordinator, now, number="5-од")

    assert NumberJournal.objects.get(organization=world.school.organization, year=2026).last == 71


def test_next_number_steps_over_a_taken_one(draft: Order, world: World, coordinator: Viewer, now: datetime) -> None:
    register(draft, coordinator, now, number="72-од")
    NumberJournal.objects.update(last=71)

    assert register(another_draft(world, coordinator), coordinator, now).number == "73-од"


def test_numbers_begin_anew_with_the_year(draft: Order, coordinator: Viewer, now: datetime) -> None:
    assert register(draft, coordinator, now, on=date(2025, 12, 31), accept_earlier=True).number == "1-од"


def test_same_number_in_one_year_is_refused(draft: Order, world: World, coordinator: Viewer, now: datetime) -> None:
    with pytest.raises(actions.NumberTaken):
        register(draft, coordinator, now, number=world.school.order.number)

    draft.refresh_from_db()
    assert (draft.status, draft.number) == ("draft", "")


def test_pattern_without_a_place_needs_a_typed_number(
    draft: Order, world: World, coordinator: Viewer, now: datetime
) -> None:
    Journal(organization=world.school.organization, kind="main", pattern="б/н").save(force_insert=True)

    with pytest.raises(actions.NumberMissing):
        register(draft, coordinator, now)


def test_future_date_is_refused(draft: Order, coordinator: Viewer, now: datetime) -> None:
    with pytest.raises(actions.DateInFuture):
        register(draft, coordinator, now, on=date(2026, 11, 22))


def test_earlier_date_needs_a_word(draft: Order, coordinator: Viewer, now: datetime) -> None:
    with pytest.raises(actions.EarlierDate, match=r"Дата раньше, чем у приказа"):
        register(draft, coordinator, now, on=date(2026, 8, 31))

    assert register(draft, coordinator, now, on=date(2026, 8, 31), accept_earlier=True).number == "72-од"


def test_date_of_another_year_needs_a_word(world: World, now: datetime) -> None:
    by = world.viewer("municipal_official")
    with tenancy.tx(by.scope):
        roadmap = factories.make_roadmap(world.municipalities[0], target_model="municipal")
        order = actions.draft_roadmap_order(roadmap, by=by, today=TODAY)

        with pytest.raises(actions.EarlierDate, match=r"больше чем на год"):
            register(order, by, now, on=date(2025, 9, 1))


def test_changed_roadmap_is_refused(draft: Order, roadmap: Roadmap, coordinator: Viewer, now: datetime) -> None:
    Activity.objects.filter(roadmap=roadmap).update(expected_result="другой")

    with pytest.raises(actions.AppendixOutdated):
        register(draft, coordinator, now)


def test_unsigned_paper_is_refused(draft: Order, coordinator: Viewer, now: datetime) -> None:
    edit(draft, coordinator, 1, signature=Signature())

    with pytest.raises(actions.NotReady, match=r"кто подписывает"):
        register(draft, coordinator, now)


@pytest.mark.parametrize("rest", ["____________________", "{{person:curator|acc}}"])
def test_unfilled_place_is_refused(draft: Order, coordinator: Viewer, now: datetime, rest: str) -> None:
    edit(draft, coordinator, 1, clauses=plain_clauses(f"Назначить {rest}."))

    with pytest.raises(actions.NotReady, match=r"В пункте 1"):
        register(draft, coordinator, now)


def test_second_registration_is_refused(draft: Order, coordinator: Viewer, now: datetime) -> None:
    register(draft, coordinator, now)

    with pytest.raises(actions.AlreadyRegistered):
        register(draft, coordinator, now)


def test_refused_registration_gives_the_number_back(
    draft: Order, world: World, coordinator: Viewer, now: datetime
) -> None:
    Activity.objects.filter(roadmap=draft.roadmap).delete()
    actions.refresh_appendix(draft, by=coordinator, seen_version=1, now=now)
    with pytest.raises(DomainError, match=r"ни одного мероприятия"):
        register(draft, coordinator, now)

    assert NumberJournal.objects.get(organization=world.school.organization, year=2026).last == 71


@pytest.mark.parametrize(
    "change", [{"number": "1"}, {"dated_on": OCTOBER}, {"title": "Другой"}, {"status": "draft"}, {"year": 2025}]
)
def test_registered_order_refuses_updates(world: World, scope: None, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Order.objects.filter(pk=world.school.order.pk).update(**change)


def test_registered_order_refuses_deletion(world: World, scope: None) -> None:
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Order.objects.filter(pk=world.school.order.pk)._raw_delete("default")


def test_text_and_file_of_a_registered_order_refuse_updates(world: World, scope: None) -> None:
    order = world.school.order
    for rows, change in ((OrderText.objects, {"content": {}}), (OrderFile.objects, {"content": b"x"})):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            rows.filter(order=order).update(**change)


def test_draft_refuses_a_file(draft: Order, now: datetime) -> None:
    row = OrderFile(
        organization_id=draft.organization_id, order=draft, content=b"x", size=1, sha256="0", engine="", created_at=now
    )
    with pytest.raises(IntegrityError, match="only a registered order"), transaction.atomic():
        row.save(force_insert=True)


def test_file_is_printed_once(draft: Order, coordinator: Viewer, now: datetime) -> None:
    done = register(draft, coordinator, now)

    first = actions.ensure_order_file(done, by=coordinator, now=now)
    second = actions.ensure_order_file(done, by=coordinator, now=now)

    assert first.pk == second.pk
    assert bytes(first.content).startswith(b"%PDF-1.7")
    assert "weasyprint" in first.engine


def test_draft_has_no_file(draft: Order, coordinator: Viewer, now: datetime) -> None:
    with pytest.raises(actions.NotRegistered):
        actions.ensure_order_file(draft, by=coordinator, now=now)


def test_damaged_text_is_not_printed(world: World, coordinator: Viewer, now: datetime, scope: None) -> None:
    order = Order.objects.create(
        organization_id=world.school.organization.pk,
        kind="roadmap_approval",
        title="Приказ",
        status="registered",
        number="1000",
        dated_on=TODAY,
        year=2026,
        registered_at=now,
    )
    OrderText.objects.create(
        organization_id=order.organization_id, order=order, content={"title": "а"}, sha256="0" * 64
    )

    with pytest.raises(actions.DamagedText):
        actions.ensure_order_file(order, by=coordinator, now=now)


def test_stored_text_is_typeset_and_has_no_tokens(draft: Order, coordinator: Viewer, now: datetime) -> None:
    done = register(draft, coordinator, now)

    paper = paper_of(done)
    assert "от\u00a025.12.2019 №\u00a0Р-145" in paper.preamble
    assert "{{" not in str(paper)
