"""A report as a value: its parts, its files, what is kept of it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest

from core.canonical import canonical, digest
from core.sheets.model import shown
from reports.papers.blocks import blocks_of
from reports.papers.kinds import ALL, ASKS, TITLES, Asked, offered
from reports.papers.model import (
    Column,
    Fact,
    Picture,
    Report,
    Section,
    Table,
    figures_of,
    shortened,
    with_parts,
    with_words,
    without_names,
)
from reports.papers.periods import bounds, months_of, period_words
from reports.papers.pictures import MAKERS, amount_of, charts_of
from reports.papers.states import changes_between, report_of, state_of
from reports.papers.writing import Made, as_docx, content_of, name_of, report_html

MADE = Made("Примерова С. А.", datetime(2026, 11, 21, 9, tzinfo=UTC), "ab12")
FORMS = Table(
    "Пары по формам",
    (Column("Форма", 30, number=False), Column("Всего"), Column("Доля, %")),
    (("Ученик – ученик", 417, Decimal("62.5")), ("=Учитель & ученик", "412+", "—"), ("Студенты", "< 5", "—")),
    total=("Всего", 1234, Decimal(100)),
    picture=Picture("bars", "Пары", values=(1,)),
)
COLUMNS = (Column("Что", number=False), Column("Сколько"))
NAMED = Table("Кто", (Column("Кто", number=False),), (("Иванова Анна",), ("Петров Иван",)), named=True)
SECTIONS = (
    Section("pairs", "Пары", ("Сколько пар в программе.",), (Fact("Действуют", 829, "Все формы"),), (FORMS, NAMED)),
    Section("words", "Выводы", asks="Что говорят числа"),
)
REPORT = Report(
    "monitoring", "Мониторинг", "Школа № 1", "2026/27 учебный год", "Данные на 21.11.2026", SECTIONS, people=(7, 8)
)
WRITTEN = with_words(REPORT, {"words": "Пар стало больше.", "pairs": "никуда"})


def pdf_text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages).replace("\u00a0", " ")


def docx_text(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def xlsx_values(content: bytes) -> list[Decimal | str]:
    """Numbers as numbers: what is written as a word would not be added up."""
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell.value for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    return [Decimal(str(value)) if isinstance(value, int | float) else value for value in cells]


def test_page_pdf_word_and_excel_show_the_same_figures() -> None:
    words = {shown(value) for _, _, _, value in figures_of(WRITTEN)}
    page = {cell for block in blocks_of(WRITTEN) for _, cell, _ in block["facts"]} | {
        text
        for block in blocks_of(WRITTEN)
        for table in block["tables"]
        for row in (*table["rows"], table["total"])
        for _, text, _ in row
    }
    pdf, word = pdf_text(content_of(WRITTEN, "pdf", MADE)), docx_text(content_of(WRITTEN, "docx", MADE))
    sheet = xlsx_values(content_of(WRITTEN, "xlsx", MADE))

    assert len(words) == 8
    assert words <= page
    assert [each for each in words if each not in pdf] == []
    assert [each for each in words if each not in word] == []
    assert words <= {shown(value) for value in sheet}
    assert ["Пар стало больше." in text for text in (pdf, word, str(sheet))] == [True, True, True]


def test_pdf_is_tagged_and_says_what_its_pictures_are() -> None:
    reader = pypdf.PdfReader(BytesIO(content_of(WRITTEN, "pdf", MADE)))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "ru"
    assert '<title id="c1-1-1-t">Пары</title>' in report_html(WRITTEN, MADE)


def test_print_carries_the_sum_of_a_kept_report() -> None:
    assert "ab12" in pdf_text(content_of(WRITTEN, "pdf", MADE))


def test_a_formula_in_a_word_stays_a_word() -> None:
    book = openpyxl.load_workbook(BytesIO(content_of(WRITTEN, "xlsx", MADE)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value == "=Учитель & ученик"]

    assert [cell.data_type for cell in cells] == ["s"]


def test_many_columns_lay_every_page_down() -> None:
    wide = Table("Широкая", tuple(Column(str(number)) for number in range(8)), ())
    report = Report("roadmap", "Отчёт", "", "", "", (Section("below", "Ниже", tables=(wide,)),))
    shapes = [section.page_width > section.page_height for section in docx.Document(BytesIO(_docx(report))).sections]

    assert shapes == [True]
    assert '<body class="wide">' in report_html(report, MADE)


def test_a_section_nobody_has_written_is_in_no_file() -> None:
    pdf, word = pdf_text(content_of(REPORT, "pdf", MADE)), docx_text(content_of(REPORT, "docx", MADE))
    assert ["Выводы" in text for text in (pdf, word, str(xlsx_values(content_of(REPORT, "xlsx", MADE))))] == [False] * 3


def _docx(report: Report) -> bytes:
    return as_docx(report, author="", at=MADE.at)


def test_file_is_named_by_report_and_period() -> None:
    assert name_of(REPORT, "pdf", MADE) == "Мониторинг 2026 27 учебный год (21.11.2026).pdf"


def test_words_come_only_where_they_are_asked_for() -> None:
    assert [section.words for section in WRITTEN.sections] == ["", "Пар стало больше."]


def test_nothing_chosen_is_every_part() -> None:
    chosen = [[section.key for section in with_parts(REPORT, frozenset(keys)).sections] for keys in ((), ("words",))]
    assert chosen == [["pairs", "words"], ["words"]]


def test_what_is_kept_names_nobody_and_reads_back() -> None:
    state = state_of(WRITTEN)

    assert "Петров" not in str(state)
    assert report_of(state) == without_names(WRITTEN)
    assert digest(state) == digest(state_of(report_of(state)))


def test_changes_are_told_figure_by_figure() -> None:
    later = Report(
        **{name: getattr(REPORT, name) for name in ("kind", "title", "organization", "period", "counted")},
        sections=(Section("pairs", "Пары", facts=(Fact("Действуют", 830), Fact("Завершены", 2)), tables=(FORMS,)),),
    )
    found = [(each.what, each.before, each.after) for each in changes_between(WRITTEN, later)]

    assert found == [("Действуют", "829", "830"), ("Завершены", "", "2")]
    assert changes_between(WRITTEN, WRITTEN) == []


def test_a_page_shows_the_beginning_of_a_long_list() -> None:
    cut = shortened(REPORT, 1).tables[0]
    assert (len(cut.rows), cut.left_out, cut.total) == (1, 2, FORMS.total)


@pytest.mark.parametrize(
    ("value", "size"),
    [(3, 3.0), (Decimal("62.5"), 62.5), ("412+", 412.0), ("< 5", None), ("—", None), (None, None)],
)
def test_a_bound_is_drawn_as_what_is_certain(value: object, size: float | None) -> None:
    assert amount_of(value).size == size


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_every_kind_of_picture_is_made_of_its_table(kind: str) -> None:
    columns = (Column("Что", number=False), Column("Было"), Column("Стало"))
    values = (1,) if kind == "bars" else (1, 2)
    charts = charts_of(Table("Ход", columns, (("А", 2, 3),), picture=Picture(kind, "Ход", values)))

    assert [chart.cells[0][0] for chart in charts] == ["А"]


@pytest.mark.parametrize(("rows", "parts"), [(0, []), (8, [8]), (20, [8, 8, 4]), (121, [])])
def test_a_long_picture_is_drawn_part_by_part(rows: int, parts: list[int]) -> None:
    cells = tuple((str(number), number) for number in range(rows))
    charts = charts_of(Table("Ход", COLUMNS, cells, picture=Picture("bars", "Ход", (1,))))

    assert [len(chart.rows) for chart in charts] == parts
    assert {chart.whole for chart in charts} <= {rows - 1.0}


def test_a_table_of_hidden_numbers_has_no_picture() -> None:
    assert charts_of(Table("Ход", COLUMNS, (("А", "< 5"), ("Б", 0)), picture=Picture("bars", "Ход", (1,)))) == []


def test_quarters_begin_with_september_and_leave_no_day_out() -> None:
    days = [bounds(2026, period) for period in (1, 2, 3, 4)]
    assert days[0] == (date(2026, 9, 1), date(2026, 11, 30))
    assert days[1] == (date(2026, 12, 1), date(2027, 2, 28))
    assert (days[0][0], days[3][1]) == bounds(2026, 0)
    assert [month.month for month in months_of(2026, 2)] == [12, 1, 2]
    assert period_words(2026, 2) == "II квартал 2026/27 учебного года: декабрь – февраль"


def test_every_section_has_a_title_and_every_question_a_section() -> None:
    keys = {key for kind in ALL for key in (*kind.school, *kind.official)}
    assert keys <= TITLES.keys()
    assert set(ASKS) <= keys


def test_those_above_are_offered_what_tells_of_many_schools() -> None:
    keys = [kind.key for kind in offered(above=True)]
    assert keys == ["roadmap", "monitoring", "consolidated", "pairs", "consents", "hours"]


def test_an_address_says_which_report() -> None:
    asked = Asked(ALL[1], 2026, 2, frozenset({"words", "state"}))
    assert asked.pairs == [("year", "2026"), ("period", "2"), ("part", "state"), ("part", "words")]


def test_canonical_json_refuses_floats() -> None:
    assert canonical({"б": "1", "а": [date(2026, 9, 1)]}) == '{"а":["2026-09-01"],"б":"1"}'.encode()
    with pytest.raises(TypeError):
        canonical({"a": 1.5})
