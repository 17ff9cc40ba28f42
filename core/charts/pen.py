"""Strokes of a chart. Everything is an attribute, nothing a style or a reference to an id: browsers, their prints and
WeasyPrint draw it alike, and two charts of one page never meddle with each other.
"""

import textwrap
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

WIDTH = 320.0
SIZE = 12  # of letters; the drawing is 320 units wide and shown at 280 to 400 pixels
LINE = 15.0
LETTER = 6.6  # a wide one
INK = "currentColor"  # the text colour of the page, whatever scheme is chosen
# Each at least 3 : 1 on white and on the dark surface, told apart in grey by its pattern.
COLOURS = ("#3b7dd8", "#b8690f", "#2e8b57", "#8e5bc4", "#7a828c", "#b5476b")
DASHES = ("", "6 3", "2 2", "8 2 2 2")


def num(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def attributes(**pairs: str | float) -> str:
    named = ((name.replace("_", "-"), value) for name, value in pairs.items() if value != "")
    return "".join(f" {name}={quoteattr(value if isinstance(value, str) else num(value))}" for name, value in named)


def text(x: float, y: float, words: str, *, end: bool = False, bold: bool = False, middle: bool = False) -> str:
    """`y` is the base line."""
    anchor = "end" if end else "middle" if middle else ""
    look = attributes(x=x, y=y, text_anchor=anchor, font_weight="bold" if bold else "", fill=INK)
    return f"<text{look}>{escape(words)}</text>"


def path(steps: str, **look: str | float) -> str:
    return f"<path{attributes(d=steps, **look)}/>"


def box(x: float, y: float, width: float, height: float, **look: str | float) -> str:
    return f"<rect{attributes(x=x, y=y, width=max(width, 0.0), height=height, **look)}/>"


def bar(x: float, y: float, width: float, height: float, fill: int = 0) -> str:
    """A bar of the `fill`-th colour and pattern: full, slanting lines, standing lines, bare, lying lines, dots."""
    if width <= 0:
        return ""
    colour, kind = COLOURS[fill % len(COLOURS)], fill % len(COLOURS)
    edge: dict[str, str | float] = {"stroke": colour, "stroke_width": 1.2}
    if kind == 0:
        return box(x, y, width, height, fill=colour, **edge)
    lines = PATTERNS[kind](x, y, width, height)
    inside = path(lines, fill="none", stroke_linecap="round", **edge) if lines else ""
    return box(x, y, width, height, fill="none", **edge) + inside


def _slanting(x: float, y: float, width: float, height: float) -> str:
    steps, at = [], 4.0
    while at < width + height:
        left, right = max(0.0, at - height), min(at, width)
        steps.append(f"M{num(x + left)} {num(y + at - left)}L{num(x + right)} {num(y + at - right)}")
        at += 4
    return "".join(steps)


def _standing(x: float, y: float, width: float, height: float) -> str:
    return "".join(f"M{num(x + at)} {num(y)}v{num(height)}" for at in _every(4, width))


def _lying(x: float, y: float, width: float, height: float) -> str:
    return "".join(f"M{num(x)} {num(y + at)}h{num(width)}" for at in _every(3, height))


def _dots(x: float, y: float, width: float, height: float) -> str:
    return "".join(
        f"M{num(x + across)} {num(y + down)}h.1" for across in _every(4, width) for down in _every(4, height)
    )


def _bare(x: float, y: float, width: float, height: float) -> str:
    return ""


def _every(step: int, length: float) -> Iterable[float]:
    return (at * float(step) for at in range(1, int(length / step) + 1) if at * step < length)


PATTERNS = {1: _slanting, 2: _standing, 3: _bare, 4: _lying, 5: _dots}


def mark(x: float, y: float, kind: int, colour: str = "", *, hollow: bool = False) -> str:
    """The point of a line: a circle, a square, a triangle, a diamond."""
    colour = colour or COLOURS[kind % len(COLOURS)]
    look: dict[str, str | float] = {"fill": "none" if hollow else colour, "stroke": colour, "stroke_width": 2.0}
    if kind % 4 == 0:
        return f"<circle{attributes(cx=x, cy=y, r=4.0, **look)}/>"
    shapes = {1: "m-4-4h8v8h-8z", 2: "m0-5l5 9h-10z", 3: "m0-5l5 5l-5 5l-5-5z"}
    return path(f"M{num(x)} {num(y)}{shapes[kind % 4]}", **look)


def wrapped(words: str, width: float) -> list[str]:
    """Lines of at most `width` units; a long word is broken."""
    return textwrap.wrap(words, max(4, int(width / LETTER))) or [""]


def width_of(words: str) -> float:
    return len(words) * LETTER


def drawing(parts: Iterable[str], *, height: float, key: str, title: str, about: str, font: str) -> str:
    """The whole picture. `key` begins its ids: one per chart of a page."""
    names = f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(about)}</desc>'
    head = attributes(
        viewBox=f"0 0 {num(WIDTH)} {num(height)}",
        width=400,
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
        font_size=SIZE,
        font_family=font,
    )
    return f'<svg class="img-fluid"{head}>{names}{"".join(parts)}</svg>'


def legend(names: Sequence[str], top: float) -> tuple[list[str], float]:
    """Samples with their names, row by row; returns them and the base of the last row."""
    parts, x, y = [], 0.0, top
    for place, name in enumerate(names):
        wide = 18 + width_of(name) + 10
        if x and x + wide > WIDTH:
            x, y = 0.0, y + LINE
        parts += [bar(x + 1, y - 9, 12, 9, place), text(x + 18, y, name)]
        x += wide
    return parts, y
