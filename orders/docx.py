"""Blocks to .docx: the same paper as `orders.render` prints, to be edited in Word."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from core.sheets.model import plain
from orders.blocks import Appendix, Paper, Table
from orders.docx_styles import NAMESPACE, add_styles, element
from orders.render import paper_context

PORTRAIT, LANDSCAPE = 9_638, 15_138  # twips between the margins: 170 and 267 mm
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def paper_docx(paper: Paper, *, at: datetime) -> bytes:
    """`at` stands in the properties of the file; the same paper and moment give the same text, not the same bytes."""
    document = _blank(paper, at)
    context: Any = paper_context(paper)
    words = (context["date_words"], context["number_words"])
    _append(document, _text(context["paper"], *words))
    for appendix in paper.appendices:
        _section(document, landscape=appendix.landscape)
        _append(document, _appendix(appendix, context["only_appendix"], *words))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _blank(paper: Paper, at: datetime) -> Any:
    """A4 with the margins of an order, our styles, page numbers from the second page on."""
    import docx  # slow to import: not for the start of the program
    from docx.shared import Mm

    document = docx.Document()
    add_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(10)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    head = section.header.paragraphs[0]._p
    head.getparent().replace(head, element(_paragraph_of(number, "OrderHead")))
    about = document.core_properties
    about.title, about.author = plain(paper.title)[:255], plain(paper.letterhead.full_name)[:255]
    about.language, about.comments, about.last_modified_by = "ru-RU", "", ""
    about.created = about.modified = at.replace(tzinfo=None)
    return document


def _section(document: Any, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    wide = Mm(297), Mm(210)
    section.page_width, section.page_height = wide if landscape else wide[::-1]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    edges = (20, 10, 30, 20) if landscape else (30, 10, 20, 20)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = map(Mm, edges)


def _append(document: Any, blocks: Iterable[str]) -> None:
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, element(block))  # the last child is the page


def _text(paper: Paper, date_words: str, number_words: str) -> Iterable[str]:
    head = paper.letterhead
    short = f"({head.short_name})" if head.short_name else ""
    for line in (head.parent_body, head.full_name, short, head.contacts):
        if line:
            yield _paragraph(line, "OrderHead")
    yield _paragraph(paper.requisites.kind, "OrderKind")
    requisites = (date_words, paper.requisites.place, number_words)
    yield _plain_table(requisites, "OrderRequisite", ("left", "center", "right"))
    yield _paragraph(paper.title, "OrderTitle")
    if paper.preamble:
        yield _paragraph(paper.preamble, "OrderPreamble", _unstretched(paper.preamble))
    yield _paragraph(paper.verb, "OrderVerb")
    for number, clause in enumerate(paper.clauses, start=1):
        style = "OrderLastClause" if number == len(paper.clauses) else "OrderClause"
        yield _paragraph(clause, style, _unstretched(clause))
    yield _plain_table((paper.signature.post, paper.signature.name), "OrderSignature", ("left", "right"))
    yield _paragraph("", "OrderHead")


def _unstretched(text: str) -> str:
    """Word stretches the line before a break over the whole width."""
    return "left" if "\n" in text else ""


def _appendix(appendix: Appendix, only: bool, date_words: str, number_words: str) -> Iterable[str]:
    name = "Приложение" if only else f"Приложение №\u00a0{appendix.number}"
    order = f"{appendix.approved}\nприказом" if appendix.approved else "к приказу"
    mark = f"{name}\n{order} {appendix.issuer}\nот {date_words} {number_words}"
    yield _paragraph(mark, "AppendixWideMark" if appendix.landscape else "AppendixMark")
    yield _paragraph(appendix.title, "AppendixTitle")
    yield _grid(appendix.table, LANDSCAPE if appendix.landscape else PORTRAIT)
    yield _paragraph("", "TableText")


def _grid(table: Table, width: int) -> str:
    whole = sum(column.width for column in table.columns) or 1
    widths = [column.width * width // whole for column in table.columns]
    rows = [_row([(column.title, 1) for column in table.columns], widths, "TableHeader", header=True)]
    for group in table.groups:
        if group.over:
            rows.append(_row([(group.over, len(widths))], widths, "TablePhase"))
        if group.title:
            rows.append(_row([(group.title, len(widths))], widths, "TableStage"))
        rows += [_row([(cell, 1) for cell in row], widths, "TableText") for row in group.rows]
    return _table("".join(rows), widths, bordered=True)


def _plain_table(texts: tuple[str, ...], style: str, aligns: tuple[str, ...]) -> str:
    """A row without lines: requisites, the signature."""
    widths = [PORTRAIT // len(texts)] * len(texts)
    cells = "".join(
        _cell(_paragraph(text, style, align), width, bottom=True)
        for text, align, width in zip(texts, aligns, widths, strict=True)
    )
    return _table(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>", widths, bordered=False)


def _table(rows: str, widths: list[int], *, bordered: bool) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{lines if bordered else ""}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: list[tuple[str, int]], widths: list[int], style: str, *, header: bool = False) -> str:
    """Cells as (text, number of columns covered)."""
    parts, at = [], 0
    for text, span in cells:
        parts.append(_cell(_paragraph(text, style), sum(widths[at : at + span]), span=span))
        at += span
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * header}</w:trPr>{''.join(parts)}</w:tr>"


def _cell(content: str, width: int, *, span: int = 1, bottom: bool = False) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    low = '<w:vAlign w:val="bottom"/>' if bottom else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{low}</w:tcPr>{content}</w:tc>'


def _paragraph(text: str, style: str, align: str = "") -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(text).split("\n"))
    return _paragraph_of(f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else "", style, align)


def _paragraph_of(content: str, style: str, align: str = "") -> str:
    side = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{content}</w:p>'
