"""The table of a roadmap as an editor: cells, rows, stages, many rows at once, columns."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Activity, Change, ChangeSet, Roadmap, Stage
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}
TOKENS = re.compile(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>|name="csrf" content="[^"]*"| data-focus')


def plain(response: HttpResponse) -> str:
    """The text without what differs by nature: tokens of the forms and the focus mark."""
    return TOKENS.sub("", response.content.decode())


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def cell(activity: Activity, name: str) -> str:
    return reverse("activity_cell", args=[activity.pk, name])


def page_of(row: Activity | Stage) -> str:
    return reverse("roadmap_detail", args=[row.roadmap_id])


def saved(pk: int) -> Activity:
    with tenancy.tx(SYSTEM):
        return Activity.objects.get(pk=pk)


def test_a_cell_is_edited_in_its_place(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity
    values = {"expected_result": "справка", "version": row.version, "change": 0}

    answer = client.post(cell(row, "result"), values, headers=HTMX)
    page = client.get(page_of(row))

    assert answer.status_code == 200
    assert "справка" in plain(answer)
    assert plain(answer).strip() in plain(page)
    assert saved(row.pk).expected_result == "справка"


def test_a_cell_without_scripts_returns_to_its_row(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity

    answer = client.post(cell(row, "name"), {"name": "Педсовет", "version": row.version})

    assert answer["Location"] == f"{page_of(row)}#a{row.pk}"
    assert saved(row.pk).name == "Педсовет"


@pytest.mark.parametrize("name", ["name", "content", "term", "people", "result"])
def test_the_editor_of_a_cell_is_the_same_on_its_page(client_as: SignIn, world: World, name: str) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity

    fragment = plain(client.get(cell(row, name), headers=HTMX))
    page = plain(client.get(cell(row, name)))

    form = re.sub(r' hx-[a-z]+="[^"]*"', "", fragment[fragment.index("<nav") : fragment.rindex("</div>")])
    assert form in page


def test_a_cancelled_edit_gives_the_row_back(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity

    fragment = client.get(f"{cell(row, 'term')}?row", headers=HTMX)

    assert plain(fragment).strip() in plain(client.get(page_of(row)))


def test_a_doubtful_term_is_asked_about(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity
    values = {"term_text": "сентябрь 2019", "version": row.version}

    answer = client.post(cell(row, "term"), values, headers=HTMX)

    assert answer.status_code == 422
    assert saved(row.pk).term_text != "сентябрь 2019"


def test_a_term_that_is_not_understood_is_refused_in_words(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity

    answer = client.post(cell(row, "term"), {"term_text": "когда-нибудь потом", "version": row.version})

    assert answer.status_code == 422
    assert "Срок не понят" in plain(answer)


def test_a_stale_cell_shows_both_values(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity
    client.post(cell(row, "name"), {"name": "Первый", "version": row.version})

    answer = client.post(cell(row, "name"), {"name": "Второй", "version": row.version}, headers=HTMX)

    assert answer.status_code == 422
    assert "Первый" in plain(answer)
    assert "Второй" in plain(answer)
    assert saved(row.pk).name == "Первый"
    assert f'name="version" value="{row.version + 1}"' in plain(answer)


def test_a_term_in_the_past_warns_and_is_saved(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity

    answer = client.post(cell(row, "term"), {"term_text": "до 11.10.2026", "version": row.version})

    assert "Срок уже прошёл" in told(answer)
    assert "на выходной" in told(answer)
    assert saved(row.pk).term_text == "до 11.10.2026"


def test_an_approved_cell_goes_into_a_change_with_one_reason(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.activity
    values = {"name": "Педсовет", "version": row.version, "change": 0}

    assert client.post(cell(row, "name"), values).status_code == 422
    client.post(cell(row, "name"), values | {"reason": "карантин"})
    with tenancy.tx(SYSTEM):
        change = Change.objects.get(change_set__state="open", activity=row)
    client.post(cell(row, "result"), {"expected_result": "акт", "version": row.version, "change": change.pk})

    with tenancy.tx(SYSTEM):
        change = Change.objects.get(change_set__state="open", activity=row)
    assert (change.after["name"], change.after["expected_result"]) == ("Педсовет", "акт")
    assert saved(row.pk).name != "Педсовет"
    assert "есть изменение" in plain(client.get(page_of(row)))


def test_two_plans_for_one_row_do_not_overwrite_each_other(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.activity
    values = {"name": "Первый", "version": row.version, "change": 0, "reason": "карантин"}
    client.post(cell(row, "name"), values)

    answer = client.post(cell(row, "name"), values | {"name": "Второй"}, headers=HTMX)

    assert answer.status_code == 422
    assert "Первый" in plain(answer)


def test_rows_are_typed_one_after_another(client_as: SignIn, world: World) -> None:
    client, stage = client_as("coordinator"), world.school.draft_activity.stage
    address = reverse("stage_row", args=[stage.pk])

    answer = client.post(address, {"name": "Анкетирование"}, headers=HTMX)
    page = client.get(page_of(stage))

    row, editor = plain(answer).split('<tr class="edit"')
    assert row.strip() in plain(page)
    assert 'name="name"' in editor
    assert "Анкетирование" not in editor
    assert client.post(address, {"name": ""}, headers=HTMX).status_code == 422
    assert client.post(address, {"name": "Опрос"})["Location"] == address


def test_a_moved_row_brings_the_table_of_the_page(client_as: SignIn, world: World) -> None:
    client, stage = client_as("coordinator"), world.school.draft_activity.stage
    client.post(reverse("stage_row", args=[stage.pk]), {"name": "Анкетирование"})
    with tenancy.tx(SYSTEM):
        row = Activity.objects.get(stage=stage, name="Анкетирование")

    answer = client.post(reverse("activity_move", args=[row.pk]), {"to": "up"}, headers=HTMX)
    page = plain(client.get(page_of(stage)))

    assert plain(answer).strip() in page
    assert page.index("Анкетирование") < page.index(world.school.draft_activity.name)


def test_pasted_rows_are_shown_and_then_added(client_as: SignIn, world: World) -> None:
    client, stage = client_as("coordinator"), world.school.draft_activity.stage
    address = reverse("stage_paste", args=[stage.pk])
    text = "Совещание наставников\tноябрь\tКуратор\tпротокол\nОпрос\tдо 25.12.2026\tКоординатор\tсправка"

    shown = client.post(address, {"text": text})
    assert shown.status_code == 200
    assert "Прочитано строк: 2" in plain(shown)
    client.post(address, {"text": text, "apply": "1"})

    with tenancy.tx(SYSTEM):
        rows = Activity.objects.filter(stage=stage).order_by("position")
        added = list(rows.values_list("name", "term_text", "expected_result"))[-2:]
        kinds = set(rows.last().responsibles.values_list("kind", "role"))
    assert added == [
        ("Совещание наставников", "ноябрь", "протокол"),
        ("Опрос", "до 25.12.2026", "справка"),
    ]
    assert kinds == {("role", "coordinator")}


def test_pasted_names_alone_and_nothing_at_all(client_as: SignIn, world: World) -> None:
    client, stage = client_as("coordinator"), world.school.draft_activity.stage
    address = reverse("stage_paste", args=[stage.pk])

    assert "Прочитано строк: 2" in plain(client.post(address, {"text": "Опрос\nСбор"}))
    assert client.post(address, {"text": " "}).status_code == 422


def test_stages_of_a_draft(client_as: SignIn, world: World) -> None:
    client, draft = client_as("coordinator"), world.school.draft
    stage = world.school.draft_activity.stage

    client.post(reverse("stage_create", args=[draft.pk]), {"name": "Итоги"})
    client.post(reverse("stage_edit", args=[stage.pk]), {"name": "Начало"})
    page = plain(client.get(draft.get_absolute_url()))
    assert "Итоги" in page
    assert "Начало" in page
    client.post(reverse("stage_delete", args=[stage.pk]), {"rows": 1})
    assert ". Начало " not in plain(client.get(draft.get_absolute_url()))


def test_a_stage_with_work_done_is_excluded_with_a_reason_only(client_as: SignIn, world: World) -> None:
    client, stage = client_as("coordinator"), world.school.stage
    address = reverse("stage_delete", args=[stage.pk])

    assert client.post(address, {"rows": 1}).status_code == 422
    client.post(address, {"rows": 1, "reason": "этап передан муниципалитету"})

    with tenancy.tx(SYSTEM):
        changes = list(Change.objects.filter(change_set__state="open").values_list("kind", "activity_id"))
    assert changes == [("remove", world.school.activity.pk)]


@pytest.mark.parametrize("do", ["week", "copy"])
def test_a_draft_is_changed_at_once(client_as: SignIn, world: World, do: str) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity

    answer = client.post(reverse("roadmap_bulk", args=[row.roadmap_id]), {"do": do, "ids": [row.pk]})

    assert answer["Location"] == page_of(row)
    assert "1\u00a0мероприятие" in told(answer)


def test_a_shift_is_asked_for_and_goes_back(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity
    address = reverse("roadmap_bulk", args=[row.roadmap_id])
    with tenancy.tx(SYSTEM):
        row.occurrences.update(starts_on=None, due_on="2026-12-01")

    assert client.post(address, {"do": "shift", "ids": [row.pk]}).status_code == 200
    for days, due in (("5", "2026-12-08"), ("-5", "2026-12-01")):
        client.post(address, {"do": "shift", "ids": [row.pk], "days": days, "apply": "1"})
        with tenancy.tx(SYSTEM):
            assert [f"{each.due_on}" for each in row.occurrences.all()] == [due]
    assert client.post(address, {"do": "shift", "ids": [row.pk], "days": "0", "apply": "1"}).status_code == 422


def test_a_term_and_people_for_many_rows(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity
    address = reverse("roadmap_bulk", args=[row.roadmap_id])
    common = {"ids": [row.pk], "apply": "1"}

    client.post(address, common | {"do": "term", "term_text": "март"})
    client.post(address, common | {"do": "people", "roles": ["curator"], "how": "add"})
    client.post(address, common | {"do": "people", "others": "совет школы", "how": "add"})

    assert saved(row.pk).term_text == "март"
    with tenancy.tx(SYSTEM):
        assert set(row.responsibles.values_list("kind", flat=True)) >= {"role", "text"}


def test_removed_rows_of_a_draft_are_gone(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity
    address = reverse("roadmap_bulk", args=[row.roadmap_id])

    assert "исчезнут из черновика" in plain(client.post(address, {"do": "remove", "ids": [row.pk]}))
    client.post(address, {"do": "remove", "ids": [row.pk], "apply": "1"})

    with tenancy.tx(SYSTEM):
        assert not Activity.objects.filter(pk=row.pk).exists()


def test_many_rows_of_an_approved_map_wait_in_a_change(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.activity
    address = reverse("roadmap_bulk", args=[row.roadmap_id])

    assert "Почему меняется карта" in plain(client.post(address, {"do": "week", "ids": [row.pk]}))
    client.post(address, {"do": "week", "ids": [row.pk], "apply": "1", "reason": "карантин"})
    client.post(address, {"do": "copy", "ids": [row.pk]})

    with tenancy.tx(SYSTEM):
        kinds = Change.objects.filter(change_set__state=ChangeSet.State.OPEN).values_list("kind", flat=True)
        assert sorted(kinds) == ["add", "edit"]


def test_nothing_chosen_is_said(client_as: SignIn, world: World) -> None:
    row = world.school.draft_activity

    answer = client_as("coordinator").post(reverse("roadmap_bulk", args=[row.roadmap_id]), {"do": "week"})

    assert "Отметьте строки" in told(answer)


def test_a_row_of_another_map_is_left_alone(client_as: SignIn, world: World) -> None:
    client, row = client_as("coordinator"), world.school.draft_activity
    other = world.school.activity

    client.post(reverse("roadmap_bulk", args=[row.roadmap_id]), {"do": "remove", "ids": [other.pk], "apply": "1"})

    assert saved(other.pk).removed_on is None


def test_columns_are_hidden_for_one_person(client_as: SignIn, world: World) -> None:
    client, roadmap = client_as("coordinator"), world.school.roadmap
    client.post(reverse("roadmap_columns", args=[roadmap.pk]), {"shown": ["term"]})

    page = plain(client.get(roadmap.get_absolute_url()))

    assert 'data-l="Срок"' in page
    assert 'data-l="Результат"' not in page
    assert 'data-l="Результат"' in plain(client_as("director").get(roadmap.get_absolute_url()))


@pytest.mark.parametrize("key", ["curator", "mentor", "municipal_official"])
def test_who_may_not_edit_sees_no_controls(client_as: SignIn, world: World, key: str) -> None:
    page = plain(client_as(key).get(world.school.roadmap.get_absolute_url()))

    assert 'name="ids"' not in page
    assert "data-row" not in page


def test_a_sent_draft_is_closed_in_words(client_as: SignIn, world: World) -> None:
    row = world.school.draft_activity
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=row.roadmap_id).update(route="at_director")

    answer = client_as("coordinator").get(cell(row, "name"))

    assert answer["Location"] == page_of(row)
    assert "отзовите" in told(answer)


def test_an_excluded_row_stays_visible(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(pk=world.school.activity.pk).update(removed_on="2026-11-20", removal_reason="карантин")

    page = plain(client_as("coordinator").get(world.school.roadmap.get_absolute_url()))

    assert "Исключено" in page
    assert client_as("coordinator").get(cell(world.school.activity, "name")).status_code == 404


def test_a_table_of_42_rows_is_light_for_its_editor(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        stage = world.school.draft_activity.stage
        for position in range(2, 43):
            row = factories.make_activity(stage, position=position + 100, expected_result="протокол заседания")
            factories.make_occurrence(row)
            factories.make_responsible(row)

    page = client_as("coordinator").get(page_of(stage))

    assert len(gzip.compress(page.content)) <= 25_000
