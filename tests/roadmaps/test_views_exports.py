import html
import io
import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import unquote

import docx
import openpyxl
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from roadmaps.actions.imports import create_from_draft
from roadmaps.actions.reading import choose_columns, start_import
from roadmaps.models import Activity, Occurrence, Roadmap
from roadmaps.queries.imports import result_of
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]


def address(roadmap: Roadmap, kind: str) -> str:
    return reverse("roadmap_export", args=[roadmap.pk, kind])


def test_table_goes_out_with_its_name_and_is_logged(world: World, client_as: SignIn) -> None:
    response = client_as("coordinator").get(address(world.school.roadmap, "xlsx"))
    name = unquote(response["Content-Disposition"])
    page = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert "Дорожная карта СОШ № 111 2026-27 (21.11.2026).xlsx" in name
    assert world.school.activity.name in [cell.value for row in page for cell in row]
    with tenancy.tx(SYSTEM):
        event = AuditEvent.objects.get(verb="roadmap.exported")
    assert event.details == {"kind": "xlsx", "view": "table", "rows": 1}


def test_filters_of_the_address_are_kept_and_named(world: World, client_as: SignIn) -> None:
    response = client_as("coordinator").get(address(world.school.roadmap, "docx"), {"q": "такого нет"})
    document = docx.Document(io.BytesIO(response.content))
    assert len(document.tables[0].rows) == 1
    assert "Поиск: такого нет" in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("view", ["timeline", "calendar", "people"])
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_every_view_goes_out(world: World, client_as: SignIn, view: str, kind: str) -> None:
    response = client_as("coordinator").get(address(world.school.roadmap, kind), {"view": view})
    if kind == "xlsx":
        page = openpyxl.load_workbook(io.BytesIO(response.content)).active
        texts = [str(cell.value) for row in page for cell in row]
    else:
        table = docx.Document(io.BytesIO(response.content)).tables[0]
        texts = [cell.text for row in table.rows for cell in row.cells]
    assert world.school.activity.name in texts


def test_pdf_goes_out(world: World, client_as: SignIn) -> None:
    response = client_as("coordinator").get(address(world.school.roadmap, "pdf"))
    assert "Совещание" in PdfReader(io.BytesIO(response.content)).pages[0].extract_text()


def test_unknown_kind_is_not_found(world: World, client_as: SignIn) -> None:
    assert client_as("coordinator").get(address(world.school.roadmap, "exe")).status_code == 404


def test_stranger_finds_nothing_and_a_mentee_may_not(world: World, client_as: SignIn) -> None:
    assert client_as("stranger").get(address(world.school.roadmap, "xlsx")).status_code == 404
    assert client_as("mentee").get(address(world.school.roadmap, "xlsx")).status_code == 403


def test_too_long_pdf_is_refused_in_words(world: World, client_as: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roadmaps.actions.exports.LONGEST_PDF", 0)
    response = client_as("coordinator").get(address(world.school.roadmap, "pdf"), follow=True)
    assert "слишком длинная" in response.content.decode()


def test_export_asks_as_many_queries_for_one_row_as_for_three(world: World, client_as: SignIn) -> None:
    client = client_as("coordinator")
    client.get(address(world.school.roadmap, "docx"))
    with CaptureQueriesContext(connection) as one:
        client.get(address(world.school.roadmap, "docx"))
    with tenancy.tx(SYSTEM):
        for _ in range(2):
            factories.make_occurrence(factories.make_activity(world.school.stage))
    with CaptureQueriesContext(connection) as three:
        client.get(address(world.school.roadmap, "docx"))
    assert len(one) == len(three)


def test_name_of_a_child_is_not_shown_above(world: World, client_as: SignIn) -> None:
    with tenancy.tx(SYSTEM):
        child = world.people["mentee"]
        activity = world.school.activity
        Activity.objects.filter(pk=activity.pk).update(responsible_text=f"{child.last_name} И. О.")
        factories.make_responsible(activity, kind="person", person=child, text=f"{child.last_name} И. О.")
    response = client_as("municipal_official").get(address(world.school.roadmap, "docx"))
    table = docx.Document(io.BytesIO(response.content)).tables[0]
    texts = " ".join(cell.text for row in table.rows for cell in row.cells)
    assert child.last_name not in texts
    assert "Наставник" in texts


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_file_of_a_map_makes_the_same_map(world: World, client_as: SignIn, kind: str, now: datetime) -> None:
    """Through the wizard: the columns as they were guessed, no question answered."""
    viewer, school = world.viewer("coordinator"), world.school
    data = client_as("coordinator").get(address(school.draft, kind)).content
    with tenancy.tx(viewer.scope):
        draft = start_import(data=data, text="", name=f"к.{kind}", school_year=2026, by=viewer, now=now)
        tables = {table.index: table.columns for table in result_of(draft).chosen}
        choose_columns(draft, columns=tables, tables=frozenset(tables), school_year=2026, by=viewer)
        made = create_from_draft(draft, title="Снова", target_model="pupil", by=viewer, now=now)
        assert _rows(made) == _rows(school.draft)


def _rows(roadmap: Roadmap) -> list[object]:
    windows = Occurrence.objects.filter(roadmap=roadmap).order_by("due_on").values_list("starts_on", "due_on")
    fields = ("stage__name", "name", "term_text", "term_kind", "expected_result", "responsible_text")
    return [*Activity.objects.filter(roadmap=roadmap).values_list(*fields), *windows]


def test_a_table_goes_out_with_the_columns_and_groups_of_the_page(client_as: SignIn, world: World) -> None:
    client, roadmap = client_as("coordinator"), world.school.roadmap
    client.post(reverse("roadmap_columns", args=[roadmap.pk]), {"shown": ["term", "people"]})
    page = client.get(f"{roadmap.get_absolute_url()}?group=who").content.decode()
    seen, whole = (html.unescape(re.findall(rf'href="([^"]*/xlsx/[^"]*)"[^>]*>{name}', page)[0]) for name in MENU)

    assert titles(client.get(seen)) == [
        "Ответственный",
        "№",
        "Мероприятие",
        "Начало",
        "Окончание",
        "Период, даты",
        "Ответственные",
        "Состояние",
    ]
    assert titles(client.get(whole))[:4] == ["№ этапа", "Этап", "№", "Мероприятие"]
    assert {"Содержание", "Срок", "Результат"} <= set(titles(client.get(whole)))


MENU = (r"Таблица \(\.xlsx\)", r"Карта целиком \(\.xlsx\)")


def titles(response: HttpResponse) -> list[str]:
    """Of the header, the row under the filter."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    row = sheet[int(re.findall(r"[0-9]+", sheet.auto_filter.ref)[0])]
    return [str(cell.value) for cell in row]
