"""Pages of PDF files: counted, drawn over, turned into pictures. The only module that imports PDFium.

`core.pdf` lays out words; here finished pages are put together, which is many times quicker than laying them out anew.
"""

import ctypes
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from core.pdf import FONT_FOLDER
from core.qr import runs

MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)

_one_at_a_time = Lock()  # PDFium is not safe between threads


class NotPdf(Exception):
    """The content cannot be opened as a PDF."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line, in points; shrunk where they would be wider than `width`. Millimetres from the top left."""

    words: str
    left: float
    base: float
    width: float
    size: float = 11


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code. Millimetres from the top left."""

    words: str
    left: float
    top: float
    side: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of another PDF (its content, its number) with what is drawn over it."""

    under: bytes
    page: int
    texts: tuple[Text, ...] = ()
    codes: tuple[Code, ...] = ()


def page_count(content: bytes) -> int:
    """Raises NotPdf."""
    with _one_at_a_time, closing(_opened(content)) as document:
        return len(document)


def printed(leaves: Iterable[Leaf]) -> bytes:
    """One A4 document; a page used under several leaves is kept once. Raises NotPdf."""
    with _one_at_a_time, closing(pypdfium2.PdfDocument.new()) as document:
        font = _font(document)
        forms: dict[tuple[int, int], Any] = {}
        for leaf in leaves:
            key = (id(leaf.under), leaf.page)
            if key not in forms:
                with closing(_opened(leaf.under)) as source:
                    forms[key] = source.page_as_xobject(leaf.page, document)
            _draw(document, forms[key], leaf, font)
        buffer = io.BytesIO()
        document.save(buffer)
        for form in forms.values():
            form.close()
        return buffer.getvalue()


def pictures(content: bytes, *, width: int, limit: int) -> Iterator[Image.Image]:
    """The first `limit` pages in shades of grey, that many pixels wide. Raises NotPdf."""
    with _one_at_a_time, closing(_opened(content)) as document:
        for number in range(min(limit, len(document))):
            page = document[number]
            drawn = page.render(scale=width / max(page.get_width(), 1), grayscale=True).to_pil()
            page.close()
            yield drawn


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise NotPdf from error


def _font(document: pypdfium2.PdfDocument) -> Any:
    content = (FONT_FOLDER / "LiberationSerif-Regular.ttf").read_bytes()
    buffer = (ctypes.c_uint8 * len(content)).from_buffer_copy(content)
    return pdfium.FPDFText_LoadFont(document, buffer, len(content), pdfium.FPDF_FONT_TRUETYPE, 1)


def _draw(document: pypdfium2.PdfDocument, form: Any, leaf: Leaf, font: Any) -> None:
    page = document.new_page(*A4)
    page.insert_obj(form.as_pageobject())
    for text in leaf.texts:
        pdfium.FPDFPage_InsertObject(page, _words(document, font, text))
    for code in leaf.codes:
        pdfium.FPDFPage_InsertObject(page, _squares(code))
    page.gen_content()
    page.close()


def _words(document: pypdfium2.PdfDocument, font: Any, text: Text) -> Any:
    drawn = pdfium.FPDFPageObj_CreateTextObj(document, font, text.size)
    letters = f"{text.words}\0".encode("utf-16-le")
    pdfium.FPDFText_SetText(drawn, (ctypes.c_ushort * (len(letters) // 2)).from_buffer_copy(letters))
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    scale = min(1, text.width * MILLIMETRE / max(right.value - left.value, 1))
    shift = text.left * MILLIMETRE, A4[1] - text.base * MILLIMETRE
    pdfium.FPDFPageObj_Transform(drawn, scale, 0, 0, scale, *shift)
    return drawn


def _squares(code: Code) -> Any:
    """One path of black rectangles: sharp at any size."""
    rows = runs(code.words)
    module = code.side * MILLIMETRE / len(rows)
    left, top = code.left * MILLIMETRE, A4[1] - code.top * MILLIMETRE
    path = pdfium.FPDFPageObj_CreateNewPath(left, top)
    for number, row in enumerate(rows, 1):
        bottom = top - number * module
        for start, end in row:
            x, y = left + start * module, left + end * module
            pdfium.FPDFPath_MoveTo(path, x, bottom)
            pdfium.FPDFPath_LineTo(path, y, bottom)
            pdfium.FPDFPath_LineTo(path, y, bottom + module)
            pdfium.FPDFPath_LineTo(path, x, bottom + module)
            pdfium.FPDFPath_Close(path)
    pdfium.FPDFPageObj_SetFillColor(path, 0, 0, 0, 255)
    pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_WINDING, 0)
    return path
