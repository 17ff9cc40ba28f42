"""The official forms: their columns, whose contacts, never a live formula."""

import io
from datetime import date

import openpyxl
import pytest

from core import tenancy
from core.sheets.xlsx import as_xlsx
from core.tenancy import SYSTEM
from mentoring.models import Person
from mentoring.official import Asked, OfficialRow, official_sheet
from mentoring.queries.official import filter_words, official_rows
from mentoring.queries.people import Filters
from tests.world import TODAY, World

ASKED = Asked("СОШ № 4", "Примерова С. А.", date(2026, 11, 21), "для педсовета")
ROW = OfficialRow(
    name='=HYPERLINK("x")',
    contacts="+7 900",
    place="6 «А»",
    forms="учитель – ученик",
    entered_on=date(2026, 9, 10),
    finished_on=None,
    results="@итог",
    case_link="",
    birth_year=2014,
    request="-алгебра",
)


@pytest.mark.parametrize(("side", "columns"), [("mentee", 13), ("mentor", 16)])
def test_a_form_has_the_columns_of_the_order(side: str, columns: int) -> None:
    sheet = official_sheet(side, 2026, [ROW], ASKED)

    assert (len(sheet.columns), len(sheet.groups[0].rows[0])) == (columns, columns)
    assert sheet.lines == ("СОШ № 4", "2026/27 учебный год")


def test_a_file_never_holds_a_live_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(official_sheet("mentee", 2026, [ROW], ASKED))))
    cells = [cell for row in book.active.iter_rows() for cell in row if str(cell.value or "")[:1] in set("=+-@")]

    assert [cell.value for cell in cells] == ['=HYPERLINK("x")', "+7 900", "-алгебра", "@итог"]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


def test_an_empty_base_is_a_form_without_rows() -> None:
    assert official_sheet("mentor", 2026, [], ASKED).groups == ()


def test_a_minor_is_reached_through_a_parent_and_closed_data_stay_closed(world: World) -> None:
    viewer, school = world.viewer("coordinator"), world.school.people
    with tenancy.tx(viewer.scope):
        rows, people = official_rows(viewer, 2026, Filters(tab="mentee"), TODAY)

    row = rows[people.index(school.mentee.pk)]
    assert row.contacts.startswith(str(school.guardian))
    assert (row.birth_year, row.request) == (2014, school.request.text)
    assert "диагноз" not in repr(row)


def test_whose_data_are_stopped_is_in_no_file(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=world.school.people.mentee.pk).update(status="blocked")
    with tenancy.tx(viewer.scope):
        _, people = official_rows(viewer, 2026, Filters(tab="mentee"), TODAY)
    assert world.school.people.mentee.pk not in people


def test_the_words_of_a_search_are_not_told() -> None:
    assert filter_words(Filters(chip="unpaired", q="Петров")) == "без пары, поиск"


def test_the_other_side_of_a_pair_stands_in_both_forms(world: World) -> None:
    viewer, people = world.viewer("coordinator"), world.school.people
    with tenancy.tx(viewer.scope):
        mentees, _ = official_rows(viewer, 2026, Filters(tab="mentee"), TODAY, [people.wanted.pk])
        mentors, _ = official_rows(viewer, 2026, Filters(tab="mentor"), TODAY, [people.offered.pk])

    assert [row.pair_names for row in (*mentees, *mentors)] == [people.mentor.full_name, people.mentee.full_name]
    assert mentees[0].pair_places == "учитель"
