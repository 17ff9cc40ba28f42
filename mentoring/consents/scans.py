"""Scans of signed blanks: whose each page is, by its QR; what is kept of it. No database."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import zxingcpp
from django.core.files.base import File
from PIL import Image, ImageOps

from core.errors import DomainError
from core.evidence import inspect
from core.pdf_pages import NotPdf, pictures
from mentoring.models.consents import CODE_ALPHABET

PAGES_LIMIT = 200  # of one PDF: a stack of paper through a scanner
LONGER_SIDE = 2000  # pixels kept: 170 dots per inch of A4, readable and about 300 kB
QUALITY = 80
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_CODE = re.compile(rf"/c/([{CODE_ALPHABET}]{{10}})/?$")


class NotAScan(DomainError):
    message = "Скан должен быть картинкой (jpg, png) или PDF."


class UnreadableScan(DomainError):
    message = "Файл не открывается. Отсканируйте лист заново."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper: the code of its blank ("" where no QR is found) and the picture anew, as JPEG."""

    code: str
    content: bytes


def sheets_of(file: File) -> Iterator[Sheet]:
    """Pages one by one: a long PDF never stands in memory whole. Raises core.evidence.BadFile and the two above."""
    kind = inspect(file).kind
    if kind not in {"pdf", "jpg", "png"}:
        raise NotAScan
    content = file.read()
    file.seek(0)
    try:
        for picture in _pictures(kind, content):
            yield Sheet(code_on(picture), _kept(picture))
    except (NotPdf, OSError, ValueError) as error:
        raise UnreadableScan from error


def code_on(picture: Image.Image) -> str:
    """The code of our blank among the QR codes of the picture."""
    for found in zxingcpp.read_barcodes(picture, formats=QR):
        if code := _CODE.search(found.text):
            return code[1]
    return ""


def _pictures(kind: str, content: bytes) -> Iterator[Image.Image]:
    if kind == "pdf":
        yield from pictures(content, width=round(LONGER_SIDE / 2**0.5), limit=PAGES_LIMIT)
        return
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
        yield _upright(image)


def _upright(image: Image.Image) -> Image.Image:
    """As it was held, without the notes of the camera (place, device), of a bearable size."""
    picture = ImageOps.exif_transpose(image).convert("L")
    picture.thumbnail((LONGER_SIDE, LONGER_SIDE))
    return picture


def _kept(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.convert("L").save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()
