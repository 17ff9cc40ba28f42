"""Cases of one part of a name: rules of our own stand before the engine, which gets the stored gender."""

import re
from collections.abc import Callable
from functools import cache

from orders.grammar.cases import HISSING_OY, STRESSED_ICH, Forms, joined, same, with_consonant
from orders.grammar.doubts import is_doubtful
from orders.grammar.engine import FEMALE, MALE, TURKIC, Kind, by_engine, ending_in_ia, in_case
from orders.grammar.surnames import surname

FRENCH_FIRST = re.compile(r"(?:оля|уа)$")
DOUBLE_VOWEL = re.compile(r"[аеёиоуыэюя]а$")
HISSING = re.compile(r"[жшчщц]$")  # the stress stays where it was: «Мкртичем», «Фрицем»
HISSING_A = re.compile(r"([жшчщгкх])ы$")
# Feminine names in a soft sign that surely decline; of the others families and books differ.
SOFT_FEMALE = frozenset(
    {"любовь", "рахиль", "эсфирь", "юдифь", "нинель", "адель", "руфь", "суламифь", "ассоль", "агарь"}
)


def decline_name(kind: Kind, text: str, gender: str) -> Forms:
    """A surname, a first name or a patronymic of somebody whose gender is "m", "f" or "" (unknown).

    Without a gender the nominative is left, marked not sure: nothing is guessed.
    """
    text = " ".join(text.split())
    if not text:
        return same("")
    if gender not in (FEMALE, MALE):
        return same(text, sure=False)
    return _declined(kind, text, gender)


@cache
def _declined(kind: Kind, text: str, gender: str) -> Forms:
    return _BY_KIND[kind](text, gender)


def _first(text: str, gender: str) -> Forms:
    """«Ганса Христиана»: names apart decline each; of a hyphenated one the first part only if it is «Мария»."""
    words = text.split(" ")
    if len(words) > 1:
        return joined([_first(word, gender) for word in words], " ").doubted(when=gender == MALE)
    *kept, last = text.split("-")
    return joined([*(_before_hyphen(part, gender) for part in kept), _one_first(last, gender)], "-")


def _before_hyphen(part: str, gender: str) -> Forms:
    """«Марии-Антуанетты», but «Жан-Жака», «Магомед-Расула»."""
    declines = gender == FEMALE and part.casefold().endswith(("а", "я"))
    return _one_first(part, gender) if declines else same(part)


def _one_first(text: str, gender: str) -> Forms:
    return in_case(text, lambda word: _single_first(word, gender))


def _single_first(word: str, gender: str) -> Forms:
    low = word.casefold()
    if gender == FEMALE and low.endswith("ь"):
        stem = word[:-1]
        return Forms(f"{stem}и", f"{stem}и", word, f"{stem}ью", f"{stem}и", sure=low in SOFT_FEMALE)
    if low[-1] in "оеэуюиы" or (gender == FEMALE and low[-1] not in "ая"):
        return same(word)
    if gender == MALE and FRENCH_FIRST.search(low):
        return same(word)
    if HISSING.search(low):
        return with_consonant(word, "ем")
    if DOUBLE_VOWEL.search(low):
        return same(word, sure=False)
    forms = ending_in_ia(word) if low.endswith("ия") else by_engine(Kind.FIRST, word, gender)
    genitive, instrumental = HISSING_A.sub(r"\1и", forms.gen), HISSING_OY.sub(r"\1ей", forms.ins)
    forms = Forms(genitive, forms.dat, forms.acc, instrumental, forms.prep)
    return forms.doubted(when=is_doubtful(word, gender, forms))


def _patronymic(text: str, gender: str) -> Forms:
    if text.casefold().endswith(TURKIC):
        return same(text)
    return in_case(text, lambda word: _single_patronymic(word, gender))


def _single_patronymic(word: str, gender: str) -> Forms:
    low = word.casefold()
    if low.endswith(("ич", "ыч")):
        return with_consonant(word, "ом" if STRESSED_ICH.match(low) else "ем")
    if low.endswith("на"):
        stem = word[:-1]
        return Forms(f"{stem}ы", f"{stem}е", f"{stem}у", f"{stem}ой", f"{stem}е")
    return by_engine(Kind.PATRONYMIC, word, gender).doubted()


_BY_KIND: dict[Kind, Callable[[str, str], Forms]] = {
    Kind.SURNAME: surname,
    Kind.FIRST: _first,
    Kind.PATRONYMIC: _patronymic,
}
