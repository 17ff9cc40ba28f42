"""Beside an order: later orders that change it, who signs, its public page, its copy for the site, its scans."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.models import Person
from orders import actions
from orders.blocks import plain_clauses
from orders.drafts.checking import missing_parts
from orders.drafts.consequences import consequences_of
from orders.kinds import kind_of
from orders.models import Order, OrderFile, OrderLink, OrderText
from orders.queries import paper_of
from tests.order_factories import PDF
from tests.orders.test_drafts import edit
from tests.world import TODAY, World

CANCELS = OrderLink.Kind.CANCELS


def register(order: Order, by: Viewer, now: datetime) -> Order:
    return actions.register_order(order, number="", on=TODAY, by=by, now=now)


@pytest.fixture
def cancelling(world: World, scope: None, coordinator: Viewer, now: datetime) -> Order:
    """Registered: the order of the world is cancelled by it."""
    made = actions.draft_order_against(world.school.order, CANCELS, by=coordinator, today=TODAY)
    whole = paper_of(made)
    edit(made, coordinator, 1, preamble="В связи с изменением штата", clauses=whole.clauses)
    return register(made, coordinator, now)


def test_cancelling_order_is_drafted_once(world: World, scope: None, coordinator: Viewer) -> None:
    drafts = [
        actions.draft_order_against(world.school.order, CANCELS, by=coordinator, today=TODAY).pk for _ in range(2)
    ]

    assert drafts[0] == drafts[1]
    [told] = consequences_of(coordinator, Order.objects.get(pk=drafts[0]))
    assert told.startswith(f"Приказ № {world.school.order.number} от 01.09.2026 станет отменённым")
    assert Order.objects.in_force().filter(pk=world.school.order.pk).exists()
    assert "Признать утратившим силу приказ от" in paper_of(Order.objects.get(pk=drafts[0])).clauses[0].text


def test_cancelling_order_says_the_words_of_the_school(
    world: World, scope: None, coordinator: Viewer, now: datetime
) -> None:
    kind = kind_of(Order.Kind.CANCELLATION)
    words = replace(kind.template, preamble="На основании решения педагогического совета")
    actions.save_template(kind, words, effective_from=TODAY, by=coordinator, now=now)

    made = actions.draft_order_against(world.school.order, CANCELS, by=coordinator, today=TODAY)

    paper = paper_of(made)
    assert (made.kind, made.journal) == ("cancellation", world.school.order.journal)
    assert paper.preamble == "На основании решения педагогического совета"
    assert f"№ {world.school.order.number}" in paper.title
    assert missing_parts(paper) == []


def test_registered_cancellation_shows_in_both_orders(world: World, cancelling: Order, coordinator: Viewer) -> None:
    target = Order.objects.with_fate().get(pk=world.school.order.pk)

    assert (target.is_cancelled, target.is_amended, target.status) == (True, False, "registered")
    assert [link.target_id for link in cancelling.links.all()] == [target.pk]
    assert cancelling.pk in [link.order_id for link in target.later_links.all()]
    with pytest.raises(actions.NotInForce):
        actions.draft_order_against(target, CANCELS, by=coordinator, today=TODAY)


def test_links_of_a_registered_order_are_frozen(cancelling: Order) -> None:
    for change in (lambda rows: rows.update(kind="amends"), lambda rows: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change(OrderLink.objects.filter(order=cancelling))


def test_text_is_closed_while_it_is_signed(draft: Order, coordinator: Viewer, now: datetime) -> None:
    actions.send_to_sign(draft, by=coordinator, now=now)

    with pytest.raises(actions.StaleOrder):
        edit(draft, coordinator, 2)
    assert register(draft, coordinator, now).number == "72-од"
    with pytest.raises(actions.NotOpen):
        actions.take_back(draft, by=coordinator, now=now)


def test_check_page_tells_nothing_personal(world: World, draft: Order, coordinator: Viewer, now: datetime) -> None:
    done = register(draft, coordinator, now)
    stored = actions.ensure_order_file(done, by=coordinator, now=now)

    found = actions.look_up(done.check_code)

    assert found is not None
    assert (found.number, found.dated_on, found.file_sum) == ("72-од", TODAY, stored.sha256)
    assert done.check_code in paper_of(done).requisites.check
    assert actions.look_up("") is None
    page = Client().get(f"/check/{done.check_code}/").content.decode()
    assert "72-од" in page
    assert done.title not in page


def test_person_renamed_later_changes_nothing(draft: Order, world: World, coordinator: Viewer, now: datetime) -> None:
    """Neither the paper nor its public copy: the name they hide is the one that was registered."""
    child = Person.objects.filter(organization=world.school.organization, kind="pupil")[0]
    child.last_name, child.first_name, child.patronymic, child.gender = "Буквин", "Борис", "Ильич", "m"
    child.save()
    edit(draft, coordinator, 1, clauses=plain_clauses("Наградить Буквина Бориса Ильича."))
    done = register(draft, coordinator, now)
    before = bytes(actions.ensure_order_file(done, by=coordinator, now=now).content)
    Person.objects.filter(pk=child.pk).update(last_name="Новых")

    text = OrderText.objects.get(order=done)
    assert ["Буквина Бориса Ильича", "Б.Б.И."] in text.veiled
    assert "Буквина" in paper_of(done).clauses[0].text
    assert bytes(actions.ensure_order_file(done, by=coordinator, now=now).content) == before
    assert actions.ensure_site_copy(done, by=coordinator, now=now).kind == OrderFile.Kind.SITE


def test_word_copy_is_stored_beside_the_print(draft: Order, coordinator: Viewer, now: datetime) -> None:
    done = register(draft, coordinator, now)
    actions.ensure_order_file(done, by=coordinator, now=now)

    assert sorted(done.files.values_list("kind", flat=True)) == ["docx", "pdf"]


def test_scans_are_judged_by_their_content(world: World, client_as) -> None:
    client, address = client_as("coordinator"), f"/orders/{world.school.order.pk}/scans/"

    bad = client.post(address, {"scans": SimpleUploadedFile("скан.pdf", b"MZ")})
    good = client.post(address, {"scans": SimpleUploadedFile("подписано.pdf", PDF)})

    assert (bad.status_code, good.status_code) == (422, 302)
    with tenancy.tx(SYSTEM):
        assert world.school.order.scans.count() == 2
