"""Words of a cell: noise taken off, broken titles compared."""

import re

from core.words import folded

SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
BLANK_LINES = re.compile(r" ?(?:\r\n|[\n\r\v\f\x85])[\s]*")
LETTERS = re.compile(r"[^0-9a-zа-я№]+")


def squeeze(text: str) -> str:
    """Letters and digits only, small, ё as е: how broken headers are compared («Сроки исполнени я»)."""
    return LETTERS.sub("", folded(text))


def tidy(text: str) -> str:
    """A cell without invisible signs and doubled spaces; the lines stay lines."""
    if text.isprintable() and "  " not in text:  # the usual cell: no sign of those below, ordinary spaces only
        return text.strip()
    text = SPACES.sub(" ", INVISIBLE.sub("", text))
    if "\n" in text or "\r" in text or "\v" in text or "\f" in text:
        text = BLANK_LINES.sub("\n", text)
        if "\n" in text.strip():
            return "\n".join(line.strip() for line in text.strip().split("\n"))
    return text.strip()


def shortened(text: str, limit: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
