"""Words of a search: any order, prefixes, ё, both layouts, numbers of orders; who finds what."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.db.models import Value
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.search.rows import search_key
from core.search.words import LATIN, RUSSIAN, fold, holds, readings
from core.tenancy import SYSTEM
from orders.models import Order
from tests import factories
from tests.world import TODAY, World

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("bdfyjd", "Иванов Пётр Сергеевич"),
        ("петр ив", "Иванов Пётр Сергеевич"),
        ("Сергеевич   ИВАНОВ", "Иванов Пётр Сергеевич"),
        ("Иванов П.С.", "Иванов Пётр Сергеевич"),
        ("ёлк", "Елкина Анна"),
        ("тверская", "Алмазова-Тверская Ольга"),
        ("№ 71-б", "71-б Об утверждении"),
        ("71-,", "71-б Об утверждении"),
        ("147-16/О", "147-16/О О карте"),
        ("147-16", "147-16/О О карте"),
        ("2.3 совещание", "2.3 Совещание кураторов"),
        ("irjkf", "МБОУ «Школа № 4»"),
        ("ыср", "SCH-12"),
    ],
)
def test_words_find_a_text(typed: str, text: str) -> None:
    assert any(holds(text, words) for words in readings(typed))


@pytest.mark.parametrize("typed", ["", " ", "и", "№", "_", "«»"])
def test_less_than_two_signs_ask_nothing(typed: str) -> None:
    assert readings(typed) == ()


def test_the_layouts_are_one_to_one() -> None:
    assert len(LATIN) == len(RUSSIAN) == len(set(LATIN)) == len(set(RUSSIAN))


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщьыъэюяё", min_size=2, max_size=12))
def test_a_word_typed_in_the_wrong_layout_is_read(word: str) -> None:
    typed = word.translate(str.maketrans(RUSSIAN, LATIN))

    assert any(holds(word, words) for words in readings(typed))


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(len("".join(words)) >= 2 and len(words) <= 6 for words in readings(text))


@given(st.text(max_size=60).filter(lambda text: "\x00" not in text and text.isprintable()))
@pytest.mark.django_db
def test_the_database_folds_as_the_program_does(text: str) -> None:
    letters = "".join(sign for sign in text if sign.isascii() or "а" <= sign.lower() <= "ё")
    account = User.objects.filter(email="fold@example.org").first() or factories.make_user("fold@example.org")
    rows = User.objects.filter(pk=account.pk).annotate(word=Value(letters))
    assert rows.values_list(search_key("word"), flat=True)[0] == " " + fold(letters)


def find(client: Client, words: str, **query: str) -> str:
    return client.get("/search/", {"q": words, **query}).content.decode()


def hits(client: Client, words: str) -> list[str]:
    answer = client.get("/search/", {"q": words}).context
    return [hit.text for group in answer["found"] for hit in group.hits]


def test_people_are_found_in_any_order_and_layout(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_membership(
            world.school.organization, Role.CURATOR, last_name="Чащёва", first_name="Юлия", patronymic="Ильинична"
        )
    client = client_as("coordinator")

    for words in ("чащева", "юлия чащ", "xfotdf", "Чащёва Ю.И.", "ильинична юл"):
        assert hits(client, words) == ["Чащёва Юлия Ильинична"], words


def test_signs_of_like_are_only_signs(client_as: SignIn, world: World) -> None:
    assert hits(client_as("coordinator"), "%%%а") == []
    assert hits(client_as("coordinator"), "а_а") == []


def test_an_order_is_found_by_its_number(client_as: SignIn, world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        for number in ("147-16/О", "14716"):
            Order.objects.create(
                organization=world.school.organization,
                kind="roadmap_approval",
                title=f"Приказ {number}",
                status="registered",
                number=number,
                dated_on=TODAY,
                year=2026,
                registered_at=now,
            )
    client = client_as("coordinator")

    for words in ("147-16/О", "147-16/о", "№ 147-16", "147 16"):
        assert hits(client, words) == ["Приказ 147-16/О"], words
    assert hits(client, "147") == ["Приказ 14716", "Приказ 147-16/О"]


def test_own_rows_are_found_and_no_others(client_as: SignIn, world: World) -> None:
    page = find(client_as("coordinator"), "Канарейка")
    assert world.school.canary in page
    assert not any(school.canary in page for school in world.schools[1:])


def test_officials_find_what_is_below_them(client_as: SignIn, world: World) -> None:
    town, region = client_as("municipal_official"), client_as("region_official")
    names = [school.organization.short_name for school in world.schools]

    assert [name in hits(town, "СОШ") for name in names] == [True] * 2 + [False] * 6
    assert [name in hits(region, "СОШ") for name in names] == [True] * 4 + [False] * 4


@pytest.mark.parametrize(
    ("key", "finds"), [("coordinator", True), ("curator", True), ("mentor", False), ("municipal_official", False)]
)
def test_children_are_found_only_where_people_lists_show_them(
    client_as: SignIn, world: World, key: str, finds: bool
) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_membership(world.school.organization, Role.MENTEE, last_name="Ребёнков")

    assert bool(hits(client_as(key), "ребенков")) == finds


def test_archived_rows_and_people_who_left_are_not_found(client_as: SignIn, world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_membership(world.school.organization, Role.CURATOR, last_name="Ушедшая", ended_at=now)
        old = factories.make_roadmap(world.school.organization, status="archived", approved_on="2026-09-01")
        factories.make_activity(factories.make_stage(old), name="Забытое мероприятие")

    assert hits(client_as("coordinator"), "ушедшая") == []
    assert hits(client_as("coordinator"), "забытое") == []


def test_five_of_a_kind_and_the_way_to_all(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        for number in range(7):
            factories.make_activity(world.school.stage, name=f"Экскурсия {number}")
    client = client_as("coordinator")
    page = find(client, "экскурсия")

    assert (page.count("Экскурсия"), "Все 7" in page) == (5, True)
    assert find(client, "экскурсия", **{"in": "activities"}).count("Экскурсия") == 7


def test_as_many_statements_with_one_row_as_with_many(client_as: SignIn, world: World) -> None:
    client, counts = client_as("municipal_official"), []
    for number in (1, 6):
        with tenancy.tx(SYSTEM):
            for _ in range(number):
                factories.make_activity(world.school.stage, name="Совещание особое")
                factories.make_membership(world.municipalities[0], Role.MUNICIPAL_METHODIST, last_name="Совещаева")
        find(client, "сов")
        with CaptureQueriesContext(connection) as queries:
            find(client, "сов")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_actions_and_pages_are_offered_by_right(client_as: SignIn) -> None:
    page = find(client_as("coordinator"), "создать")
    assert "Создать дорожную карту" in page
    assert "Создать приказ" in page
    assert "Создать дорожную карту" not in find(client_as("mentor"), "создать")
    assert "Настройки" in find(client_as("mentee"), "yfcnhjqrb")


def test_what_was_opened_is_offered_again_to_whom_it_is_visible(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    answer = client.get(f"/search/activities/{world.school.activity.pk}/")

    assert answer["Location"] == world.school.activity.get_absolute_url()
    assert client.get(f"/search/activities/{world.schools[1].activity.pk}/").status_code == 404
    assert client.get("/search/nothing/1/").status_code == 404
    assert client.session["found"] == [["activities", world.school.activity.pk]]
    assert world.school.activity.name in client.get("/search/").content.decode()


def test_the_fragment_is_the_page_s_own_answer(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    fragment = client.get("/search/", {"q": "канарейка"}, headers={"HX-Request": "true"}).content.decode().strip()

    assert fragment.startswith("<p class=")
    assert fragment in find(client, "канарейка")


def test_short_and_unknown_words_are_answered_in_words(client_as: SignIn) -> None:
    client = client_as("coordinator")

    assert "Введите хотя бы две буквы" in find(client, "а")
    assert "Ничего не нашлось" in find(client, "щщщщ")
