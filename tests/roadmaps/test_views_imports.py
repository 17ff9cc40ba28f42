"""The import wizard, step by step."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.actions import imports, reading
from roadmaps.models import ImportDraft, Occurrence, Responsible, Roadmap
from tests.conftest import NOW
from tests.world import World

HEADER = ["№", "Этап", "Мероприятия", "Содержание", "Сроки", "Ответственные"]
ROWS = [
    ["1", "Подготовка условий", "Изучить документы", "1. Прочитать. 2. Обсудить.", "ноябрь", "Координатор"],
    ["2", "Подготовка условий", "Провести собрание", "", "Ноябрь 2023 Декабрь 2024 Январь 2024", "Вымышленный М. М."],
    ["3", "Завершение", "Подвести итоги", "", "ежеквартально", "Кураторы"],
]


def document(title: str = "Дорожная карта на 2023-2024 учебный год") -> SimpleUploadedFile:
    file = docx.Document()
    file.add_paragraph(title)
    table = file.add_table(rows=0, cols=len(HEADER))
    for cells in [HEADER, *ROWS]:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    data = BytesIO()
    file.save(data)
    return SimpleUploadedFile("карта.docx", data.getvalue())


def upload(client: Client, **fields: object) -> ImportDraft:
    response = client.post(reverse("roadmap_import"), fields or {"file": document()})
    assert response.status_code == 302, response.context["form"].errors
    with tenancy.tx(SYSTEM):
        return ImportDraft.objects.order_by("-pk")[0]


def columns_as_found(client: Client, draft: ImportDraft, **changes: str) -> dict[str, str]:
    form = client.get(reverse("import_columns", args=[draft.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | changes


def test_the_wizard_leads_from_a_file_to_a_draft(client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    draft = upload(client)
    assert client.post(
        reverse("import_columns", args=[draft.pk]), columns_as_found(client, draft, school_year="2026")
    ).url == reverse("import_review", args=[draft.pk])
    page = client.get(reverse("import_review", args=[draft.pk]))
    answers = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    assert client.post(reverse("import_review", args=[draft.pk]), answers).status_code == 302
    assert client.get(reverse("import_confirm", args=[draft.pk])).context["summary"].activities == 3
    client.post(reverse("import_confirm", args=[draft.pk]), {"title": "Карта 2026/27", "target_model": "pupil"})
    with tenancy.tx(SYSTEM):
        roadmap = Roadmap.objects.get(title="Карта 2026/27")
        names = list(roadmap.activities.order_by("stage__position", "position").values_list("name", flat=True))
        november = Occurrence.objects.get(roadmap=roadmap, activity__name="Изучить документы")
        found = Responsible.objects.filter(activity__roadmap=roadmap).order_by("activity__number", "position")
        kinds = list(found.values_list("kind", "role"))
    assert (roadmap.status, names) == ("draft", [row[2] for row in ROWS])
    assert (november.starts_on.isoformat(), november.due_on.isoformat()) == ("2026-11-01", "2026-11-30")
    assert kinds == [("role", "coordinator"), ("text", ""), ("role", "curator")]


def test_a_doubtful_term_is_asked_first(client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    draft = upload(client)
    client.post(reverse("import_columns", args=[draft.pk]), columns_as_found(client, draft, school_year="2026"))
    form = client.get(reverse("import_review", args=[draft.pk])).context["form"]
    assert [group.words for group in form.doubtful] == ["Ноябрь 2023 Декабрь 2024 Январь 2024"]


def test_typed_words_replace_a_doubtful_term(client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    draft = upload(client)
    client.post(reverse("import_columns", args=[draft.pk]), columns_as_found(client, draft, school_year="2026"))
    page = client.get(reverse("import_review", args=[draft.pk]))
    answers = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    key = page.context["form"].doubtful[0].key
    answers |= {f"term-{key}": "typed", f"typed-{key}": "до 15 декабря"}
    client.post(reverse("import_review", args=[draft.pk]), answers)
    client.post(reverse("import_confirm", args=[draft.pk]), {"title": "Карта", "target_model": "pupil"})
    with tenancy.tx(SYSTEM):
        rows = Occurrence.objects.filter(activity__name="Провести собрание").values_list("due_on", flat=True)
        assert [day.isoformat() for day in rows] == ["2026-12-15"]


def test_unreadable_words_are_refused_beside_the_field(client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    draft = upload(client)
    client.post(reverse("import_columns", args=[draft.pk]), columns_as_found(client, draft, school_year="2026"))
    page = client.get(reverse("import_review", args=[draft.pk]))
    key = page.context["form"].doubtful[0].key
    answers = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    response = client.post(
        reverse("import_review", args=[draft.pk]), answers | {f"term-{key}": "typed", f"typed-{key}": "когда-нибудь"}
    )
    assert (response.status_code, list(response.context["form"].errors)) == (422, [f"typed-{key}"])


def test_a_document_without_a_year_asks_for_it(client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    draft = upload(client, file=document("Дорожная карта"))
    form = client.get(reverse("import_columns", args=[draft.pk])).context["form"]
    response = client.post(reverse("import_columns", args=[draft.pk]), columns_as_found(client, draft))
    assert form["school_year"].value() == ""
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["school_year"])


def test_pasted_rows_are_read(client_as: Callable[[str], Client]) -> None:
    text = "\n".join("\t".join(cells) for cells in [HEADER, *ROWS])
    draft = upload(client_as("coordinator"), text=text)
    assert imports.result_of(draft).chosen[0].activities[0].name == "Изучить документы"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "сохраните как .docx"),
        (b"%PDF-1.4 scan", "PDF"),
        (b"", "пуст"),
    ],
    ids=["old doc", "pdf", "empty"],
)
def test_a_refused_file_stays_beside_its_field(client_as: Callable[[str], Client], data: bytes, words: str) -> None:
    response = client_as("coordinator").post(
        reverse("roadmap_import"), {"file": SimpleUploadedFile("карта.docx", data)}
    )
    assert response.status_code == 422
    assert words in response.context["form"].errors["file"][0]


def test_the_button_pressed_twice_makes_one_map(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft = actions.start_import(
            data=document().read(), text="", name="карта.docx", school_year=2026, by=viewer, now=NOW
        )
        actions.create_from_draft(draft, title="Раз", target_model="pupil", by=viewer, now=NOW)
        with pytest.raises(reading.AlreadyCreated):
            actions.create_from_draft(draft, title="Два", target_model="pupil", by=viewer, now=NOW)


def test_a_step_back_does_not_reopen_an_import_that_became_a_map(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft = actions.start_import(
            data=document().read(), text="", name="карта.docx", school_year=2026, by=viewer, now=NOW
        )
        seen = ImportDraft.objects.get(pk=draft.pk)
        actions.create_from_draft(draft, title="Раз", target_model="pupil", by=viewer, now=NOW)
        with pytest.raises(reading.AlreadyCreated):
            actions.choose_columns(seen, columns={}, tables=frozenset({0}), school_year=2026, by=viewer)
        draft.refresh_from_db()
    assert draft.status == "created"


def make_import(world: World) -> tuple[ImportDraft, Roadmap]:
    viewer = world.viewer("coordinator")
    draft = actions.start_import(
        data=document().read(), text="", name="карта.docx", school_year=2026, by=viewer, now=NOW
    )
    roadmap = actions.create_from_draft(draft, title="Карта", target_model="pupil", by=viewer, now=NOW)
    draft.refresh_from_db()
    return draft, roadmap


def test_undo_removes_what_nobody_touched(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft, roadmap = make_import(world)
        left = actions.undo_import(draft, by=viewer, now=NOW + timedelta(hours=23))
        assert (left, Roadmap.objects.filter(pk=roadmap.pk).exists()) == (0, False)


def test_undo_spares_touched_rows(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft, roadmap = make_import(world)
        roadmap.activities.filter(name="Изучить документы").update(version=2)
        assert actions.undo_import(draft, by=viewer, now=NOW) == 1
        assert list(roadmap.activities.values_list("name", flat=True)) == ["Изучить документы"]


def test_undo_is_refused_after_a_day(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft, _roadmap = make_import(world)
        with pytest.raises(imports.UndoTooLate):
            actions.undo_import(draft, by=viewer, now=NOW + timedelta(hours=25))


def test_undo_spares_a_map_approved_meanwhile(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft, roadmap = make_import(world)
        seen = ImportDraft.objects.select_related("roadmap").get(pk=draft.pk)
        rows = roadmap.activities.count()
        Roadmap.objects.filter(pk=roadmap.pk).update(status="approved", approved_on=NOW.date())
        with pytest.raises(imports.UndoTooLate):
            actions.undo_import(seen, by=viewer, now=NOW)
        assert roadmap.activities.count() == rows


def test_a_big_table_is_read_in_the_background(world: World) -> None:
    viewer = world.viewer("coordinator")
    rows = [[str(n), "Этап", f"Мероприятие {n}", "", "ноябрь", "Кураторы"] for n in range(5000)]
    text = "\n".join("\t".join(cells) for cells in [HEADER, *rows])
    with tenancy.tx(viewer.scope):
        draft = actions.start_import(data=None, text=text, name="", school_year=2026, by=viewer, now=NOW)
        before = draft.status
    actions.read_waiting_imports(NOW.date())
    with tenancy.tx(viewer.scope):
        draft.refresh_from_db()
        count = len(imports.result_of(draft).chosen[0].activities)
    assert (before, draft.status, count) == ("reading", "review", 5000)


def test_stale_uploads_are_forgotten(world: World) -> None:
    with tenancy.tx(SYSTEM):
        before = ImportDraft.objects.count()
    removed = imports.remove_stale_imports(NOW + timedelta(days=2))
    assert (before, removed) == (8, 8)


def test_a_foreign_import_is_not_found(world: World, client_as: Callable[[str], Client]) -> None:
    foreign = world.schools[1].import_draft
    response = client_as("coordinator").get(reverse("import_detail", args=[foreign.pk]))
    assert response.status_code == 404


def test_a_curator_may_not_import(client_as: Callable[[str], Client]) -> None:
    assert client_as("curator").get(reverse("roadmap_import")).status_code == 403


@pytest.mark.parametrize("name", ["roadmap_import", "roadmap_create", "roadmap_create_empty"])
def test_other_methods_are_refused(client_as: Callable[[str], Client], name: str) -> None:
    assert client_as("coordinator").put(reverse(name)).status_code == 405


def test_a_term_outside_the_year_has_to_be_chosen(client_as: Callable[[str], Client]) -> None:
    rows = [["1", "Этап", "Провести собрание", "", "2031 год", "Кураторы"], *ROWS[:1]]
    text = "\n".join("\t".join(cells) for cells in [HEADER, *rows])
    client = client_as("coordinator")
    draft = upload(client, text=text)
    client.post(reverse("import_columns", args=[draft.pk]), columns_as_found(client, draft, school_year="2026"))
    page = client.get(reverse("import_review", args=[draft.pk]))
    form = page.context["form"]
    name = f"term-{form.doubtful[0].key}"
    answers = {field: form[field].value() for field in form.fields if form[field].value() is not None}
    response = client.post(reverse("import_review", args=[draft.pk]), answers)
    assert (form[name].value(), response.status_code, list(response.context["form"].errors)) == (None, 422, [name])
    assert page.content.decode().count("2031 год") == 2  # seen once; once more, hidden, as the name of the choice


def test_columns_of_a_file_are_not_called_optional(client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    pages = [client.get(reverse("roadmap_import"))]
    pages.append(client.get(reverse("import_columns", args=[upload(client).pk])))

    assert ["необязательно" in page.content.decode() for page in pages] == [False, False]
