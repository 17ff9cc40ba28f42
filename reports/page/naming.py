"""Surnames in a text, whatever case they stand in: of whoever has not agreed only the first letter is left."""

import re
from collections.abc import Collection, Iterable

WORD = re.compile("[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+(?![а-яё]))")  # «Примерова», «ПРИМЕРОВА»
ENDED = re.compile(rf"({WORD.pattern})(\.?)")  # the full stop of a sentence serves the letter as well
SHORTEST = 3  # letters of a root: what is shorter stays whole
CASES = "ыми ими ого его ому ему ая яя ой ей ою ею ую юю ым им ом ем ых их ый ий ах ам а я о е у ю ы и ь й"
ENDINGS = tuple(CASES.split())


def root_of(word: str) -> str:
    """What the cases of a surname have in common: «Примеровой» and «Примеров» give one root."""
    folded = word.casefold().replace("ё", "е")
    ending = next((each for each in ENDINGS if folded.endswith(each)), "")
    return folded[: len(folded) - len(ending)] if len(folded) - len(ending) >= SHORTEST else folded


def roots_of(surnames: Iterable[str]) -> frozenset[str]:
    """Each part of a double surname counts."""
    return frozenset(root_of(part) for name in surnames for part in WORD.findall(name))


def without(text: str, roots: Collection[str]) -> str:
    """The text with «П.» in place of every surname of these roots."""
    return ENDED.sub(lambda found: f"{found[1][0]}." if root_of(found[1]) in roots else found[0], text)


def named(text: str, roots: Collection[str]) -> list[str]:
    """The words that `without` would shorten, each once, in their order."""
    return list(dict.fromkeys(word for word in WORD.findall(text) if root_of(word) in roots))
