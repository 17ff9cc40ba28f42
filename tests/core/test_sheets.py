import io
from datetime import UTC, date, datetime

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from core.sheets.docx import as_docx
from core.sheets.model import Column, Group, On, Sheet, file_name
from core.sheets.pdf import as_pdf
from core.sheets.xlsx import as_xlsx

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
COLUMNS = (Column("Дело", 60), Column("Когда", 30), Column("Точно", 30, On.SPREADSHEET))
ROWS = (("=1+1", date(2026, 11, 21), 5), ("Совет\nи <отчёт> & итог", None, None))


def sheet_of(rows: int = 2) -> Sheet:
    return Sheet(
        title="Карта: «Учитель – ученик»",
        columns=COLUMNS,
        groups=(Group("1", "Этап", (ROWS * rows)[:rows]), Group("2", "Пусто", (), over="Фаза")),
        file_name="Карта",
        lines=("СОШ № 4",),
        total=f"мероприятий {rows}",
        facts=(("Кто выгрузил", "Примерова А. П."), ("Отбор", "нет")),
        group_titles=("Фаза", "№ этапа", "Этап", ""),
        author="Примерова А. П.",
    )


def book_of(rows: int = 2) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet_of(rows))))


def test_spreadsheet_holds_real_dates_and_never_a_formula() -> None:
    page = book_of().active
    first = list(page[5])
    assert [cell.value for cell in first[:4]] == [None, 1, "Этап", "=1+1"]
    assert first[4].value.date() == date(2026, 11, 21)
    assert (first[3].data_type, first[3].quotePrefix, first[4].number_format) == ("s", True, "DD.MM.YYYY")
    assert [cell.value for cell in page[7]] == ["Фаза", 2, "Пусто", None, None, None]


def test_spreadsheet_is_ready_to_filter_and_to_print() -> None:
    book = book_of()
    page = book.active
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A5", "A4:F7", "$4:$4")
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert page.cell(8, 1).value == "Итого: мероприятий 2"
    assert [cell.value for cell in book["О файле"]["B"]] == ["Карта: «Учитель – ученик»", "Примерова А. П.", "нет"]


def test_rows_of_a_spreadsheet_are_as_tall_as_their_text() -> None:
    page = book_of().active

    heights = [page.row_dimensions[number].height for number in (4, 5, 6)]

    assert heights == [13.5, 13.5, 27.0]


def test_document_repeats_its_header_and_tears_no_row() -> None:
    document = docx.Document(io.BytesIO(as_docx(sheet_of(), NOON)))
    table = document.tables[0]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, *[False] * 5]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [row.cells[0].text for row in table.rows] == ["Дело", "1.", "=1+1", "Совет\nи <отчёт> & итог", "Фаза", "2."]
    assert {p.style.name for row in table.rows for cell in row.cells for p in cell.paragraphs} == {
        *("Таблица: шапка", "Таблица: этап", "Таблица: текст", "Таблица: фаза")
    }


def test_document_says_who_made_it_and_when() -> None:
    about = docx.Document(io.BytesIO(as_docx(sheet_of(), NOON))).core_properties
    assert (about.title, about.author, about.language) == ("Карта: «Учитель – ученик»", "Примерова А. П.", "ru-RU")
    assert about.created == NOON


def test_pdf_is_landscape_with_numbered_pages_and_a_header_on_each() -> None:
    pages = PdfReader(io.BytesIO(as_pdf(sheet_of(90)))).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) > 1
    assert float(pages[0].mediabox.width) > float(pages[0].mediabox.height)
    assert [f"{n} из {len(pages)}" in text for n, text in enumerate(texts, 1)] == [True] * len(pages)
    assert all("Дело" in text for text in texts)


def test_text_of_a_row_is_no_markup_in_pdf() -> None:
    assert "<отчёт> & итог" in PdfReader(io.BytesIO(as_pdf(sheet_of()))).pages[0].extract_text()


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Дорожная карта СОШ № 4", "2026-27"), "Дорожная карта СОШ № 4 2026-27 (21.11.2026).xlsx"),
        (("Карта", '../МБОУ "Школа": 5/6'), "Карта МБОУ Школа 5 6 (21.11.2026).xlsx"),
    ],
)
def test_file_name_suits_every_system(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, on=date(2026, 11, 21), suffix="xlsx") == name
