"""Papers to .docx, with the styles of orders: to be changed in Word as the school likes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from orders.docx.parts import (
    LANDSCAPE,
    PORTRAIT,
    append,
    blank,
    grid,
    page_break,
    paragraph,
    plain_table,
    saved,
    section,
)
from orders.docx.styles import element
from orders.papers.blocks import (
    Addressee,
    Block,
    Caption,
    Document,
    Facts,
    Grid,
    Head,
    Kind,
    Lines,
    Parties,
    Points,
    Requisites,
    Signature,
    Text,
)

RULE = "_" * 62


def documents_docx(documents: Sequence[Document], *, at: datetime) -> bytes:
    """One file, every paper on its own sheet; `at` stands in its properties."""
    file = blank(documents[0].title, documents[0].author, at)
    if len(documents) > 1:  # pages of many papers are not numbered through
        header = file.sections[0].header.paragraphs[0]._p
        header.getparent().replace(header, element(paragraph("", "OrderHead")))
    turned = False
    for number, document in enumerate(documents):
        for place, (sheet, blocks) in enumerate(document.sheets):
            if place or turned:
                section(file, landscape=sheet.landscape)
            elif number:
                append(file, [page_break()])
            append(file, (xml for block in blocks for xml in _block(block, LANDSCAPE if sheet.landscape else PORTRAIT)))
            turned = sheet.landscape
    return saved(file)


def _block(block: Block, width: int) -> Iterable[str]:
    match block:
        case Head(head):
            return _head(head.own_lines, head.parent_body, head.full_name, head.short_name, head.contacts)
        case Addressee(lines):
            return [paragraph(line, "PaperAddressee") for line in lines]
        case Kind(text, about):
            return [paragraph(text, "OrderKind"), *([paragraph(about, "PaperAbout")] if about else [])]
        case Requisites(date, place, number):
            return [plain_table((date, place, number), "OrderRequisite", ("left", "center", "right"))]
        case Text():
            return _text(block)
        case Caption(text):
            return [paragraph(text, "PaperCaption")]
        case Points():
            return [paragraph(f"{number}\u00a0{text}", "PaperText") for number, text in block.numbered]
        case _:
            return _other(block, width)


def _other(block: Block, width: int) -> Iterable[str]:
    match block:
        case Facts(rows):
            return [plain_table(row, "PaperFact", ("left", "left"), (3, 7), low=False) for row in rows]
        case Grid(table, title):
            return [
                *([paragraph(title, "AppendixTitle")] if title else []),
                grid(table, width),
                paragraph("", "TableText"),
            ]
        case Lines(count):
            return [paragraph(RULE, "PaperLine") for _ in range(count)]
        case Signature():
            texts = (block.left, block.pen, block.who)
            return [
                plain_table(texts, "OrderSignature", ("left", "center", "right"), (5, 3, 3)),
                paragraph("", "PaperKept" if block.signed else "TableText"),  # «Верно» stays below its signature
            ]
        case Parties(left, right):
            return [plain_table(("\n".join(left), "\n".join(right)), "PaperFact", ("left", "left"), low=False)]
    raise TypeError(block)


def _head(own_lines: str, *names: str) -> Iterator[str]:
    parent, full, short, contacts = names
    for line in (own_lines,) if own_lines else (parent, full, f"({short})" if short else "", contacts):
        if line:
            yield paragraph(line, "OrderHead")


def _text(block: Text) -> Iterator[str]:
    styles = {"centred": "PaperCentred", "edge": "OrderVerb"}
    if block.text:
        yield paragraph(block.text, styles.get(block.place, "PaperText"), "left" if block.place == "loose" else "")
