"""Kinds in print: hands, text appendices, long tables and names, an own blank. One small layout each."""

import base64
from io import BytesIO

from PIL import Image
from pypdf import PdfReader

from core.pdf import render_pdf
from orders.blocks import Appendix, Clause, Column, Letterhead, Paper, Signature, Visa, plain_clauses
from orders.kinds.regulation_text import regulation_appendix
from orders.kinds.tables import people_appendix, table
from orders.printing.render import paper_html, pictures_of
from orders.wording import Who
from tests.orders.layouts import PIXEL, pages_of

LONG_NAME = "Константинопольская-Преображенская" * 4
RIGHT_EDGE = 210 - 10  # mm: the sheet without its right margin


def printed(paper: Paper) -> bytes:
    return render_pdf(paper_html(paper), pictures=pictures_of(paper))


def texts(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(printed(paper))).pages]


def right_edges(paper: Paper) -> list[float]:
    """Where every line of text ends, mm from the left edge of its sheet."""
    boxes = [box for page in pages_of(paper) for box in page.descendants() if hasattr(box, "text")]
    return [(box.position_x + box.width) * PIXEL for box in boxes]


def test_header_of_three_hundred_rows_repeats_on_every_page() -> None:
    rows = [(f"строка {n}",) for n in range(1, 301)]
    pages = texts(Paper(appendices=(Appendix("Список", table=table([Column("Кто", 900)], rows)),)))[1:]
    assert len(pages) > 5
    assert all("Кто" in page for page in pages)
    assert sum(page.count("строка ") for page in pages) == 300


def test_a_name_of_many_letters_stays_on_the_sheet() -> None:
    who = Who(LONG_NAME[:120], "Александра", "Константиновна", "f", "учитель")
    paper = Paper(
        title=f"О поощрении {who.last_name}",
        letterhead=Letterhead(full_name=who.last_name),
        clauses=plain_clauses(f"Наградить {who.full_name}."),
        signature=Signature("Директор", "А.К. Длинная"),
        acquainted=(Visa("учитель", who.last_name),),
        appendices=(people_appendix("Список", [who], issuer="Школа"),),
    )
    assert max(right_edges(paper)) <= RIGHT_EDGE + 0.5


def test_hands_stand_under_the_signature_and_clauses_are_numbered_as_a_tree() -> None:
    paper = Paper(
        clauses=(Clause("Поручить:"), Clause("Провести.", 1), Clause("Учесть.", 1), Clause("Контроль.")),
        signature=Signature("Директор", "А.П. Образцова"),
        agreement=(Visa("Завуч", "О.О. Пробный", "согласовано 01.09.2026"),),
        acquainted=(Visa("учитель", "И.И. Учебный"),),
        executor="Примерова А.П., 8 (000) 000-00-00",
    )
    [text] = texts(paper)
    wanted = ["1. Поручить", "1.1. Провести", "1.2. Учесть", "2. Контроль", "Образцова", "СОГЛАСОВАНО"]
    wanted += ["согласовано 01.09.2026", "С приказом ознакомлены", "Учебный", "Исполнитель: Примерова"]
    places = [text.replace("\u00a0", " ").find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_a_regulation_has_headings_and_numbered_points() -> None:
    text = texts(Paper(appendices=(regulation_appendix("Школа № 3"),)))[1].replace("\u00a0", " ")
    assert "Положение о программе наставничества" in text
    assert "1. Общие положения" in text
    assert "1.1. Настоящее Положение" in text


def test_an_own_blank_is_text_and_a_picture_of_ours() -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    evil = '<img src="file:///etc/passwd"><style>*{color:red}</style> url(http://example.org)'
    head = Letterhead(full_name="Школа", own_lines=evil, emblem=base64.b64encode(out.getvalue()).decode())
    page = PdfReader(BytesIO(printed(Paper(letterhead=head)))).pages[0]
    assert len(page.images) == 1
    assert "".join(evil.split()) in "".join(page.extract_text().split())
    assert "Школа" not in page.extract_text()
