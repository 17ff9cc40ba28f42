"""Several things to do in one cell: the lines of a checklist."""

import re
from itertools import pairwise

BULLET = re.compile(r"^(?:[-–—•●▪*✓√]|\uf0b7|\uf0a7)\s*")
NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}\.(?=\D)|[а-я]\))\s*(?=\D)")
INSIDE = re.compile(r"(?:(?<=[.;:!?»)\s])|^)(?=(\d{1,2})[.)]\s*[А-ЯЁA-Z«])")
LONGEST = 5_000
SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[А-ЯЁ«\"])")
ABBREVIATED = re.compile(
    r"(?:^|[\s«(])(?:[А-ЯЁа-яё]|им|гор|ул|обл|см|стр|рис|тыс|млн|проф|доп|пос|дер|ред|ст|др|пр|т\.\s?[дпек])\.$"
)


def checklist(text: str) -> tuple[str, ...]:
    """Lines, numbered items or sentences of a cell, without their bullets and numbers; nothing is left out."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and len(text) <= LONGEST:
        lines = _numbered(lines[0]) or _sentences(lines[0])
    found = [NUMBERED.sub("", BULLET.sub("", line.strip())).strip() for line in lines]
    return tuple(line for line in found if line)


def _numbered(text: str) -> list[str]:
    """«1. … 2. … 3. …» in one line; the numbers must follow one another from 1."""
    starts = [(found.start(), int(found.group(1))) for found in INSIDE.finditer(text)]
    chosen: list[int] = []
    for start, number in starts:
        if number == len(chosen) + 1:
            chosen.append(start)
    if len(chosen) < 2:
        return []
    edges = [*chosen, len(text)]
    pieces = [text[left:right] for left, right in pairwise(edges)]
    return [text[: chosen[0]], *pieces] if text[: chosen[0]].strip() else pieces


def _sentences(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in SENTENCE.split(text):
        if pieces and (ABBREVIATED.search(pieces[-1]) or pieces[-1].count("(") > pieces[-1].count(")")):
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces.append(piece)
    return pieces


def name_and_content(name: str) -> tuple[str, str | None]:
    """A cell «Сопровождение:\\n- консультации\\n- тренинги» names the activity in its first line and lists the rest."""
    first, _, rest = name.partition("\n")
    lines = [line.strip() for line in rest.split("\n") if line.strip()]
    if first.rstrip().endswith(":") and lines and all(BULLET.match(line) or NUMBERED.match(line) for line in lines):
        return first.rstrip().rstrip(":").rstrip(), "\n".join(lines)
    return name, None
