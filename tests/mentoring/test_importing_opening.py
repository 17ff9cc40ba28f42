"""Files of people opened: sheets, delimiters, encodings, headers of several rows, formulas, papers."""

from datetime import date

import pytest

from core.tables.refusals import DamagedFile, HasMacros, NoTable
from mentoring.importing.opening import Shape, WordFile, open_file, open_pasted
from tests.roadmaps.importing_files import excel, repacked, word

TEXT = "ФИО;Класс;Дата рождения\nЁлкин Пётр;7 «Б»;12.05.2014\nПримерова Анна;6А;01.02.2015\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    table = open_file(TEXT.replace(";", delimiter).encode(encoding), Shape())

    assert table.titles == ("ФИО", "Класс", "Дата рождения")
    assert table.rows[0][1] == ["Ёлкин Пётр", "7 «Б»", "12.05.2014"]
    assert (table.shape.encoding, table.shape.delimiter) == (encoding, delimiter)


def test_a_header_of_three_rows_is_put_together() -> None:
    rows = [
        ("База наставляемых на 2026-2027 учебный год", None, None, None),
        ("№", "Ребёнок", None, "Законный представитель"),
        (None, "Фамилия", "Имя", "Телефон"),
        (1, 2, 3, 4),
        (1, "Ёлкин", "Пётр", "8 900 000-00-00"),
    ]
    table = open_file(excel(rows, "A1:D1", "B2:C2"), Shape())

    assert [cells for _, cells in table.rows] == [["1", "Ёлкин", "Пётр", "8 900 000-00-00"]]
    assert table.titles[1:] == ("Ребёнок Фамилия", "Ребёнок Имя", "Законный представитель Телефон")


def test_rows_without_a_header_are_all_people() -> None:
    table = open_pasted("Ёлкин Пётр\t7А\nПримерова Анна\t6А", Shape())

    assert len(table.rows) == 2
    assert table.titles == ("", "")


def test_one_column_of_names_is_a_table() -> None:
    table = open_pasted("ФИО\nЁлкин Пётр\nПримерова Анна", Shape())

    assert [cells for _, cells in table.rows] == [["Ёлкин Пётр"], ["Примерова Анна"]]


def test_papers_are_emptied_before_anything_is_kept() -> None:
    table = open_pasted("ФИО\tСНИЛС\tПрочее\nЁлкин Пётр\t123-456-789 00\t45 10 123456", Shape())

    assert [cells for _, cells in table.rows] == [["Ёлкин Пётр", "", ""]]


def test_totals_and_repeated_headers_are_no_people() -> None:
    table = open_pasted("ФИО\tКласс\nЁлкин Пётр\t7А\nФИО\tКласс\nПримерова Анна\t6А\nИтого\t2", Shape())

    assert [cells[0] for _, cells in table.rows] == ["Ёлкин Пётр", "Примерова Анна"]


def test_a_shielded_number_loses_its_shield() -> None:
    table = open_file('ФИО;Телефон\nЁлкин Пётр;="89000000000"\n'.encode(), Shape())

    assert table.rows[0][1] == ["Ёлкин Пётр", "89000000000"]


def test_a_date_of_a_spreadsheet_is_a_date() -> None:
    table = open_file(excel([("ФИО", "Дата рождения"), ("Ёлкин Пётр", date(2014, 5, 12))]), Shape())

    assert table.rows[0][1][1] == "12.05.2014"


def test_a_header_without_people_is_no_table() -> None:
    with pytest.raises(NoTable):
        open_file(excel([("ФИО", "Класс")]), Shape())


def test_word_macros_and_torn_files_are_refused() -> None:
    with pytest.raises(WordFile):
        open_file(word("Список", (("ФИО", "Класс"), ("Ёлкин Пётр", "7А"))), Shape())
    with pytest.raises(HasMacros):
        open_file(repacked(excel([("ФИО",), ("Ёлкин Пётр",)]), {"xl/vbaProject.bin": b"x"}), Shape())
    with pytest.raises(DamagedFile):
        open_file(excel([("ФИО",), ("Ёлкин Пётр",)])[:300], Shape())


def test_the_header_can_be_told() -> None:
    text = "список\tкружок\nФИО\tКласс\nЁлкин Пётр\t7А"

    assert open_pasted(text, Shape()).titles == ("ФИО", "Класс")
    assert open_pasted(text, Shape(header=(0, 0))).titles == ("", "")
