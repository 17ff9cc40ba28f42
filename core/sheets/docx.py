"""A `Sheet` as .docx: an A4 landscape page with one table that repeats its header and never tears a row."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from core.sheets.model import Group, On, Sheet, plain, shown, widths_on_paper
from core.sheets.word import LANDSCAPE, NAMESPACE, append, blank, describe, labelled, paragraph, runs

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
PROPERTY_PART = "/docProps/custom.xml"
PROPERTY_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
PROPERTY_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">\
<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:lpwstr>1</vt:lpwstr></property>\
</Properties>"""


def as_docx(sheet: Sheet, now: datetime) -> bytes:
    """`now` stands in the properties of the file."""
    document = blank(landscape=True)
    blocks = [paragraph(sheet.title, "SheetTitle"), *(paragraph(line, "SheetLine") for line in sheet.lines)]
    blocks += [labelled(label, words) for label, words in sheet.notes]
    blocks += [paragraph("", "SheetLine"), table_xml(sheet)]
    blocks.append(paragraph(f"Всего: {sheet.total}." if sheet.total else "", "SheetTotal"))
    blocks += [paragraph(line, "SheetNote") for line in sheet.foot]
    append(document, blocks)
    facts = "; ".join(f"{name}: {plain(text)}" for name, text in sheet.facts)
    describe(document, sheet.title, sheet.author, now, facts)
    if sheet.mark:
        _mark(document, sheet.mark)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def table_xml(sheet: Sheet, width: int = LANDSCAPE) -> str:
    """The whole table as one string: the cells of python-docx are ten times slower. `width` in twips."""
    columns = sheet.columns_on(On.PAPER)
    widths = widths_on_paper(columns, width)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    titles = [column.title for column in columns]
    header = _row(zip(titles, widths, strict=True), "TableHeader", header=True)
    body = "".join(_group(sheet, group, before, widths) for before, group in _with_over(sheet))
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{body}</w:tbl>"
    )


def _with_over(sheet: Sheet) -> Iterable[tuple[str | None, Group]]:
    """Each group with the heading to be written above it, None where the one before goes on."""
    over = ""
    for group in sheet.groups:
        yield (None if group.over == over else group.over or sheet.no_over), group
        over = group.over


def _group(sheet: Sheet, group: Group, over: str | None, widths: list[int]) -> str:
    rows = [] if over is None else [_band(((over, len(widths)),), widths, "TablePhase")]
    if group.number or group.kind:
        mark = group.kind or f"{group.number}."
        rows.append(_band(((mark, 1), (group.name, len(widths) - 1)), widths, "TableStage"))
    elif group.name:
        rows.append(_band(((group.name, len(widths)),), widths, "TableStage"))
    for row in group.rows:
        cells = [shown(value) for value in sheet.cells_on(On.PAPER, row)]
        rows.append(_row(zip(cells, widths, strict=True), "TableText"))
    return "".join(rows)


def _band(cells: Iterable[tuple[str, int]], widths: list[int], style: str) -> str:
    """A row of (text, number of columns it covers)."""
    parts, at = [], 0
    for text, span in cells:
        parts.append(_cell(text, sum(widths[at : at + span]), style, span))
        at += span
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(parts)}</w:tr>"


def _row(cells: Iterable[tuple[str, int]], style: str, *, header: bool = False) -> str:
    repeats = "<w:tblHeader/>" if header else ""
    parts = "".join(_cell(text, width, style) for text, width in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{parts}</w:tr>"


def _cell(text: str, width: int, style: str, span: int = 1) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = "" if style == "TableText" else '<w:shd w:val="clear" w:color="auto" w:fill="E9EEF5"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs(text)}</w:p></w:tc>'
    )


def _mark(document: Any, mark: str) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    part = Part(PackURI(PROPERTY_PART), PROPERTY_TYPE, PROPERTIES.format(name=escape(mark)).encode(), package)
    package.relate_to(part, PROPERTY_RELATION)
