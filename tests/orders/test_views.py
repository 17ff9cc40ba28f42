"""Pages of orders: happy paths, strangers, wrong roles."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.pdf import PdfUnavailable
from core.tenancy import SYSTEM
from orders.actions import draft_roadmap_order
from orders.models import Order, OrderFile
from roadmaps.models import Activity, Roadmap
from tests import factories, order_factories
from tests.world import TODAY, World

ClientAs = Callable[[str], Client]


@pytest.fixture
def draft(world: World) -> Order:
    """Committed like the rest of the world: requests open their own transactions."""
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        roadmap = factories.make_roadmap(world.school.organization, title="Карта на год")
        factories.make_occurrence(factories.make_activity(factories.make_stage(roadmap)))
        return draft_roadmap_order(roadmap, by=by, today=TODAY)


def edit_data(order: Order, **changed: object) -> dict[str, object]:
    return {
        "version": order.version,
        "rows": 3,
        "title": "Об утверждении карты",
        "place": "г. Примерск",
        "preamble": "В целях порядка",
        "post": "Директор",
        "name": "А.П. Примерова",
        "clause_0": "Утвердить карту.",
        "clause_1": "",
        "clause_2": "Контроль оставляю за собой.",
    } | changed


def register_data(**changed: object) -> dict[str, object]:
    return {"suggested": "72-од", "number": "72-од", "on": "21.11.2026"} | changed


def reload(order: Order) -> Order:
    with tenancy.tx(SYSTEM):
        return Order.objects.get(pk=order.pk)


def test_list_shows_own_orders_only(client_as: ClientAs, world: World) -> None:
    page = client_as("coordinator").get(reverse("order_list")).content.decode()

    assert world.school.order.title in page
    assert world.school.draft_order.title in page
    assert world.schools[1].order.title not in page


def test_list_of_an_official_holds_own_papers_only(client_as: ClientAs, world: World) -> None:
    page = client_as("municipal_official").get(reverse("order_list")).content.decode()

    assert "Здесь будут приказы" in page
    assert world.school.order.title not in page


@pytest.mark.parametrize("name", ["order_detail", "order_edit", "order_register", "order_preview", "order_file"])
@pytest.mark.parametrize("who", ["neighbour", "stranger", "municipal_official", "region_official"])
def test_foreign_orders_do_not_exist(client_as: ClientAs, world: World, who: str, name: str) -> None:
    for order in (world.school.order, world.school.draft_order):
        assert client_as(who).get(reverse(name, args=[order.pk])).status_code == 404


@pytest.mark.parametrize("name", ["order_list", "order_detail", "order_edit", "order_register", "order_file"])
def test_mentors_have_no_right(client_as: ClientAs, world: World, name: str) -> None:
    args = [] if name == "order_list" else [world.school.order.pk]

    assert client_as("mentor").get(reverse(name, args=args)).status_code == 403


def test_curator_prepares_but_does_not_register(client_as: ClientAs, draft: Order) -> None:
    client = client_as("curator")

    assert client.get(reverse("order_edit", args=[draft.pk])).status_code == 200
    assert client.post(reverse("order_register", args=[draft.pk]), register_data()).status_code == 403


def test_create_makes_a_draft_from_the_roadmap(client_as: ClientAs, world: World) -> None:
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.school.organization, title="Свежая карта")

    answer = client_as("director").post(reverse("order_create", args=[roadmap.pk]))

    with tenancy.tx(SYSTEM):
        order = Order.objects.get(roadmap=roadmap)
    assert answer["Location"] == order.get_absolute_url()


def test_create_from_a_foreign_roadmap_is_404(client_as: ClientAs, world: World) -> None:
    answer = client_as("coordinator").post(reverse("order_create", args=[world.schools[1].draft.pk]))

    assert answer.status_code == 404


def test_create_from_an_approved_roadmap_says_why(client_as: ClientAs, world: World) -> None:
    answer = client_as("coordinator").post(reverse("order_create", args=[world.school.roadmap.pk]))

    assert answer["Location"] == world.school.roadmap.get_absolute_url()


def test_detail_shows_the_paper(client_as: ClientAs, draft: Order) -> None:
    page = client_as("coordinator").get(draft.get_absolute_url()).content.decode().replace("\u00a0", " ")

    assert "ПРИКАЗЫВАЮ:" in page
    assert "Контроль за исполнением настоящего приказа оставляю за собой." in page
    assert reverse("order_register", args=[draft.pk]) in page


def test_edit_saves_the_text(client_as: ClientAs, draft: Order) -> None:
    answer = client_as("coordinator").post(reverse("order_edit", args=[draft.pk]), edit_data(draft))

    assert answer["Location"] == draft.get_absolute_url()
    assert reload(draft).title == "Об утверждении карты"


def test_edit_without_a_title_keeps_what_was_typed(client_as: ClientAs, draft: Order) -> None:
    answer = client_as("coordinator").post(reverse("order_edit", args=[draft.pk]), edit_data(draft, title=""))

    assert answer.status_code == 422
    assert "Контроль оставляю за собой." in answer.content.decode()
    assert reload(draft).version == 1


def test_stale_edit_shows_both_texts(client_as: ClientAs, draft: Order) -> None:
    client, address = client_as("coordinator"), reverse("order_edit", args=[draft.pk])
    client.post(address, edit_data(draft, clause_0="Первая правка."))

    answer = client.post(address, edit_data(draft, clause_0="Вторая правка."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Первая правка." in page
    assert "Вторая правка." in page
    assert 'name="version" value="2"' in page


def test_user_text_never_becomes_markup(client_as: ClientAs, draft: Order) -> None:
    client = client_as("coordinator")
    evil = '<script>alert(1)</script><img src="file:///etc/passwd">'
    client.post(reverse("order_edit", args=[draft.pk]), edit_data(draft, title=evil, clause_0=evil, name=evil))

    for name in ("order_detail", "order_edit", "order_register"):
        page = client.get(reverse(name, args=[draft.pk])).content.decode()
        assert "<script>alert" not in page
        assert "<img src" not in page


def test_preview_is_a_marked_pdf(client_as: ClientAs, draft: Order) -> None:
    answer = client_as("coordinator").get(reverse("order_preview", args=[draft.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"%PDF-")


def test_register_page_is_prefilled(client_as: ClientAs, draft: Order) -> None:
    page = client_as("coordinator").get(reverse("order_register", args=[draft.pk])).content.decode()

    assert 'value="72-од"' in page
    assert 'value="21.11.2026"' in page
    assert "Что произойдёт" in page


def test_register_prints_and_locks(
    client_as: ClientAs, draft: Order, django_capture_on_commit_callbacks: Callable
) -> None:
    client = client_as("coordinator")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("order_register", args=[draft.pk]), register_data())

    order = reload(draft)
    with tenancy.tx(SYSTEM):
        stored = OrderFile.objects.get(order=order, kind="pdf")
        roadmap = Roadmap.objects.get(pk=order.roadmap_id)
    assert answer["Location"] == order.get_absolute_url()
    assert (order.number, roadmap.status) == ("72-од", "approved")
    assert client.get(reverse("order_file", args=[order.pk])).content == bytes(stored.content)


def test_taken_suggestion_gives_the_next_number(client_as: ClientAs, draft: Order, world: World) -> None:
    client = client_as("coordinator")
    client.post(reverse("order_register", args=[draft.pk]), register_data())
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.school.organization, title="Вторая")
        factories.make_occurrence(factories.make_activity(factories.make_stage(roadmap)))
    client.post(reverse("order_create", args=[roadmap.pk]))
    with tenancy.tx(SYSTEM):
        second = Order.objects.get(roadmap=roadmap)

    client.post(reverse("order_register", args=[second.pk]), register_data())

    assert reload(second).number == "73-од"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": ""}, "Напишите номер приказа"),
        ({"on": "32.13.2026"}, "Не получилось прочитать дату"),
        ({"on": "01.12.2026"}, "не может быть позже сегодняшней"),
        ({"on": "31.08.2026"}, "Дата раньше, чем у приказа"),
    ],
)
def test_register_refusals_stand_by_the_field(
    client_as: ClientAs, draft: Order, changed: dict[str, object], words: str
) -> None:
    answer = client_as("coordinator").post(reverse("order_register", args=[draft.pk]), register_data(**changed))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert reload(draft).is_draft


def test_second_press_of_register_says_it_is_done(client_as: ClientAs, draft: Order) -> None:
    client, address = client_as("coordinator"), reverse("order_register", args=[draft.pk])
    client.post(address, register_data())

    answer = client.post(address, register_data(), follow=True)

    assert "Приказ уже зарегистрирован под № 72-од" in answer.content.decode()


def test_missing_file_is_printed_by_a_button(client_as: ClientAs, draft: Order) -> None:
    client = client_as("coordinator")
    client.post(reverse("order_register", args=[draft.pk]), register_data())
    address = reverse("order_file", args=[draft.pk])

    before = client.get(address).status_code
    client.post(address)

    assert before == 404
    assert client.get(address).content.startswith(b"%PDF-")


def test_refresh_button_takes_the_roadmap_as_it_is(client_as: ClientAs, draft: Order) -> None:
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(roadmap_id=draft.roadmap_id).update(name="Педсовет")
    client = client_as("coordinator")
    before = client.get(draft.get_absolute_url()).content.decode()

    client.post(reverse("order_refresh", args=[draft.pk]), {"version": draft.version})

    assert "обновите приложение" in before
    assert "обновите приложение" not in client.get(draft.get_absolute_url()).content.decode()


def test_delete_removes_the_draft(client_as: ClientAs, draft: Order) -> None:
    client_as("coordinator").post(reverse("order_delete", args=[draft.pk]))

    with tenancy.tx(SYSTEM):
        assert not Order.objects.filter(pk=draft.pk).exists()


def test_list_asks_the_same_number_of_queries(
    client_as: ClientAs, world: World, django_assert_max_num_queries: Callable
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_as("coordinator")
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("order_list"))
    with tenancy.tx(SYSTEM):
        for number in range(3):
            roadmap = factories.make_roadmap(world.school.organization, title=f"Карта {number}")
            order_factories.make_draft_order(roadmap, str(number))

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("order_list"))

    assert len(few) == len(many)


def test_unready_order_shows_what_is_missing_instead_of_the_form(client_as: ClientAs, draft: Order) -> None:
    client = client_as("coordinator")
    client.post(reverse("order_edit", args=[draft.pk]), edit_data(draft, clause_0="Назначить ____________________."))

    page = client.get(reverse("order_register", args=[draft.pk])).content.decode()

    assert "В пункте 1 осталось незаполненное место." in page
    assert 'name="number"' not in page


def test_long_paper_is_not_previewed_and_prints_in_the_queue(
    client_as: ClientAs, draft: Order, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    woken: list[int] = []
    monkeypatch.setattr("orders.views.files.is_long", lambda paper: True)
    monkeypatch.setattr("orders.views.files.print_order.delay", woken.append)
    client = client_as("coordinator")

    preview = client.get(reverse("order_preview", args=[draft.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("order_register", args=[draft.pk]), register_data())

    assert preview["Location"] == draft.get_absolute_url()
    assert woken == [draft.pk]


def test_without_system_libraries_everything_but_pdf_works(
    client_as: ClientAs, draft: Order, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable
) -> None:
    def refuse(sheet: str) -> None:
        raise PdfUnavailable

    monkeypatch.setattr("core.pdf._press", refuse)
    client = client_as("coordinator")

    preview = client.get(reverse("order_preview", args=[draft.pk]), follow=True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("order_register", args=[draft.pk]), register_data())
    again = client.post(reverse("order_file", args=[draft.pk]), follow=True)

    assert "PDF недоступен" in preview.content.decode()
    assert reload(draft).number == "72-од"
    assert "PDF недоступен" in again.content.decode()
    assert "Сделать PDF" in again.content.decode()


@pytest.mark.parametrize("rows", ["9" * 5000, "-1", "сто"])
def test_a_spoiled_number_of_clauses_is_an_error_of_the_form(draft: Order, client_as: ClientAs, rows: str) -> None:
    response = client_as("coordinator").post(reverse("order_edit", args=[draft.pk]), edit_data(draft, rows=rows))
    assert response.status_code == 422


def test_a_map_that_changed_meanwhile_is_not_approved_and_shows_what(client_as: ClientAs, draft: Order) -> None:
    with tenancy.tx(SYSTEM):
        row = Activity.objects.get(roadmap=draft.roadmap)
        before = row.name
        Activity.objects.filter(pk=row.pk).update(name="Совсем другое", version=2)
        Roadmap.objects.filter(pk=row.roadmap_id).update(version=2)

    answer = client_as("coordinator").post(reverse("order_register", args=[draft.pk]), register_data())

    page = answer.content.decode()
    assert (answer.status_code, reload(draft).status) == (422, "draft")
    assert "Карта изменилась после составления приказа" in page
    assert before in page
    assert "Совсем другое" in page
