"""Which columns of a live appendix a draft prints."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from orders import actions
from orders.appendices.live import columns_to_choose, trimmed, with_appendices
from orders.blocks import Appendix, Column, Group, Paper, Table, plain_clauses
from orders.drafts.checking import draft_warnings
from orders.models import Order
from orders.queries import paper_of
from tests.world import TODAY

COLUMNS = (Column("№", 100), Column("Кто", 600), Column("Класс", 200), Column("Тема\nвстреч", 100))
APPENDIX = Appendix("Список", table=Table(COLUMNS, (Group("Этап", (("1", "Алая", "6", "дроби"),)),)))
ONE = Order(kind=Order.Kind.PAIRS, params={"hidden": ["1:Период"]})


def test_hidden_columns_are_not_printed_and_the_first_two_always_are() -> None:
    [less] = trimmed([APPENDIX], ["1:Тема встреч", "1:Кто"])

    assert [column.title for column in less.table.columns] == ["№", "Кто", "Класс"]
    assert less.table.groups == (Group("Этап", (("1", "Алая", "6"),)),)
    assert trimmed([APPENDIX], ["2:Класс"]) == (APPENDIX,)


def test_clauses_count_the_rows_of_another_appendix() -> None:
    paper = Paper(clauses=plain_clauses("Назначить 1 человека из 21 человека.", "Контроль."), appendices=(APPENDIX,))
    more = replace(APPENDIX, table=Table(COLUMNS, (Group("", APPENDIX.table.groups[0].rows * 5),)))

    fresh = with_appendices(Order(kind="mentors"), paper, (more,))

    assert [clause.text for clause in fresh.clauses] == ["Назначить 5\u00a0человек из 21 человека.", "Контроль."]
    assert with_appendices(Order(kind="completion"), paper, (more,)).clauses == paper.clauses


def test_hidden_columns_are_offered_again() -> None:
    one, two = (APPENDIX,), (APPENDIX, Appendix("Другой", 2))

    assert columns_to_choose(ONE, Paper(appendices=one)) == [
        ("1:Класс", "Класс"),
        ("1:Тема встреч", "Тема встреч"),
        ("1:Период", "Период"),
    ]
    assert columns_to_choose(ONE, Paper(appendices=two))[0] == ("1:Класс", "Приложение № 1: Класс")
    assert columns_to_choose(Order(kind="free"), Paper(appendices=one)) == []


@pytest.mark.django_db
def test_a_draft_keeps_its_columns_until_they_are_chosen_again(draft: Order, coordinator: Viewer, now: datetime):
    actions.choose_columns(draft, ["1:Содержание деятельности"], by=coordinator, now=now)
    actions.refresh_appendix(draft, by=coordinator, seen_version=draft.version, now=now)
    titles = [column.title for column in paper_of(draft).appendices[0].table.columns]

    assert titles == ["№ п/п", "Мероприятие", "Срок", "Ответственные", "Ожидаемый результат"]
    assert [each for each in draft_warnings(coordinator, draft, paper_of(draft), TODAY) if each.outdated] == []
    actions.register_order(draft, number="", on=TODAY, by=coordinator, now=now)
    assert [column.title for column in paper_of(draft).appendices[0].table.columns] == titles


@pytest.mark.django_db
def test_columns_are_chosen_in_the_editor(client_as, world) -> None:
    order, page = world.school.draft_order, reverse("order_edit", args=[world.school.draft_order.pk])
    client = client_as("coordinator")
    client.post(reverse("order_refresh", args=[order.pk]), {"version": order.version})
    with tenancy.tx(SYSTEM):
        order.refresh_from_db()
        offered = [key for key, _ in columns_to_choose(order, paper_of(order))]
    html = client.get(page).content.decode()
    fields = {"title": "О карте", "post": "Директор", "name": "А.П. Образцова", "rows": 1, "clause_0": "Утвердить."}
    client.post(page, {**fields, "version": order.version, "columns_offered": 1, "columns": offered[1:]})

    assert "Кроме первых двух печатать" in html
    with tenancy.tx(SYSTEM):
        assert Order.objects.get(pk=order.pk).params["hidden"] == offered[:1]
