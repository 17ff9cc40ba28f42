"""A `Sheet` as .docx: an A4 landscape page with one table that repeats its header and never tears a row."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from core.sheets.model import Group, On, Sheet, plain, shown, widths_on_paper

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WIDTH = 15_137  # twips: 267 mm between the margins
FONT = "Times New Roman"
# (id, name as Word shows it, points, bold, centred, keeps with the next paragraph)
STYLES: tuple[tuple[str, str, int, bool, bool, bool], ...] = (
    ("SheetTitle", "Таблица: название", 14, True, True, True),
    ("SheetLine", "Таблица: сведения", 11, False, True, True),
    ("SheetNote", "Таблица: пояснение", 11, False, False, False),
    ("TableHeader", "Таблица: шапка", 10, True, True, True),
    ("TableText", "Таблица: текст", 10, False, False, False),
    ("TablePhase", "Таблица: фаза", 10, True, True, True),
    ("TableStage", "Таблица: этап", 10, True, False, True),
    ("SheetTotal", "Таблица: итог", 10, False, False, False),
)
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
    document = _blank()
    blocks = [_paragraph(sheet.title, "SheetTitle"), *(_paragraph(line, "SheetLine") for line in sheet.lines)]
    blocks += [_note(label, words) for label, words in sheet.notes]
    blocks += [_paragraph("", "SheetLine"), table_xml(sheet)]
    blocks.append(_paragraph(f"Всего: {sheet.total}." if sheet.total else "", "SheetTotal"))
    blocks += [_paragraph(line, "SheetNote") for line in sheet.foot]
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, _element(block))  # the last child is the page
    _describe(document, sheet, now)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _blank() -> Any:
    """An empty document with our page and styles."""
    import docx  # slow to import: not for the start of the program
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(10)
    section.top_margin = section.bottom_margin = Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    for style in STYLES:
        document.styles.element.append(_element(_style_xml(*style)))
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot = section.footer.paragraphs[0]._p
    foot.getparent().replace(foot, _element(_paragraph_of(number, "SheetLine")))
    return document


def _style_xml(key: str, name: str, size: int, bold: bool, centred: bool, keep: bool) -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    head = f'<w:style xmlns:w="{NAMESPACE}" w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
    spacing = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        f'{head}<w:name w:val="{name}"/><w:qFormat/><w:pPr>{"<w:keepNext/>" * keep}{spacing}'
        f'<w:jc w:val="{"center" if centred else "left"}"/></w:pPr><w:rPr><w:rFonts {fonts}/>{"<w:b/>" * bold}'
        f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/><w:lang w:val="ru-RU"/></w:rPr></w:style>'
    )


def _paragraph(text: str, style: str) -> str:
    return _paragraph_of(_runs(text), style)


def _paragraph_of(content: str, style: str) -> str:
    return f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def table_xml(sheet: Sheet) -> str:
    """The whole table as one string: the cells of python-docx are ten times slower."""
    columns = sheet.columns_on(On.PAPER)
    widths = widths_on_paper(columns, WIDTH)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    titles = [column.title for column in columns]
    header = _row(zip(titles, widths, strict=True), "TableHeader", header=True)
    body = "".join(_group(sheet, group, before, widths) for before, group in _with_over(sheet))
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
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
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_runs(text)}</w:p></w:tc>'
    )


def _note(label: str, words: str) -> str:
    bold = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(plain(label))}{": " * bool(words)}</w:t></w:r>'
    return _paragraph_of(bold + _runs(words), "SheetNote")


def _runs(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(text).split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else ""


def _describe(document: Any, sheet: Sheet, now: datetime) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    about = document.core_properties
    about.title, about.author, about.last_modified_by = plain(sheet.title)[:255], plain(sheet.author)[:255], ""
    about.language, about.comments = "ru-RU", "; ".join(f"{name}: {plain(text)}" for name, text in sheet.facts)[:255]
    about.created = about.modified = now.replace(tzinfo=None)
    if sheet.mark:
        package = document.part.package
        part = Part(PackURI(PROPERTY_PART), PROPERTY_TYPE, PROPERTIES.format(name=escape(sheet.mark)).encode(), package)
        package.relate_to(part, PROPERTY_RELATION)
