"""Many papers over one background: words are drawn, never laid out. The only module that imports reportlab and pikepdf.

Laying out a page costs dozens of times more than drawing a few lines upon one that was laid out before. The background
stays in the file once, as a form that every page refers to. The same input gives the same bytes.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.pdf import FONT_FOLDER

MILLIMETRE = 72 / 25.4
FACES = {"regular": "Regular", "bold": "Bold", "italic": "Italic"}
SPACES = re.compile(r"[\x00-\x20\x7f-\x9f]+")
LEADING = 1.2  # of a line, in its size


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand: millimetres from the top left, the words in the middle of `width`. `size` in points; long
    words wrap into at most `lines`, then shrink down to `smallest`."""

    top: float
    left: float
    width: float
    size: float
    lines: int = 1
    face: str = "regular"
    smallest: float = 8


@dataclass(frozen=True, slots=True)
class Words:
    spot: Spot
    text: str


def overlaid(under: bytes, pages: Iterable[Sequence[Words]]) -> bytes:
    """One document: for each page the first page of `under` with the words upon it."""
    import pikepdf

    with (
        closing(pikepdf.open(io.BytesIO(under))) as background,
        closing(pikepdf.open(io.BytesIO(_drawn(pages, *_size(background))))) as drawn,
    ):
        form = drawn.copy_foreign(background.pages[0].as_form_xobject())
        first = drawn.make_stream(b"q /Under Do Q\n")
        for page in drawn.pages:
            own = page.obj.Contents
            page.obj.Resources.XObject = pikepdf.Dictionary(Under=form)
            page.obj.Contents = pikepdf.Array([first, own])
        _entitle(drawn, background)
        buffer = io.BytesIO()
        drawn.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return buffer.getvalue()


def merged(files: Iterable[bytes]) -> bytes:
    """The pages of several files one after another."""
    import pikepdf

    with closing(pikepdf.new()) as whole:
        sources = [pikepdf.open(io.BytesIO(content)) for content in files]
        for source in sources:
            whole.pages.extend(source.pages)
        if sources:
            _entitle(whole, sources[0])
        buffer = io.BytesIO()
        whole.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        for source in sources:
            source.close()
        return buffer.getvalue()


def fitted(words: str, spot: Spot) -> tuple[float, list[str]]:
    """Size in points and lines: as large as the spot allows; a word too long for a line is broken at last."""
    text, size = SPACES.sub(" ", words).strip(), spot.size
    while size > spot.smallest:
        lines = list(_wrapped(text, spot, size))
        if len(lines) <= spot.lines and all(_width(line, spot, size) <= spot.width * MILLIMETRE for line in lines):
            return size, lines
        size -= 0.5
    broken = [piece for line in _wrapped(text, spot, size) for piece in _broken(line, spot, size)]
    if len(broken) > spot.lines:
        broken[spot.lines - 1] = f"{broken[spot.lines - 1].rstrip()[:-1]}…"
    return size, broken[: spot.lines]


def _wrapped(text: str, spot: Spot, size: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and _width(longer, spot, size) > spot.width * MILLIMETRE:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _broken(line: str, spot: Spot, size: float) -> Iterator[str]:
    piece = ""
    for letter in line:
        if piece and _width(piece + letter, spot, size) > spot.width * MILLIMETRE:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _width(text: str, spot: Spot, size: float) -> float:
    width: float = _fonts().stringWidth(text, f"Liberation-{FACES[spot.face]}", size)
    return width


def _drawn(pages: Iterable[Sequence[Words]], width: float, height: float) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    _fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (width, height), invariant=1, pageCompression=1, initialFontName="Liberation-Regular")
    for page in pages:
        for words in page:
            size, lines = fitted(words.text, words.spot)
            canvas.setFont(f"Liberation-{FACES[words.spot.face]}", size)
            middle = (words.spot.left + words.spot.width / 2) * MILLIMETRE
            base = height - words.spot.top * MILLIMETRE - size
            for number, line in enumerate(lines):
                canvas.drawCentredString(middle, base - number * size * LEADING, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _size(background: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in background.pages[0].mediabox)
    return right - left, top - bottom


def _entitle(target: Any, source: Any) -> None:
    """Title and author of the background; a reader is told the language."""
    import pikepdf

    kept = {name: source.docinfo[name] for name in ("/Title", "/Author") if name in source.docinfo}
    for name in list(target.docinfo):
        del target.docinfo[name]
    for name, value in kept.items():
        target.docinfo[name] = str(value)
    target.Root.Lang = pikepdf.String("ru")


@cache
def _fonts() -> Any:
    """Our own files are registered once per process, so that the output does not depend on the host."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in FACES.values():
        pdfmetrics.registerFont(TTFont(f"Liberation-{face}", FONT_FOLDER / f"LiberationSerif-{face}.ttf"))
    return pdfmetrics
