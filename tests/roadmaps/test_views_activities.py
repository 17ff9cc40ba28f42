"""Pages of the daily work: the table, an activity, rows of a draft."""

import gzip
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.models import Activity, ContentLine, Roadmap
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
READERS = ["coordinator", "director", "curator", "psychologist", "mentor", "municipal_official", "region_official"]


@pytest.mark.parametrize("key", [*READERS, "mentee"])
def test_home_opens_for(client_as: SignIn, key: str) -> None:
    assert client_as(key).get(reverse("home")).status_code == 200


@pytest.mark.parametrize("key", READERS)
def test_roadmap_and_activity_open_for(client_as: SignIn, world: World, key: str) -> None:
    client = client_as(key)

    assert client.get(world.school.roadmap.get_absolute_url()).status_code == 200
    assert client.get(world.school.activity.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("key", ["neighbour", "stranger"])
def test_roadmap_and_activity_of_another_school_are_not_found(client_as: SignIn, world: World, key: str) -> None:
    client = client_as(key)

    assert client.get(world.school.roadmap.get_absolute_url()).status_code == 404
    assert client.get(world.school.activity.get_absolute_url()).status_code == 404


def test_a_mentee_sees_no_roadmap(client_as: SignIn, world: World) -> None:
    assert client_as("mentee").get(world.school.roadmap.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("key", ["municipal_official", "region_official"])
def test_an_official_reads_no_name_of_a_mentor(client_as: SignIn, world: World, key: str) -> None:
    """A mentor may be a pupil: the name stays in the school, also in the words kept beside the row."""
    with tenancy.tx(SYSTEM):
        mentor = factories.make_membership(world.school.organization, "mentor", last_name="Старшеклассников")
        factories.make_responsible(world.school.activity, kind="person", person=mentor, text=mentor.short_name)
    pages = [world.school.activity.get_absolute_url(), world.school.roadmap.get_absolute_url()]
    pages += [f"{pages[1]}?q=старшеклассников"]

    texts = [client_as(key).get(page).content.decode() for page in pages]
    assert ["Старшеклассников" in text for text in texts] == [False, False, False]
    assert "Наставник" in texts[0]
    assert "Старшеклассников" in client_as("coordinator").get(pages[0]).content.decode()


def test_an_official_reads_without_files_and_buttons(client_as: SignIn, world: World) -> None:
    response = client_as("municipal_official").get(world.school.activity.get_absolute_url())
    text = response.content.decode()

    assert world.school.attachment.name not in text
    assert "открывает сама организация" in text
    assert "Отметить выполненным" not in text


def test_home_shows_what_is_due_and_schools_by_light(client_as: SignIn) -> None:
    text = client_as("municipal_official").get(reverse("home")).content.decode()

    assert "Нет данных" in text


def test_home_names_the_next_term_when_nothing_is_due(client_as: SignIn, world: World) -> None:
    text = client_as("coordinator").get(reverse("home")).content.decode()

    assert "На сегодня всё. Ближайшее" in text
    assert world.school.activity.name in text


def test_one_roadmap_opens_at_once(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=world.school.draft.pk).update(status="archived")

    response = client_as("coordinator").get(reverse("roadmap_list"))

    assert (response.status_code, response["Location"]) == (302, world.school.roadmap.get_absolute_url())


def test_several_roadmaps_are_listed(client_as: SignIn, world: World) -> None:
    text = client_as("coordinator").get(reverse("roadmap_list")).content.decode()

    assert world.school.roadmap.title in text
    assert world.school.draft.title in text


def test_without_a_roadmap_the_way_to_one_is_shown(client_as: SignIn) -> None:
    text = client_as("municipal_official").get(reverse("roadmap_list")).content.decode()

    assert reverse("roadmap_create") in text


def test_an_empty_filter_offers_to_drop_it(client_as: SignIn, world: World) -> None:
    response = client_as("coordinator").get(world.school.roadmap.get_absolute_url(), {"q": "нет такого"})

    assert "Ничего не нашлось" in response.content.decode()


def test_a_draft_leads_to_the_order(client_as: SignIn, world: World) -> None:
    text = client_as("coordinator").get(world.school.draft.get_absolute_url()).content.decode()

    assert reverse("order_create", args=[world.school.draft.pk]) in text
    assert reverse("activity_create", args=[world.school.draft_activity.stage_id]) in text


def test_an_approved_map_says_why_it_is_locked(client_as: SignIn, world: World) -> None:
    text = client_as("coordinator").get(world.school.roadmap.get_absolute_url()).content.decode()

    assert "Карта утверждена: тексты и сроки закрыты" in text
    assert reverse("activity_create", args=[world.school.stage.pk]) not in text


def test_the_full_table_keeps_its_budgets(client_as: SignIn, world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        roadmap = actions.create_from_template("pupil", school_year=2026, organization=viewer.organization, by=viewer)
    client = client_as("coordinator")
    client.get(roadmap.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        response = client.get(roadmap.get_absolute_url())

    assert len(gzip.compress(response.content)) <= 25_000
    # the savepoint of the test stands where a request has its transaction
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 15


@pytest.mark.parametrize("page", ["home", "roadmap", "activity"])
def test_a_page_costs_the_same_with_more_rows(client_as: SignIn, world: World, page: str) -> None:
    school, client = world.school, client_as("coordinator")
    address = {
        "home": "/",
        "roadmap": school.roadmap.get_absolute_url(),
        "activity": school.activity.get_absolute_url(),
    }[page]
    client.post(reverse("occurrence_start", args=[school.occurrence.pk]), {"version": 1})
    counts = []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
        with tenancy.tx(SYSTEM):
            for number in (1, 2):
                factories.make_line(school.activity)
                row = factories.make_occurrence(school.activity, due_on=date(2026, 12, number), starts_on=None)
                factories.make_attachment(row, school.coordinator)
                extra = factories.make_activity(school.stage)
                factories.make_occurrence(extra, starts_on=None, due_on=date(2026, 11, 22))
                factories.make_responsible(extra)
    assert counts[0] == counts[1]
    assert counts[0] <= 18


def test_a_tick_by_htmx_equals_the_reloaded_page(client_as: SignIn, world: World) -> None:
    client, line = client_as("coordinator"), world.school.line

    answer = client.post(reverse("line_toggle", args=[line.pk]), {"done": "1"}, headers={"HX-Request": "true"})
    page = client.get(world.school.activity.get_absolute_url())

    assert _checklist(answer.content.decode()) == _checklist(page.content.decode())
    assert 'aria-checked="true"' in answer.content.decode()


def _checklist(text: str) -> list[str]:
    """The section without what differs by nature: tokens of the forms and the focus mark."""
    section = text[text.index('<section class="panel" id="content"') :]
    section = section[: section.index("</section>")].replace(" data-focus", "")
    return [line for line in section.split("<") if "csrfmiddlewaretoken" not in line]


def test_a_tick_without_scripts_returns_to_the_page(client_as: SignIn, world: World) -> None:
    client, line = client_as("curator"), world.school.line

    response = client.post(reverse("line_toggle", args=[line.pk]), {"done": "1"})

    assert response["Location"] == f"{world.school.activity.get_absolute_url()}#content"
    with tenancy.tx(SYSTEM):
        assert ContentLine.objects.get(pk=line.pk).done_at is not None


FORM = {"name": "Круглый стол", "term_text": "декабрь", "content": "повестка\nприглашения", "others": "совет школы"}


def test_a_row_is_added_to_a_draft(client_as: SignIn, world: World) -> None:
    stage = world.school.draft_activity.stage

    response = client_as("coordinator").post(reverse("activity_create", args=[stage.pk]), FORM | {"roles": ["curator"]})

    assert response["Location"] == world.school.draft.get_absolute_url()
    with tenancy.tx(SYSTEM):
        row = Activity.objects.get(stage=stage, name="Круглый стол")
        assert (row.term_kind, row.lines.count(), row.responsibles.count()) == ("month", 2, 2)
        assert row.occurrences.get().due_on == date(2026, 12, 31)


def test_an_unread_term_is_refused_beside_the_field(client_as: SignIn, world: World) -> None:
    address = reverse("activity_create", args=[world.school.draft_activity.stage_id])

    response = client_as("coordinator").post(address, FORM | {"term_text": "абракадабра"})

    assert response.status_code == 422
    assert response.context["form"].errors["term_text"][0].startswith("Срок не понят.")
    assert "Круглый стол" in response.content.decode()


def test_a_doubtful_term_asks_which_reading_is_meant(client_as: SignIn, world: World) -> None:
    address = reverse("activity_create", args=[world.school.draft_activity.stage_id])
    client, words = client_as("coordinator"), "Ноябрь Декабрь 2024 Январь 2024"

    asked = client.post(address, FORM | {"term_text": words})
    options = [key for key, _ in asked.context["form"].fields["understood"].choices]
    response = client.post(address, FORM | {"term_text": words, "understood": options[-1]})

    assert (asked.status_code, response.status_code) == (422, 302)


def test_a_stale_edit_shows_both_values(client_as: SignIn, world: World) -> None:
    row = world.school.draft_activity
    address = reverse("activity_edit", args=[row.pk])
    client_as("coordinator").post(address, FORM | {"name": "Первое название", "version": "1"})

    response = client_as("coordinator").post(address, FORM | {"name": "Второе название", "version": "1"})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Первое название" in text
    assert "Второе название" in text
    assert 'name="version" value="2"' in text


def test_the_edit_page_starts_with_what_is_stored(client_as: SignIn, world: World) -> None:
    response = client_as("coordinator").get(reverse("activity_edit", args=[world.school.draft_activity.pk]))

    assert response.context["form"]["term_text"].value() == "ноябрь"


def test_a_row_is_deleted_after_a_question(client_as: SignIn, world: World) -> None:
    row, client = world.school.draft_activity, client_as("coordinator")
    address = reverse("activity_delete", args=[row.pk])

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    with tenancy.tx(SYSTEM):
        assert not Activity.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", ["activity_edit", "activity_delete"])
def test_rows_of_an_approved_map_are_not_edited(client_as: SignIn, world: World, name: str) -> None:
    response = client_as("coordinator").post(reverse(name, args=[world.school.activity.pk]), FORM)

    assert response["Location"] == world.school.roadmap.get_absolute_url()


@pytest.mark.parametrize(("key", "status"), [("curator", 403), ("municipal_official", 403), ("stranger", 404)])
def test_rows_of_a_draft_are_closed_to(client_as: SignIn, world: World, key: str, status: int) -> None:
    assert client_as(key).get(reverse("activity_edit", args=[world.school.draft_activity.pk])).status_code == status
