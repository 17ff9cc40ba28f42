"""A file read anew: another encoding or delimiter, parted rows, progress of big tables."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tables.refusals import NoTable, UnknownEncoding
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.actions import reading
from roadmaps.importing.document import interpret, read_pasted
from roadmaps.importing.review import term_groups
from roadmaps.models import ImportDraft
from roadmaps.queries.imports import joined_rows, result_of, target_of
from tests.conftest import NOW
from tests.world import World

HEADER = ("№", "Мероприятие", "Срок", "Ответственный")
CUT = ("", "и обучение наставников", "", "")
ROWS = (("1", "Провести собрание,", "ноябрь", "Куратор"), CUT, ("2", "Подвести итоги", "май", "Куратор"))


def table(*rows: tuple[str, ...], sign: str = "\t") -> str:
    return "\n".join(sign.join(row) for row in (HEADER, *rows))


def start(world: World, *, text: str = "", data: bytes | None = None) -> ImportDraft:
    return actions.start_import(
        data=data, text=text, name="план.csv", school_year=2026, by=world.viewer("coordinator"), now=NOW
    )


def names(draft: ImportDraft) -> list[str]:
    return [activity.name for activity in result_of(draft).chosen[0].activities]


def test_a_joined_row_is_parted_and_joined_again(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft = start(world, text=table(*ROWS))
        joined = names(draft)
        actions.part_row(draft, table=0, row=3, by=viewer)
        parted, shown = names(draft), [(item.row, item.apart) for item in joined_rows(draft)]
        actions.join_row(draft, table=0, row=3, by=viewer)
    assert joined == ["Провести собрание, и обучение наставников", "Подвести итоги"]
    assert parted == ["Провести собрание,", "и обучение наставников", "Подвести итоги"]
    assert (shown, names(draft)) == ([(3, True)], joined)


def test_a_row_that_is_not_joined_cannot_be_parted(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft = start(world, text=table(*ROWS))
        with pytest.raises(reading.NotJoined):
            actions.part_row(draft, table=0, row=2, by=viewer)


def test_parting_a_row_keeps_the_answers_given_so_far(world: World, client_as: Callable[[str], Client]) -> None:
    with tenancy.tx(world.viewer("coordinator").scope):
        draft = start(world, text=table(*ROWS, ("3", "Отметить", "по графику", "Куратор")))
    client = client_as("coordinator")
    page = client.get(reverse("import_review", args=[draft.pk]))
    key = page.context["form"].doubtful[0].key
    answers = {"part": "1", f"term-{key}": "typed", f"typed-{key}": "декабрь"}
    response = client.post(reverse("import_row", args=[draft.pk, 0, 3]), answers)
    assert "Разъединить" in page.content.decode()
    assert response.url == reverse("import_review", args=[draft.pk]) + "#joined"
    with tenancy.tx(SYSTEM):
        draft.refresh_from_db()
    assert (draft.choices["terms"], len(names(draft))) == ({key: {"typed": "декабрь"}}, 4)


def test_a_text_is_read_anew_with_another_delimiter(world: World) -> None:
    text = table(*(row for row in ROWS if row is not CUT), sign=";").replace("собрание,", "собрание|совет")
    with tenancy.tx(world.viewer("coordinator").scope):
        draft = start(world, text=text)
        found = result_of(draft)
        with pytest.raises(NoTable):
            actions.choose_format(draft, delimiter="\t", by=world.viewer("coordinator"))
        draft.refresh_from_db()
        actions.choose_format(draft, delimiter="|", by=world.viewer("coordinator"))
    assert (found.delimiter, found.tables[0].sample[0]) == (";", HEADER)
    assert (result_of(draft).delimiter, len(result_of(draft).tables[0].sample[0])) == ("|", 2)


def test_a_text_is_read_anew_in_another_encoding(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft = start(world, data=table(*ROWS, sign=";").encode("cp1251"))
        with pytest.raises(UnknownEncoding):
            actions.choose_format(draft, delimiter=";", encoding="utf-8-sig", by=viewer)
        draft.refresh_from_db()
        actions.choose_format(draft, delimiter=";", encoding="koi8-r", by=viewer)
        wrong = result_of(draft).tables[0].sample[0]
        actions.choose_format(draft, delimiter=";", encoding="cp1251", by=viewer)
    assert (wrong == HEADER, result_of(draft).tables[0].sample[0]) == (False, HEADER)


def test_the_page_of_columns_offers_what_was_guessed(world: World, client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    file = SimpleUploadedFile("план.csv", table(*ROWS, sign=";").encode("cp1251"))
    address = client.post(reverse("roadmap_import"), {"file": file}).url
    page = client.get(address)
    shape = page.context["format_form"]
    refused = client.post(address.replace("columns", "format"), {"encoding": "utf-8-sig", "delimiter": "semicolon"})
    assert (shape["encoding"].value(), shape["delimiter"].value()) == ("cp1251", "semicolon")
    assert (refused.status_code, list(refused.context["format_form"].errors)) == (422, ["encoding"])
    assert client.post(address.replace("columns", "format"), {"encoding": "cp1251", "delimiter": "semicolon"}).url


def test_a_year_in_one_term_casts_no_doubt_on_others_once_the_year_is_chosen(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        draft = start(world, text=table(ROWS[0], ("2", "Подвести итоги", "2031 год", "Куратор")))
        before = doubtful(draft)
        columns = {0: result_of(draft).tables[0].columns}
        actions.choose_columns(draft, columns=columns, tables=frozenset({0}), school_year=2026, by=viewer)
    assert (before, doubtful(draft)) == (["ноябрь", "2031 год"], ["2031 год"])


def doubtful(draft: ImportDraft) -> list[str]:
    return [group.words for group in term_groups(result_of(draft), target_of(draft)) if group.needs_eyes]


def test_the_reading_tells_how_far_it_is() -> None:
    told: list[int] = []
    rows = [(str(n), f"Мероприятие {n}", "ноябрь", "Куратор") for n in range(300)]
    interpret(read_pasted(table(*rows)), progress=told.append)
    assert (told[0], told == sorted(told), told[-1], len(told)) == (2, True, 301, 301)


def big_import(world: World) -> ImportDraft:
    rows = [(str(n), f"Мероприятие {n}", "ноябрь", "Куратор") for n in range(1000)]
    with tenancy.tx(world.viewer("coordinator").scope):
        return start(world, text=table(*rows))


def test_the_progress_of_a_big_table_is_written_on_the_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = big_import(world)
    seen: list[int] = []
    reporter = reading._reporter

    def watched(draft: ImportDraft, scope: Any) -> Callable[[int], None]:
        report = reporter(draft, scope)

        def told(rows: int) -> None:
            report(rows)
            with tenancy.tx(SYSTEM):
                seen.append(ImportDraft.objects.get(pk=draft.pk).rows_read)

        return told

    monkeypatch.setattr(reading, "_reporter", watched)
    actions.read_waiting_imports(NOW.date())
    with tenancy.tx(SYSTEM):
        draft.refresh_from_db()
    assert sorted(set(seen)) == list(range(0, 1001, 100))
    assert (draft.status, draft.rows_read, draft.rows_total) == ("review", 1001, 1001)


def test_the_waiting_page_shows_the_progress_and_goes_on(world: World, client_as: Callable[[str], Client]) -> None:
    draft = big_import(world)
    with tenancy.tx(SYSTEM):
        ImportDraft.objects.filter(pk=draft.pk).update(rows_read=124)
    client, address = client_as("coordinator"), reverse("import_columns", args=[draft.pk])
    polled = {"HX-Request": "true", "HX-Target": "progress"}
    page = client.get(address).content.decode()
    waiting = client.get(address, headers=polled).content.decode()
    actions.read_waiting_imports(NOW.date())
    done = client.get(address, headers=polled)
    assert "124 из 1\u00a0001" in page
    assert 'role="progressbar"' in waiting
    assert '<noscript><meta http-equiv="refresh"' in page
    assert (done.headers["HX-Redirect"], client.get(address).status_code) == (address, 200)
