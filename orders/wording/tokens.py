"""Tokens of templates: a name in braces and, after colons, how to say it.

A person: a case (`gen` … `prep`), `short` for «Осокиной Н.С.», `post` for the position alone, `with_post` for the
position and the name, `sex:ознакомлен|ознакомлена`. A date: words, or `num`. A number: bare, or with its three words.
`[[, на основании {minutes}]]` is left out when something in it is missing. Elsewhere
a value that is not there leaves a mark that says what is missing; a token nobody knows stays as it was typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.dates import long_date
from core.words import counted
from orders.grammar import CASES, before
from orders.wording.speech import NOMINATIVE, Speech
from orders.wording.values import Phrase, Value, Who

TOKEN = re.compile(r"\{([a-z][a-z0-9_]*)((?::[^{}:]+)*)\}")
# A preposition right before a token follows the sound of what is said there.
PLACED = re.compile(rf"(?:(?<![\w-])([ОоВвСс]|[Оо]б|[Вв]о|[Сс]о)([ \u00a0]))?{TOKEN.pattern}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # «… 2026 г..», «… Осокиной Н.С..»
TWO_QUOTES = "»»"  # alike ones close as one: «О ярмарке «Рядом»
MISSING = re.compile(r"‹([^‹›]*)›")
CASE_NAMES = frozenset({NOMINATIVE, *map(str, CASES)})


@dataclass(frozen=True)
class Spoken:
    """`missing` are the Russian names of values that were not there."""

    text: str
    missing: tuple[str, ...] = ()


def say(text: str, values: Mapping[str, Value], labels: Mapping[str, str], speech: Speech) -> Spoken:
    """The text with its tokens resolved; `labels` are Russian names of tokens."""
    missing: list[str] = []
    text = OPTIONAL.sub(lambda found: _if_whole(found[1], values), text)

    def put(found: re.Match[str]) -> str:
        preposition, gap, name = found[1] or "", found[2] or "", found[3]
        value = values.get(name)
        if name not in values and name not in labels:
            missing.append(f"неизвестное слово {{{name}{found[4]}}}")
            return f"{preposition}{gap}‹{name}›"
        if value is None or value == "" or value == ():
            missing.append(labels.get(name, name))
            return f"{preposition}{gap}‹{labels.get(name, name)}›"
        spoken = _said(value, [part for part in found[4].split(":") if part], speech)
        return f"{before(preposition, spoken)}{gap}{spoken}"

    said = TWO_STOPS.sub(".", PLACED.sub(put, text)).replace(TWO_QUOTES, TWO_QUOTES[0])
    return Spoken(said, tuple(dict.fromkeys(missing)))


def _if_whole(text: str, values: Mapping[str, Value]) -> str:
    return text if all(values.get(found[1]) not in (None, "", ()) for found in TOKEN.finditer(text)) else ""


def missing_in(text: str) -> list[str]:
    """What marks of missing values say, tokens left in the text too."""
    return list(dict.fromkeys([*MISSING.findall(text), *(found[0] for found in TOKEN.finditer(text))]))


def _said(value: Value, options: list[str], speech: Speech) -> str:
    case = next((option for option in options if option in CASE_NAMES), NOMINATIVE)
    if isinstance(value, Who):
        return _person(value, case, options, speech)
    if isinstance(value, tuple):
        return ", ".join(_person(each, case, options, speech) for each in value)
    if isinstance(value, Phrase):
        return lowered(speech.phrase(value, case))
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}" if "num" in options else long_date(value)
    if isinstance(value, int):
        forms = next((option.split("|") for option in options if option.count("|") == 2), None)
        return counted(value, forms) if forms else str(value)
    return value


def _person(who: Who, case: str, options: list[str], speech: Speech) -> str:
    if choice := next((option.split("|") for option in options if "|" in option), None):
        return choice[1] if who.gender == "f" else choice[0]
    post = speech.phrase(Phrase(lowered(who.post), animate=True), case) if who.post else ""
    if "post" in options:
        return post or "‹должность›"
    name = speech.name(who, case, short="short" in options)
    return f"{post} {name}" if "with_post" in options and post else name


def lowered(post: str) -> str:
    """Inside a sentence: «Учитель математики», «Муниципальное …» begin small, «МБОУ …» stays."""
    return post if post[1:2].isupper() else post[:1].lower() + post[1:]
