"""Reading «Ответственные»: any mix of persons, roles, bodies and groups, as people really write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from core.tables.text import squeeze
from roadmaps.importing.text import clean
from roadmaps.parties.words import PartyKind, begins_party, is_adjective, kind_of_words, stands_alone, unglued

__all__ = ["Party", "PartyKind", "read_parties"]

PERSON = re.compile(
    r"(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{3,})\s+(?P<initials>[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)(?!\s?[а-яё])"
    r"|(?P<initials2>\b[А-ЯЁ]\.\s?[А-ЯЁ]?\.?)\s?(?P<surname2>[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{4,})"
    r"|(?P<surname3>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s+(?P<initials3>[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|чна|ьич)\b)"
)
CALLED_LATER = re.compile(r"\s*\((?:далее|в дальнейшем)\b[^)]*\)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"^(?P<who>.+?)\s*\((?P<role>[^()]{3,80})\)$", re.DOTALL)
GLUED = re.compile(r"(?<=[а-яё]{4})(?=[А-ЯЁ][а-яё])")
GLUED_BY = re.compile(r"\bпо(?=[А-ЯЁ]{2})")
COMPOUND = re.compile(
    r"\b(педагог\w*|учитель)\s*[-–]\s+(психолог|организатор|наставник|логопед|дефектолог|библиотекар|предметник\b)",
    re.IGNORECASE,
)
LONG_WORD = re.compile(r"[а-яё]{9,}")
LEADING = re.compile(r"^(?:[-–—•*✓]|\d{1,2}[.)](?!\d))\s*|^(?:ответственн\w+|исполнител\w+)\s*:\s*", re.IGNORECASE)
SHORT_FIELD = re.compile(r"^[А-ЯЁ]{2,4}$")
BY_FIELD = re.compile(r"^(?P<post>.*\bпо) [А-ЯЁ]{2,4}$")
CAPITALS = re.compile(r"^[А-ЯЁ]{3,}$")
ENDS_SENTENCE = re.compile(r"(?:[А-ЯЁ]{2,}|[а-яё]{3,})\.$")
TOKEN = re.compile(r"\S+")
LONGEST = 1_500
"""Letters of a cell; a longer one is prose and names nobody in particular."""
QUOTES = {"«": 1, "»": -1, "(": 1, ")": -1, "“": 1, "”": -1}


@dataclass(frozen=True, slots=True)
class Party:
    """`role` is the post of a person, or who acts for a body: «Образовательные организации (кураторы)»."""

    kind: PartyKind
    text: str
    role: str = ""


def read_parties(text: str) -> tuple[Party, ...]:
    """The parties of a cell in their order, each once. Nothing is dropped: what is not understood is `text`."""
    if len(text) > LONGEST:
        return (Party(kind=PartyKind.TEXT, text=clean(text)),)
    found: list[Party] = []
    for piece, after_comma in _pieces(_repaired(text)):
        _take(found, piece, after_comma)
    return _each_once(found)


def _repaired(text: str) -> str:
    """Words that were glued or cut by a converter, and «(далее – …)» that names nobody else."""
    text = CALLED_LATER.sub("", clean(text))
    text = GLUED_BY.sub("по ", GLUED.sub(" ", text))
    return LONG_WORD.sub(lambda found: unglued(found.group()), COMPOUND.sub(r"\1-\2", text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """(piece, whether a comma stands before it); commas in quotes and brackets part nothing."""
    for line in _lines(text):
        start, depth, after_comma = 0, 0, False
        for place, sign in enumerate(line):
            depth = max(0, depth + QUOTES.get(sign, 0))
            if sign == ";" or (sign == "," and depth == 0):
                yield line[start:place], after_comma
                start, after_comma, depth = place + 1, sign == ",", 0
        yield line[start:], after_comma


def _lines(text: str) -> list[str]:
    """Lines of the cell; a line that goes on with the one before («…методической» «работе МУМК») is joined."""
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = lines and line[:1].islower() and lines[-1][-1:] not in ",;." and not begins_party(line)
        if goes_on:
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _take(found: list[Party], piece: str, after_comma: bool) -> None:
    piece = LEADING.sub("", piece.strip()).strip(" ,;")
    if not piece:
        return
    if SHORT_FIELD.match(piece) and after_comma and found and _distribute(found, piece):
        return
    for part in _parts(piece):
        people = list(_people(part))
        if people:
            found.extend(people)
        elif part:
            _add(found, part, after_comma)
        after_comma = False


def _distribute(found: list[Party], field: str) -> bool:
    """«Заместитель директора по УПР, ВР» are two people; «Заместители … по УПР, ВР» stay together."""
    last = found[-1]
    if last.kind is PartyKind.ROLE and last.text.lower().startswith("заместители"):
        found[-1] = replace(last, text=f"{last.text}, {field}")
        return True
    same = BY_FIELD.match(last.text)
    if last.kind is not PartyKind.ROLE or same is None:
        return False
    found.append(replace(last, text=f"{same.group('post')} {field}"))
    return True


def _add(found: list[Party], part: str, after_comma: bool) -> None:
    part = _without_dot(part)
    kind = kind_of_words(part)
    last = found[-1] if found else None
    if last is not None and after_comma and part[:1].islower():
        is_post = last.kind is PartyKind.PERSON and not last.role and kind in (PartyKind.ROLE, PartyKind.TEXT)
        if is_post:
            found[-1] = replace(last, role=part)
            return
        if kind is PartyKind.TEXT:
            found[-1] = replace(last, text=f"{last.text}, {part}")
            return
    bracketed = IN_BRACKETS.match(part)
    if bracketed and kind is not PartyKind.TEXT and begins_party(bracketed.group("role")):
        found.append(Party(kind=kind, text=bracketed.group("who"), role=bracketed.group("role")))
        return
    found.append(Party(kind=kind, text=part))


def _without_dot(text: str) -> str:
    """The dot of a sentence goes, the dot of a shortened word («кл. руковод.») stays."""
    if not text.endswith(".") or len(text) < 2:
        return text
    words = text[:-1].split()
    return text[:-1] if words and stands_alone(words[-1]) else text


def _people(part: str) -> Iterator[Party]:
    """Persons of a part, each with the post written beside the name."""
    names = list(_names(part))
    for place, (start, end) in enumerate(names):
        before = part[:start].strip(" ,-–—:") if place == 0 else ""
        following = names[place + 1][0] if place + 1 < len(names) else len(part)
        after = part[end:following].strip(" ,-–—.()")
        yield Party(kind=PartyKind.PERSON, text=part[start:end].strip(), role=after or before)


def _names(part: str) -> Iterator[tuple[int, int]]:
    place = 0
    while found := PERSON.search(part, place):
        surname = found.group("surname") or found.group("surname3")
        if surname and kind_of_words(surname, guess=False) is not PartyKind.TEXT:
            place = found.start() + len(surname)  # «Директор А. П. Иванова»: the first word is no surname
            continue
        yield found.span()
        place = found.end()


def _parts(piece: str) -> list[str]:
    """Parties that stand side by side without a comma: «Воспитатель Комендант», «Координатор и кураторы»."""
    tokens = list(TOKEN.finditer(piece))
    if len(tokens) > 1 and all(CAPITALS.match(token.group()) for token in tokens):
        return [token.group() for token in tokens]
    starts = [0]
    depth = 0
    for place, token in enumerate(tokens):
        if place and depth == 0 and _new_party(tokens, place, piece, starts[-1]):
            starts.append(token.start())
        depth = max(0, depth + sum(QUOTES.get(sign, 0) for sign in token.group()))
    edges = [*starts, len(piece)]
    parts = [piece[left:right].strip(" ,;") for left, right in pairwise(edges)]
    return [re.sub(r"\s+и$", "", part) for part in parts if part]


def _new_party(tokens: list[re.Match[str]], place: int, piece: str, since: int) -> bool:
    word, before = tokens[place].group(), tokens[place - 1].group()
    if tokens[place - 1].start() < since or word[:1] in QUOTES:
        return False
    joined_by_and = before.lower() == "и"
    if not begins_party(piece[tokens[place].start() :], plainly=not joined_by_and):
        return False
    if joined_by_and:
        return place > 1
    if is_adjective(before) and tokens[place - 1].start() == since:
        return False
    if word[:1].isupper():
        return len(before) > 1 and (not before.endswith(".") or bool(ENDS_SENTENCE.search(before)))
    return before.isupper() and len(before) > 1


def _each_once(found: list[Party]) -> tuple[Party, ...]:
    """Doubled parties collapse; of a doubled person the one with a post stays («Л.И.Денисова» twice)."""
    order: dict[tuple[str, str], Party] = {}
    for party in found:
        key = (party.kind.value, _key(party))
        kept = order.get(key)
        if kept is None or (party.role and not kept.role):
            order[key] = party
    return tuple(order.values())


def _key(party: Party) -> str:
    if party.kind is not PartyKind.PERSON:
        return squeeze(party.text) + squeeze(party.role)
    found = PERSON.search(party.text)
    if found is None:
        return squeeze(party.text)
    groups = found.groupdict()
    surname = groups["surname"] or groups["surname2"] or groups["surname3"] or ""
    initials = groups["initials"] or groups["initials2"] or groups["initials3"] or ""
    letters = "".join(sign for sign in initials if sign.isupper())
    return f"{squeeze(surname)} {letters}"
