"""A template as one text that a person edits: a clause a line, «- » before a part of it, marks in brackets before it.

`[если early]`, `[без early]`: only with or without that value; `[для каждого curators]`: once for each of a list. Pure.
"""

import re
from collections.abc import Iterable

from orders.kinds.base import COMMON, Kind, Line, Template
from orders.wording.tokens import TOKEN

MARK = re.compile(r"^\[(если|без|для каждого) ([a-z_]+)\]\s*")
DASHES = re.compile(r"^(-{1,2})\s+")


def to_text(lines: Iterable[Line]) -> str:
    return "\n".join(_line_text(line) for line in lines)


def _line_text(line: Line) -> str:
    when = f"[без {line.when[1:]}] " if line.when.startswith("!") else f"[если {line.when}] " if line.when else ""
    each = f"[для каждого {line.each}] " if line.each else ""
    return f"{'-' * line.level}{' ' * bool(line.level)}{when}{each}{line.text}"


def from_text(text: str) -> tuple[Line, ...]:
    return tuple(_line(words.strip()) for words in text.splitlines() if words.strip())


def _line(words: str) -> Line:
    level, when, each = 0, "", ""
    if found := DASHES.match(words):
        level, words = len(found[1]), words[found.end() :]
    while found := MARK.match(words):
        words = words[found.end() :]
        if found[1] == "для каждого":
            each = found[2]
        else:
            when = found[2] if found[1] == "если" else f"!{found[2]}"
    return Line(words, level, each, when)


def strangers(template: Template, kind: Kind) -> list[str]:
    """Tokens and marks that this kind does not know."""
    known = {*COMMON, *kind.labels}
    texts = [template.title, template.preamble, *(line.text for line in template.lines)]
    found = [token[0] for text in texts for token in TOKEN.finditer(text) if token[1] not in known]
    own = kind.template.lines
    marks = {line.when.removeprefix("!") for line in own} | {line.each for line in own} | known
    found += [line.when for line in template.lines if line.when.removeprefix("!") not in marks and line.when]
    found += [line.each for line in template.lines if line.each not in marks and line.each]
    return list(dict.fromkeys(found))
