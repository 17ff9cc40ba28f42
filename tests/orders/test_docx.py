"""A paper in Word: its words, styles, numbering and pages."""

import base64
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from PIL import Image

from orders.blocks import Appendix, Column, Group, Letterhead, Paper, Requisites, Signature, Table, Visa, plain_clauses
from orders.dates import SIGNING_DATE
from orders.docx.writing import paper_docx

AT = datetime(2026, 9, 1, 12, tzinfo=UTC)
TABLE = Table(
    (Column("№", 100), Column("Мероприятие", 900)), (Group("Этап 1", (("1", "Совет"), ("2", "=1+1")), "Фаза"),)
)
PAPER = Paper(
    title="О проведении недели",
    letterhead=Letterhead(full_name="Школа «Пример»"),
    requisites=Requisites(dated_on=date(2026, 9, 1), place="г. Пробный", number="7-од"),
    preamble="В целях проверки",
    clauses=plain_clauses("Провести <неделю> & совет.", "Контроль\nоставляю за собой."),
    signature=Signature("Директор", "А.П. Примерова"),
    appendices=(Appendix("План", 1, landscape=True, table=TABLE), Appendix("Список", 2, table=TABLE)),
)


def opened(paper: Paper = PAPER) -> Any:
    return docx.Document(io.BytesIO(paper_docx(paper, at=AT)))


def styled(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_every_block_has_a_style_of_its_own() -> None:
    document = opened()
    assert styled(document, "Приказ: заголовок") == ["О\u00a0проведении недели"]
    assert styled(document, "Приказ: пункт") == ["Провести <неделю> & совет."]
    assert styled(document, "Приказ: последний пункт") == ["Контроль\nоставляю за\u00a0собой."]
    assert styled(document, "Приложение: название") == ["План", "Список"]


def test_numbers_of_clauses_are_never_typed() -> None:
    document = opened()
    clause = next(each for each in document.styles if each.name == "Приказ: пункт")
    assert clause.element.pPr.numPr is not None
    numbering = [child.tag.rpartition("}")[2] for child in document.part.numbering_part.element]
    assert numbering.index("num") > max(at for at, tag in enumerate(numbering) if tag == "abstractNum")


def test_every_clause_says_itself_that_it_is_numbered() -> None:
    clauses = [each for each in opened().paragraphs if each.style.name in ("Приказ: пункт", "Приказ: последний пункт")]
    assert [each._p.pPr.numPr.ilvl.val for each in clauses] == [0, 0]


def test_a_number_of_a_paper_does_not_break() -> None:
    clause = "Считать приказ № 2-од утратившим силу, № 5 оставить, кто-то"
    [found] = styled(opened(replace(PAPER, clauses=plain_clauses(clause))), "Приказ: последний пункт")
    xml = opened(replace(PAPER, clauses=plain_clauses(clause))).element.xml

    assert found == clause.replace("№ ", "№\u00a0")
    assert xml.count("<w:noBreakHyphen/>") == 1 + 3  # the requisites and the marks of both appendices
    assert "кто-то" in xml


def test_names_of_the_blank_stand_above_a_line() -> None:
    head = Letterhead("Управление", "Школа «Пример»", "МБОУ", "ул. Пробная")
    names = ["Приказ: бланк", "Приказ: название организации", "Приказ: бланк", "Приказ: адрес на бланке"]
    styles = [each.style.name for each in opened(replace(PAPER, letterhead=head)).paragraphs]
    own = [each.style.name for each in opened(replace(PAPER, letterhead=replace(head, own_lines="Свой"))).paragraphs]

    assert styles[:6] == [*names, "Приказ: линия под бланком", "Приказ: вид"]
    assert own[:3] == ["Приказ: бланк", "Приказ: линия под бланком", "Приказ: вид"]


def test_hands_of_a_list_are_rows_of_one_table() -> None:
    visas = (Visa("юрист", "А.А. Другой", "согласовано 21.11.2026"), Visa("завуч", "О.К. Пробный"))
    _, _, table, *_ = opened(replace(PAPER, agreement=visas)).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["юрист", "__________", "А.А. Другой", "согласовано 21.11.2026"],
        ["завуч", "__________", "О.К. Пробный", SIGNING_DATE],
    ]


def test_requisites_and_signature_stand_in_one_row() -> None:
    first, second, *grids = opened().tables
    assert [cell.text for cell in first.rows[0].cells] == ["1\u00a0сентября 2026\u00a0г.", "г. Пробный", "№\u00a07-од"]
    assert [cell.text for cell in second.rows[0].cells] == ["Директор", "А.П. Примерова"]
    assert [len(grid.rows) for grid in grids] == [5, 5]


def test_the_header_row_repeats_and_no_row_is_torn() -> None:
    grid = opened().tables[2]
    marks = [[child.tag.rpartition("}")[2] for child in row._tr.trPr] for row in grid.rows]
    assert marks[0] == ["cantSplit", "tblHeader"]
    assert all(mark == ["cantSplit"] for mark in marks[1:])


def test_every_appendix_is_a_section_turned_as_it_should_be() -> None:
    sections = opened().sections
    assert [each.orientation for each in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [each.different_first_page_header_footer for each in sections] == [True, False, False]


def test_the_emblem_stands_above_the_names_as_large_as_in_print() -> None:
    for size, millimetres in (((40, 40), (22, 22)), ((400, 40), (60, 6))):
        out = io.BytesIO()
        Image.new("RGB", size, "red").save(out, "PNG")
        head = Letterhead(full_name="Школа", emblem=base64.b64encode(out.getvalue()).decode())
        document = opened(replace(PAPER, letterhead=head))

        [shape] = document.inline_shapes
        assert (round(shape.width.mm), round(shape.height.mm)) == millimetres
        assert [each.style.name for each in document.paragraphs[:2]] == [
            "Приказ: бланк",
            "Приказ: название организации",
        ]
        assert [each.text for each in document.paragraphs[:2]] == ["", "Школа"]


def test_an_empty_paper_opens() -> None:
    assert styled(opened(Paper()), "Приказ: вид") == ["ПРИКАЗ"]
