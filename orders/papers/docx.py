"""Papers to .docx, with the styles of orders: to be changed in Word as the school likes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from orders.docx.parts import (
    LANDSCAPE,
    PORTRAIT,
    REQUISITES,
    append,
    bare_table,
    blank,
    grid,
    letterhead,
    page_break,
    paragraph,
    plain_row,
    plain_table,
    saved,
    section,
    shared,
    whole_row,
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
SIGNING, SIGNED = (9, 6, 8), ("left", "center", "right")  # columns of a signature: widths, sides


def documents_docx(documents: Sequence[Document], *, at: datetime) -> bytes:
    """One file, every paper on its own sheet; `at` stands in its properties."""
    file = blank(documents[0].title, documents[0].author, at)
    if len(documents) > 1:  # pages of many papers are not numbered through
        header = file.sections[0].header.paragraphs[0]._p
        header.getparent().replace(header, element(paragraph("", "OrderPage")))
    turned = False
    for number, document in enumerate(documents):
        for place, (sheet, blocks) in enumerate(document.sheets):
            if place or turned:
                section(file, landscape=sheet.landscape)
            elif number:
                append(file, [page_break()])
            append(file, _blocks(blocks, LANDSCAPE if sheet.landscape else PORTRAIT))
            turned = sheet.landscape
    return saved(file)


def _blocks(blocks: Sequence[Block], width: int) -> Iterator[str]:
    left = list(blocks)
    while left:
        match left:
            case [Signature(signed=True) as author, Text(edge=True) as mark, Signature() as certifier, *left]:
                yield from _certified(author, mark.text, certifier)
            case [Text() as last, Signature() as signature, *rest]:
                yield from _text(last, kept=True)
                left = [signature, *rest]
            case [block, *left]:
                yield from _block(block, width)


def _certified(author: Signature, mark: str, certifier: Signature) -> Iterator[str]:
    """«Верно» with both signatures: rows of one table are what every program keeps on one page."""
    widths = shared(SIGNING)
    rows = (_signing_row(author, widths), whole_row(mark, "OrderVerb", widths), _signing_row(certifier, widths))
    yield bare_table(rows, widths)
    yield paragraph("", "TableEnd")


def _signing_row(block: Signature, widths: list[int]) -> str:
    return plain_row((block.left, block.pen, block.who), "OrderSignature", SIGNED, widths)


def _block(block: Block, width: int) -> Iterable[str]:
    match block:
        case Head(head):
            return letterhead(head)
        case Addressee(lines):
            return [paragraph(line, "PaperAddressee") for line in lines]
        case Kind(text, about):
            return [paragraph(text, "OrderKind"), *([paragraph(about, "PaperAbout")] if about else [])]
        case Requisites(date, place, number):
            return [plain_table((date, place, number), "OrderRequisite", ("left", "center", "right"), REQUISITES)]
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
            widths = shared(SIGNING)
            return [bare_table([_signing_row(block, widths)], widths), paragraph("", "TableEnd")]
        case Parties(left, right):
            return [plain_table(("\n".join(left), "\n".join(right)), "PaperFact", ("left", "left"), low=False)]
    raise TypeError(block)


def _text(block: Text, *, kept: bool = False) -> Iterator[str]:
    """`kept` with the signature below."""
    styles = {"centred": "PaperCentred", "edge": "OrderVerb"}
    style = styles.get(block.place, "PaperLastText" if kept else "PaperText")
    if block.text:
        yield paragraph(block.text, style, "left" if block.place == "loose" else "")
