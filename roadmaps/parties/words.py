"""The words that name roles, bodies and groups; an unlisted word is judged by its grammar."""

import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from roadmaps.parties.posts import BODY, GROUP, ROLE, SECOND_HEAD


class PartyKind(StrEnum):
    PERSON = "person"
    ROLE = "role"
    BODY = "body"
    GROUP = "group"
    TEXT = "text"


ADJECTIVE = re.compile(r"^[а-яё-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$", re.IGNORECASE)
INITIALISM = re.compile(r"^[А-ЯЁ]{2,8}$")
WORDS = re.compile(r"[А-ЯЁа-яёA-Za-z0-9/.]+(?:\s?[-–]\s?[а-яё]+)*(?:-[А-ЯЁа-яё]+)*")
RUSSIAN = re.compile(r"^[а-яё]+(?:-[а-яё]+)*$")
"""What the dictionary is asked for: it fails on letters without a Unicode name."""
TIDY = '«»"“”(),;:'


def kind_of_words(text: str, *, guess: bool = True) -> PartyKind:
    """The kind of the first word that names somebody; with `guess` the grammar of the first noun decides the rest."""
    words = [word.strip(TIDY) for word in text.split()][:8]
    for word in words:
        if (kind := _listed(word)) is not None:
            return kind
        if not is_adjective(word):
            break
    for word in words[1:4]:
        if words and INITIALISM.match(words[0]) and (kind := _listed(word)) is not None:
            return kind
    return _guessed(text, words) if guess else PartyKind.TEXT


def _listed(word: str) -> PartyKind | None:
    if ROLE.match(word) and not BODY.match(word):
        return PartyKind.ROLE
    if GROUP.match(word) or GROUP.match(word.split("-")[0].rstrip("–")):
        return PartyKind.GROUP
    return PartyKind.BODY if BODY.match(word) else None


def _guessed(text: str, words: list[str]) -> PartyKind:
    """Capitals name a body, an animate noun a role or (in the plural) a group, another noun a body."""
    if words and INITIALISM.match(words[0]):
        return PartyKind.BODY
    for word in words[:3]:
        tag = _tag(word.lower())
        if tag is None or "NOUN" not in tag:
            continue
        if "nomn" not in tag:
            return PartyKind.TEXT
        if "anim" in tag:
            return PartyKind.GROUP if "plur" in tag else PartyKind.ROLE
        return PartyKind.BODY if word[:1].isupper() else PartyKind.TEXT
    return PartyKind.TEXT


def begins_party(text: str, *, plainly: bool = False) -> bool:
    """Whether a text begins with somebody in the nominative: «кураторы», «Санитарный сектор».

    `plainly` is for words without a comma before them: «Администрации» may be of one or several, МО may belong to
    the word before; neither begins a party then.
    """
    words = [word.strip(TIDY) for word in text.split()[:4]]
    for place, word in enumerate(words):
        if _listed(word) is not None and (_nominative(word) or (place and not words[place - 1].endswith("ой"))):
            return not (plainly and place == 0 and _may_belong(word))
        following = words[place + 1] if place + 1 < len(words) else ""
        if not (is_adjective(word) and following and (is_adjective(following) or _listed(following))):
            return False
    return False


def _nominative(word: str) -> bool:
    """«Администрация» begins a party, «Администрации» (of whom) goes on with one."""
    if INITIALISM.match(word) or word.endswith(".") or "-" in word or not word.isalpha():
        return True
    tag = _tag(word.lower())
    return tag is None or "nomn" in _cases(word.lower())


def _may_belong(word: str) -> bool:
    if INITIALISM.match(word):
        return not ROLE.match(word)
    return bool(BODY.match(word)) and _known(word.lower()) and "gent" in _cases(word.lower())


def unglued(word: str) -> str:
    """«группактивы» → «групп, активы»: a word the dictionary does not know, made of two that it does."""
    found = SECOND_HEAD.search(word)
    if found is None or _known(word.lower()):
        return word
    left, right = word[: found.start()], word[found.start() :]
    return f"{left}, {right}" if _known(left.lower()) and _known(right.lower()) else word


def is_adjective(word: str) -> bool:
    return bool(ADJECTIVE.match(word))


def stands_alone(word: str) -> bool:
    """A whole word: the dot after it ends a sentence and shortens nothing."""
    return word.isupper() or word[-1:].lower() in "аеёиоуыэюяьй)»" or _known(word.lower())


@cache
def _dictionary() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(maxsize=4096)
def _tag(word: str) -> str | None:
    return str(_dictionary().parse(word)[0].tag) if RUSSIAN.match(word) else None


@lru_cache(maxsize=4096)
def _cases(word: str) -> frozenset[str]:
    if not RUSSIAN.match(word):
        return frozenset()
    return frozenset(str(parse.tag.case) for parse in _dictionary().parse(word) if parse.score > 0.2)


@lru_cache(maxsize=4096)
def _known(word: str) -> bool:
    return bool(RUSSIAN.match(word)) and bool(_dictionary().word_is_known(word))
