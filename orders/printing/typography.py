"""No-break spaces of official texts: one function for every renderer, safe to apply twice.

Only neighbours are glued, never a whole phrase: justification would leave holes. Numbers of papers typed by people
do not pass through here.
"""

import re
from dataclasses import replace

from core.dates import LONG_MONTHS
from orders.blocks import Clause, Paper

NBSP = "\u00a0"
WORD_JOINER = "\u2060"
NO_BREAK_HYPHEN = "\u2011"
# A number of a paper; a longer one may break.
HYPHENED = re.compile(r"(№[ \u00a0]?[^\s,;()«»]{0,15}-[^\s,;()«»]{1,15})")
_COUNTED = rf"г\.|класс|пар|лет|час|дн|мин|чел|руб|{'|'.join(LONG_MONTHS)}"
_SHORT = "а|в|и|к|о|с|у|во|до|за|из|ко|на|не|ни|но|об|от|по|со"

_RULES = (
    (re.compile(r"№ (?=\S)"), f"№{NBSP}"),
    (re.compile(r"\b(ИНН|КПП|ОГРН|тел\.) (?=\d)"), rf"\1{NBSP}"),
    (re.compile(r"(?<=[А-ЯЁ]\.) (?=[А-ЯЁ]\.)"), NBSP),
    (re.compile(r"(?<=[А-ЯЁ]\.[А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])"), NBSP),
    (re.compile(r"(?<=[А-ЯЁ]\.\u00a0[А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])"), NBSP),
    (re.compile(r"(?<=[а-яё]) (?=[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.)"), NBSP),
    (re.compile(r"(?<!\d[ \u00a0])\b(г|ст|п|ул|им|д|кв|с|пос|каб|пер)\. (?=[А-ЯЁ«\d])"), rf"\1.{NBSP}"),
    (re.compile(rf"(?<=\d) (?={_COUNTED})"), NBSP),
    (re.compile(rf"(?<![\w\u00a0-])({_SHORT}) ((?:{_SHORT}) )?(?=\S)", re.IGNORECASE), rf"\1{NBSP}\2"),
    (re.compile(r"\bт\. (?=[деп]\.)"), f"т.{NBSP}"),
    (re.compile(r"\bп/п\b"), f"п{WORD_JOINER}/{WORD_JOINER}п"),
)


def typeset(text: str) -> str:
    """The text with its no-break spaces; line breaks stay."""
    for pattern, glued in _RULES:
        text = pattern.sub(glued, text)
    return text


def _typeset(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(replace(clause, text=typeset(clause.text)) for clause in clauses)


def typeset_paper(paper: Paper) -> Paper:
    """What stands above, title, preamble and clauses; requisites, people and tables stay as they are."""
    head = paper.letterhead
    above = {name: typeset(getattr(head, name)) for name in ("parent_body", "full_name", "short_name", "contacts")}
    return replace(
        paper,
        letterhead=replace(head, **above),
        title=typeset(paper.title),
        preamble=typeset(paper.preamble),
        clauses=_typeset(paper.clauses),
        appendices=tuple(replace(each, sections=_typeset(each.sections)) for each in paper.appendices),
    )
