"""The page of an order that comes back from Word."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from orders import actions
from orders.blocks import Appendix, Column, Group, Paper, Table, plain_clauses, to_state
from orders.docx.writing import paper_docx
from orders.models import Order
from orders.queries import paper_of
from tests.factories import moment
from tests.world import World

ClientAs = Callable[[str], Client]
NEW = ("Утвердить карту.", "Разместить карту на сайте.")


@pytest.fixture
def sent(client_as: ClientAs, world: World) -> tuple[Client, Order, str]:
    """The draft of the world with other clauses, uploaded: the client, the draft, what the page kept of it."""
    order, client = world.school.draft_order, client_as("coordinator")
    with tenancy.tx(SYSTEM):
        paper = paper_of(order)
    content = paper_docx(replace(paper, clauses=plain_clauses(*NEW)), at=moment("2026-11-01 09:00"))
    page = client.post(_page(order), {"file": SimpleUploadedFile("приказ.docx", content)}).content.decode()
    found = re.search(r'name="kept" value="([^"]+)"', page)
    assert found
    assert NEW[1] in page
    return client, order, found[1]


def _page(order: Order) -> str:
    return reverse("order_docx_read", args=[order.pk])


def test_looking_changes_nothing(sent: tuple[Client, Order, str]) -> None:
    _, order, _ = sent
    with tenancy.tx(SYSTEM):
        assert NEW[1] not in str(paper_of(order).clauses)
        assert Order.objects.get(pk=order.pk).version == order.version


def test_what_was_ticked_is_taken(sent: tuple[Client, Order, str]) -> None:
    client, order, kept = sent
    keys = [f"clause-{number}" for number in range(9)]
    answer = client.post(_page(order), {"version": order.version, "kept": kept, "accept": keys})

    assert answer["Location"] == order.get_absolute_url()
    with tenancy.tx(SYSTEM):
        assert [clause.text for clause in paper_of(order).clauses] == list(NEW)


def test_a_draft_changed_meanwhile_is_compared_anew(sent: tuple[Client, Order, str]) -> None:
    client, order, kept = sent
    answer = client.post(_page(order), {"version": order.version + 1, "kept": kept, "accept": ["clause-0"]})

    assert answer.status_code == 409
    assert actions.StaleOrder.message in answer.content.decode()


def test_words_nobody_of_us_has_read_are_refused(sent: tuple[Client, Order, str]) -> None:
    client, order, kept = sent
    answer = client.post(_page(order), {"version": order.version, "kept": kept[:-3], "accept": ["clause-0"]})

    assert answer.status_code == 422


def test_a_file_that_is_no_paper_comes_back_with_words(client_as: ClientAs, world: World) -> None:
    answer = client_as("coordinator").post(
        _page(world.school.draft_order), {"file": SimpleUploadedFile("x.docx", b"PK\x03\x04 broken")}
    )

    assert answer.status_code == 422
    assert "Файл повреждён" in answer.content.decode()


def _rows(order: Order, *texts: str) -> Paper:
    """The paper of the draft with one table of these rows."""
    table = Table((Column("№", 100), Column("Кто", 900)), (Group("", tuple(enumerated(texts))),))
    return replace(paper_of(order), appendices=(Appendix("Список", table=table),))


def enumerated(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((str(number), text) for number, text in enumerate(texts, 1))


@pytest.mark.parametrize(("kind", "taken"), [("free", ("Алая", "Новая")), ("completion", ("Алая",))])
def test_rows_of_a_table_are_taken_unless_the_data_say_them(
    client_as: ClientAs, world: World, kind: str, taken: tuple[str, ...]
) -> None:
    order, client = world.school.draft_order, client_as("coordinator")
    with tenancy.tx(SYSTEM):
        Order.objects.filter(pk=order.pk).update(kind=kind, roadmap=None)
        order.texts.update(content=to_state(_rows(order, "Алая")))
        content = paper_docx(_rows(order, "Алая", "Новая"), at=moment("2026-11-01 09:00"))
    page = client.post(_page(order), {"file": SimpleUploadedFile("приказ.docx", content)}).content.decode()
    kept = re.search(r'name="kept" value="([^"]+)"', page)

    assert ("Таблицы приложений остались как в программе" in page) == (kind == "completion")
    assert bool(kept) == (kind == "free")
    sent = {"version": order.version, "kept": kept[1] if kept else "", "accept": ["table-0-1"]}
    client.post(_page(order), sent)
    with tenancy.tx(SYSTEM):
        [group] = paper_of(order).appendices[0].table.groups
    assert group.rows == tuple(enumerated(taken))
