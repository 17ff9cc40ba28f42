"""Colleagues agree to a draft by sign-in; another text lets their word fall."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from orders import actions
from orders.actions.agreement import ask_agreement, decide_agreement
from orders.blocks import Paper, Requisites, Signature, Visa, plain_clauses
from orders.drafts.agreeing import Agreement, State, text_sum, waiting_for, with_agreements
from orders.drafts.checking import unagreed
from orders.home import decisions
from orders.letters import agreement as letter
from orders.models import Order, OrderAgreement
from orders.queries import paper_of
from schools.models import Membership, Organization
from tests.orders.test_drafts import edit
from tests.world import TODAY, World

PAPER = Paper(title="О слёте", clauses=plain_clauses("Провести слёт."), signature=Signature("Директор", "А.А. Пробная"))
AT = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)  # the 21st in Moscow


def said(state: str, *, holds: bool = True) -> Agreement:
    school = Organization(short_name="Школа", time_zone="Europe/Moscow")
    person = Membership(last_name="Пробный", first_name="Олег", patronymic="Кузьмич", gender="m", post="завуч")
    decided = None if state == State.ASKED else AT
    row = OrderAgreement(organization=school, person=person, state=state, decided_at=decided, version=3)
    return Agreement(row, holds)


def test_a_word_holds_for_its_text() -> None:
    sums = [text_sum(replace(PAPER, **change)) for change in ({}, {"executor": "Я"}, {"requisites": Requisites("П")})]

    assert len(set(sums)) == 1
    assert text_sum(replace(PAPER, clauses=plain_clauses("Провести слёт в мае."))) != sums[0]


def test_words_and_lines_of_the_paper() -> None:
    agreed, fallen = said(State.AGREED), said(State.AGREED, holds=False)

    assert [each.words for each in (agreed, fallen, said(State.ASKED, holds=False))] == [
        "согласовано 21.11.2026",
        "согласовано до изменений 21.11.2026, версия 3",
        "ждёт",
    ]
    assert [each.waits for each in (agreed, fallen, said(State.RETURNED))] == [False, True, False]
    paper = with_agreements(replace(PAPER, agreement=(Visa("юрист", "А.А. Другой"),)), (agreed, fallen))
    assert [(each.post, each.mark) for each in paper.agreement] == [
        ("юрист", ""),
        ("завуч", "согласовано 21.11.2026"),
        ("завуч", ""),
    ]


def test_nobody_types_the_word_of_who_was_asked() -> None:
    typed = (
        *(Visa("завуч", "Пробный О. К.", "согласовано"), Visa("", "Пробный Олег Кузьмич, согласовано")),
        *(Visa("юрист", "А.А. Другой", "устно"), Visa("", "Е.Н. Пробный")),
    )

    paper = with_agreements(replace(PAPER, agreement=typed), [said(State.RETURNED)])

    assert [(each.post, each.name) for each in paper.agreement] == [
        ("юрист", "А.А. Другой"),
        ("", "Е.Н. Пробный"),
        ("завуч", "О.К.\u00a0Пробный"),
    ]


@pytest.fixture
def curator(world: World, scope: None) -> Viewer:
    return world.viewer("curator")


@pytest.fixture
def asked(draft: Order, curator: Viewer, coordinator: Viewer, now: datetime) -> OrderAgreement:
    assert ask_agreement(draft, [curator.membership], by=coordinator, now=now) == 1
    return OrderAgreement.objects.get(order=draft)


def decide(row: OrderAgreement, by: Viewer, now: datetime, *, agreed: bool = True, remark: str = "") -> None:
    version = Order.objects.get(pk=row.order_id).version
    with tenancy.tx(by.scope):
        decide_agreement(row, agreed=agreed, remark=remark, seen_version=version, by=by, now=now)


def test_a_colleague_agrees_and_the_paper_says_so(asked, curator, coordinator, draft, now: datetime) -> None:
    with tenancy.tx(curator.scope):
        waiting = [each.text for each in decisions(curator, TODAY)]
        written = letter(curator, {"order": draft.pk}, now)
    decide(asked, curator, now)
    done = actions.register_order(draft, number="", on=TODAY, by=coordinator, now=now)

    assert waiting == ["Согласуйте приказ «Об утверждении дорожной карты»"]
    assert written is not None
    assert "Об утверждении дорожной карты" in str(written.lines[0])
    [visa] = paper_of(done).agreement
    assert (visa.name[-3:], visa.mark) == (curator.membership.last_name[-3:], "согласовано 21.11.2026")
    with tenancy.tx(curator.scope):
        assert (waiting_for(curator), letter(curator, {"order": draft.pk}, now)) == ([], None)
    with pytest.raises(actions.NotOpen):
        ask_agreement(done, [], by=coordinator, now=now)


def test_a_second_draft_to_agree_to_costs_no_statement(asked, curator, coordinator, draft, now: datetime) -> None:
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            costs.append((len(waiting_for(curator)), len(queries)))
        text, draft.roadmap, draft.pk = draft.texts.get(), None, None
        draft.save(force_insert=True)
        text.pk, text.order = None, draft
        text.save(force_insert=True)
        ask_agreement(draft, [curator.membership], by=coordinator, now=now)

    assert costs == [(1, 2), (2, 2)]


def test_the_word_of_who_has_left_since_stays(asked, curator, coordinator, draft, now: datetime) -> None:
    decide(asked, curator, now)
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=curator.membership.pk).update(ended_at=now)

    ask_agreement(draft, [], by=coordinator, now=now)

    assert draft.agreements.get().state == State.AGREED


def test_a_changed_text_lets_the_word_fall(asked, curator, coordinator, draft, now: datetime) -> None:
    decide(asked, curator, now)
    agreed = unagreed(draft, paper_of(draft))
    edit(draft, coordinator, 1, preamble="В целях порядка")

    assert agreed == []
    assert [each.text.startswith("Ещё не согласовали: ") for each in unagreed(draft, paper_of(draft))] == [True]
    assert waiting_for(curator) == [asked]
    with pytest.raises(actions.TextChanged):
        decide_agreement(asked, agreed=True, remark="", seen_version=1, by=curator, now=now)
    assert ask_agreement(draft, [curator.membership], by=coordinator, now=now.replace(hour=10)) == 1
    assert ask_agreement(draft, [], by=coordinator, now=now) == 0
    assert not draft.agreements.exists()
    with pytest.raises(actions.NotAsked):
        decide(asked, coordinator, now)


def test_who_returns_says_why(asked, curator, draft, world: World, client_as, now: datetime) -> None:
    client: Client = client_as("curator")
    page = reverse("order_agree", args=[draft.pk])
    shown = client.get(page)
    empty = client.post(page, {"version": 1, "return": 1})
    done = client.post(page, {"version": 1, "return": 1, "remark": "Уточните срок."})

    row = OrderAgreement.objects.get(pk=asked.pk)
    assert (shown.status_code, empty.status_code, done.status_code) == (200, 422, 302)
    assert "без замечания приказ не возвращают" in empty.content.decode()
    assert (row.state, row.remark) == (State.RETURNED, "Уточните срок.")
    assert client_as("director").get(page).status_code == 404
    assert client_as("mentor").get(page).status_code == 403


def test_the_word_file_says_who_is_asked_and_comes_back_without_a_change(asked, curator, draft, client_as, now) -> None:
    decide(asked, curator, now)
    client: Client = client_as("coordinator")
    content = client.get(reverse("order_docx", args=[draft.pk])).content
    file = SimpleUploadedFile("приказ.docx", content)
    compared = client.post(reverse("order_docx_read", args=[draft.pk]), {"file": file}).context

    rows = [[cell.text for cell in row.cells] for table in Document(io.BytesIO(content)).tables for row in table.rows]
    assert [row[3] for row in rows if len(row) == 4] == ["согласовано 21.11.2026"]
    assert (compared["changes"], compared["fixed"], compared["others"]) == ([], [], [])
