"""What Word files of papers are built of: an empty A4 document with our styles, paragraphs, tables as ready XML."""

import base64
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from core.sheets.model import plain
from orders.blocks import Letterhead, Table
from orders.docx.styles import NAMESPACE, NUMBERED, add_styles, element
from orders.printing.typography import HYPHENED, NBSP

PORTRAIT, LANDSCAPE = 9_638, 15_138  # twips between the margins: 170 and 267 mm
REQUISITES = (6, 5, 5)  # widths: a date that nobody has set yet is the longest
EMBLEM_BOX = (60, 22)  # mm, as in static/print/paper.css
# Words of a table without lines begin and end where those of the paragraphs do; between columns is a gap.
BARE = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
GAP = '<w:tcMar><w:right w:w="113" w:type="dxa"/></w:tcMar>'
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def blank(title: str, author: str, at: datetime) -> Any:
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
    head.getparent().replace(head, element(paragraph_of(number, "OrderPage")))
    about = document.core_properties
    about.title, about.author = plain(title)[:255], plain(author)[:255]
    about.language, about.comments, about.last_modified_by = "ru-RU", "", ""
    about.created = about.modified = at.replace(tzinfo=None)
    return document


def emblem(document: Any, picture: str) -> str:
    """A paragraph with the picture of a blank (base64 of a PNG), as large as it is in print. Says nothing to a screen
    reader: the name of the organization stands below it."""
    from docx.shared import Mm

    part, png, (width, height) = document.part, base64.b64decode(picture), EMBLEM_BOX
    _, image = part.get_or_add_image(io.BytesIO(png))
    wide = image.px_width * height > image.px_height * width
    inline = part.new_pic_inline(io.BytesIO(png), **({"width": Mm(width)} if wide else {"height": Mm(height)}))
    drawing = etree.tostring(inline, encoding="unicode")
    return paragraph_of(f"<w:r><w:drawing>{drawing}</w:drawing></w:r>", "OrderHead")


def section(document: Any, *, landscape: bool) -> None:
    """What is appended from here on begins a new sheet."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Mm

    made = document.add_section(WD_SECTION.NEW_PAGE)
    made.different_first_page_header_footer = False
    wide = Mm(297), Mm(210)
    made.page_width, made.page_height = wide if landscape else wide[::-1]
    made.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    edges = (20, 10, 30, 20) if landscape else (30, 10, 20, 20)
    made.left_margin, made.right_margin, made.top_margin, made.bottom_margin = map(Mm, edges)


def append(document: Any, blocks: Iterable[str]) -> None:
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, element(block))  # the last child is the page


def saved(document: Any) -> bytes:
    """The file; the same paper gives the same bytes: python-docx writes the time of saving into the archive."""
    file, steady = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(zipfile.ZipInfo(member.filename), content, zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def grid(table: Table, width: int) -> str:
    whole = sum(column.width for column in table.columns) or 1
    widths = [column.width * width // whole for column in table.columns]
    rows = [_row([column.title for column in table.columns], widths, "TableHeader", header=True)]
    for group in table.groups:
        if group.over:
            rows.append(whole_row(group.over, "TablePhase", widths))
        if group.title:
            rows.append(whole_row(group.title, "TableStage", widths))
        rows += [_row(row, widths, "TableText") for row in group.rows]
    return _table("".join(rows), widths, bordered=True)


def letterhead(head: Letterhead) -> Iterator[str]:
    """Names above a paper with a line below; what a school has typed itself stands instead of them."""
    short = f"({head.short_name})" if head.short_name else ""
    names = (
        ("OrderHead", head.parent_body),
        ("OrderName", head.full_name),
        ("OrderHead", short),
        ("OrderContacts", head.contacts),
    )
    for style, line in (("OrderHead", head.own_lines),) if head.own_lines else names:
        if line:
            yield paragraph(line, style)
    yield paragraph("", "OrderRule")


def page_break() -> str:
    return paragraph_of('<w:r><w:br w:type="page"/></w:r>', "TableText")


def plain_table(
    texts: tuple[str, ...], style: str, aligns: tuple[str, ...], shares: tuple[int, ...] = (), *, low: bool = True
) -> str:
    """A row without lines: requisites, the signature. Columns are as wide as their `shares`, alike without them; words
    stand at the bottom of a `low` one."""
    widths = shared(shares or (1,) * len(texts))
    return bare_table([plain_row(texts, style, aligns, widths, low=low)], widths)


def shared(shares: tuple[int, ...]) -> list[int]:
    """Widths of columns over an upright page."""
    return [PORTRAIT * share // sum(shares) for share in shares]


def bare_table(rows: Iterable[str], widths: list[int]) -> str:
    return _table("".join(rows), widths, bordered=False)


def plain_row(
    texts: tuple[str, ...], style: str, aligns: tuple[str, ...], widths: list[int], *, low: bool = True
) -> str:
    cells = (
        _cell(paragraph(text, style, align), width, bottom=low, gap=align == "left")
        for text, align, width in zip(texts, aligns, widths, strict=True)
    )
    return _row_of(cells)


def whole_row(text: str, style: str, widths: list[int]) -> str:
    """One cell over all columns."""
    return _row_of([_cell(paragraph(text, style), sum(widths), span=len(widths))])


def _table(rows: str, widths: list[int], *, bordered: bool) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in SIDES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{lines if bordered else ""}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"{'' if bordered else BARE}</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(texts: Iterable[str], widths: list[int], style: str, *, header: bool = False) -> str:
    cells = (_cell(paragraph(text, style), width) for text, width in zip(texts, widths, strict=True))
    return _row_of(cells, header=header)


def _row_of(cells: Iterable[str], *, header: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * header}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, *, span: int = 1, bottom: bool = False, gap: bool = False) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    low = '<w:vAlign w:val="bottom"/>' if bottom else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{GAP * gap}{low}</w:tcPr>{content}</w:tc>'


def paragraph(text: str, style: str, align: str = "", *, level: int | None = None) -> str:
    """`level` of a clause: it is numbered."""
    lines = map(_line, plain(text).split("\n"))
    return paragraph_of(f"<w:r>{'<w:br/>'.join(lines)}</w:r>" if text else "", style, align, level)


def _line(text: str) -> str:
    """A number of a paper does not break, neither behind «№» nor at its hyphen."""
    return "".join(_kept(run) if n % 2 else _letters(run) for n, run in enumerate(HYPHENED.split(text)))


def _kept(text: str) -> str:
    return "<w:noBreakHyphen/>".join(map(_letters, text.replace(" ", NBSP).split("-")))


def _letters(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def paragraph_of(content: str, style: str, align: str = "", level: int | None = None) -> str:
    deep = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{NUMBERED}"/></w:numPr>' if level is not None else ""
    side = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:pStyle w:val="{style}"/>{deep}{side}</w:pPr>{content}</w:p>'
