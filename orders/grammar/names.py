"""Cases of one part of a name: rules of our own stand before the engine (`pytrovich`), which gets the stored gender."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any

from orders.grammar.cases import CASES, Case, Forms, joined, same
from orders.grammar.doubts import as_a_noun, as_possessive, is_doubtful


class Kind(StrEnum):
    SURNAME = "surname"
    FIRST = "first_name"
    PATRONYMIC = "patronymic"


FEMALE, MALE = "f", "m"

# First parts of double surnames that stay: «Кара-Мурзы», «Бонч-Бруевича».
PREFIXES = frozenset(
    {"тер", "кара", "бонч", "сан", "сен", "сент", "ван", "фон", "де", "ди", "да", "дер", "дю", "эль", "аль", "ибн"}
    | {"бен", "мак", "ле", "ла", "дон", "шах", "хан", "бек", "мирза", "гаджи", "нур", "тян"}
)
TURKIC = ("оглы", "кызы", "оглу", "гызы", "улы", "уулу", "кизи", "оол", "углы")
VOWELS = "аеёиоуыэюя"
# «Черных», «Долгих», «Нижних»; «Рерих» and «Эрлих» are nouns.
SURNAMES_THAT_STAY = re.compile(r"(?:[оеэуюиы]|ых|[гкхжшчщнь]их|аго|яго|ово)$")
FRENCH_A = re.compile(
    r"(?:[гдмлт]юма|дюба|тома|гара|петипа|дега|золя|труайя|бенуа|валуа|делакруа|франсуа|буржуа|моруа)$"
)
FRENCH_FIRST = re.compile(r"(?:оля|уа)$")
ADJECTIVE = re.compile(r"(?:ий|ый|ой)$")
STRESSED_ICH = re.compile(r"^(?:фом|хом|кузьм|козьм|лук|иль)ич$")
STRESSED_HISSING = re.compile(r"(?:ач|яч)$")
POSSESSIVE = re.compile(r"(?:[оеё]в|[иы]н)$")
ONE_VOWEL = re.compile(r"^[^аеёиоуыэюя]*[аеёиоуыэюя][^аеёиоуыэюя]*$")
HISSING_A = re.compile(r"([жшчщгкх])ы$")
HISSING_END = re.compile(r"[жшчщц]а$")
HISSING_OY = re.compile(r"([жшчщц])ой$")
# Feminine names in a soft sign that surely decline; of the others families and books differ.
SOFT_FEMALE = frozenset(
    {"любовь", "рахиль", "эсфирь", "юдифь", "нинель", "адель", "руфь", "суламифь", "ассоль", "агарь"}
)

# Masculine nouns as surnames that lose the vowel. Families differ, so all of them are asked about.
FLEETING = (
    ("иец", "ийц"),
    ("лец", "льц"),
    ("аец", "айц"),
    ("еец", "ейц"),
    ("ец", "ц"),
    ("енок", "енк"),
    ("ёнок", "ёнк"),
    ("чонок", "чонк"),
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


def _surname(text: str, gender: str) -> Forms:
    words = text.split(" ")
    if len(words) > 1:  # «Ван дер Варден»: the last word declines
        *kept, last = words
        return joined([same(" ".join(kept)), _surname(last, gender)], " ")
    parts = text.split("-")
    if len(parts) > 1:
        return joined([_double_part(part, gender, last=part is parts[-1]) for part in parts], "-")
    return _in_case(text, lambda word: _single_surname(word, gender))


def _double_part(part: str, gender: str, *, last: bool) -> Forms:
    if not part or (not last and part.casefold() in PREFIXES):
        return same(part)
    return _in_case(part, lambda word: _single_surname(word, gender))


def _single_surname(word: str, gender: str) -> Forms:
    low = word.casefold()
    if SURNAMES_THAT_STAY.search(low) or FRENCH_A.search(low):
        return same(word)
    if gender == FEMALE and low[-1] not in "ая":
        return same(word)
    forms = _male_surname(word, low) if gender == MALE else _engine(Kind.SURNAME, word, gender)
    if HISSING_END.search(low):
        forms = _behind_hissing(forms)
    unsure = is_doubtful(word, gender, forms) or (gender == FEMALE and low.endswith("ья"))
    return forms.doubted(when=unsure)


def _behind_hissing(forms: Forms) -> Forms:
    """«Грушей»; «Лапшой», where the dictionary says that the end is stressed, is asked about."""
    return Forms(forms.gen, forms.dat, forms.acc, HISSING_OY.sub(r"\1ей", forms.ins), forms.prep, sure=forms.sure)


def _male_surname(word: str, low: str) -> Forms:
    """What ends in a consonant, -й, -ь, -а or -я."""
    forms = _engine(Kind.SURNAME, word, MALE)
    if low[-1] in "ая":
        return forms
    if STRESSED_ICH.match(low) or STRESSED_HISSING.search(low) or low.endswith("их"):
        return Forms(f"{word}а", f"{word}у", f"{word}а", f"{word}ом", f"{word}е")
    if low.endswith("ий") and (possessive := as_possessive(word)):
        return possessive
    noun = as_a_noun(word)
    if ADJECTIVE.search(low) and forms.gen.endswith("ого") and not ONE_VOWEL.match(low) and noun is None:
        return _adjectival(word, forms)
    return _as_noun(word, low, forms, noun)


def _as_noun(word: str, low: str, forms: Forms, noun: Forms | None) -> Forms:
    """A noun of the dictionary with a vowel that comes and goes, a likely one, or what the engine took for Russian."""
    if noun and is_doubtful(word, MALE, forms):
        return noun
    if noun is None and (ending := _fleeting(low)):
        return _with_endings(word[: -len(ending[0])] + ending[1], low).doubted()
    if ONE_VOWEL.match(low) and low.endswith("ой"):
        stem = word[:-1]
        return Forms(f"{stem}я", f"{stem}ю", f"{stem}я", f"{stem}ем", f"{stem}е")
    if forms.ins.endswith("ым") and (ONE_VOWEL.match(low) or not POSSESSIVE.search(low)):
        return Forms(forms.gen, forms.dat, forms.acc, f"{word}ом", forms.prep, sure=False)
    return forms.doubted(when=forms.gen == word or low.endswith(("иш", "аш", "ок", "авель")))


def _fleeting(low: str) -> tuple[str, str] | None:
    found = next((pair for pair in FLEETING if low.endswith(pair[0])), None)
    if found is None or not any(letter in VOWELS for letter in low[: -len(found[0])]):
        return None  # «Швец», «Жнец»: nothing would be left to pronounce
    stem = low[: -len(found[0])]
    return None if found[0] == "ец" and len(stem) > 1 and stem[-1] not in VOWELS and stem[-2] not in VOWELS else found


def _with_endings(stem: str, low: str) -> Forms:
    instrumental = "ем" if stem.endswith("ц") and not low.endswith("лец") else "ом"
    return Forms(f"{stem}а", f"{stem}у", f"{stem}а", f"{stem}{instrumental}", f"{stem}е")


def _adjectival(word: str, forms: Forms) -> Forms:
    """«Сухим», not «Сухым»: after г, к, х and the hissing ones the vowel is и."""
    soft = word[-3:-2].casefold() in "гкхжчшщ"
    ending = "им" if soft or word.endswith("ий") else "ым"
    return Forms(forms.gen, forms.dat, forms.gen, word[:-2] + ending, forms.prep, sure=forms.sure)


def _first(text: str, gender: str) -> Forms:
    words = text.split(" ")
    if len(words) > 1:
        *kept, last = words
        return joined([same(" ".join(kept)), _first(last, gender)], " ")
    if "-" in text:
        *kept, last = text.split("-")
        return joined([*(same(part) for part in kept), _first(last, gender)], "-")
    return _in_case(text, lambda word: _single_first(word, gender))


def _single_first(word: str, gender: str) -> Forms:
    low = word.casefold()
    if gender == FEMALE and low.endswith("ь"):
        stem = word[:-1]
        return Forms(f"{stem}и", f"{stem}и", word, f"{stem}ью", f"{stem}и", sure=low in SOFT_FEMALE)
    if low[-1] in "оеэуюиы" or (gender == FEMALE and low[-1] not in "ая"):
        return same(word)
    if gender == MALE and FRENCH_FIRST.search(low):
        return same(word)
    forms = _engine(Kind.FIRST, word, gender)
    genitive, instrumental = HISSING_A.sub(r"\1и", forms.gen), HISSING_OY.sub(r"\1ей", forms.ins)
    forms = Forms(genitive, forms.dat, forms.acc, instrumental, forms.prep)
    return forms.doubted(when=is_doubtful(word, gender, forms))


def _patronymic(text: str, gender: str) -> Forms:
    if text.casefold().endswith(TURKIC):
        return same(text)
    return _in_case(text, lambda word: _single_patronymic(word, gender))


def _single_patronymic(word: str, gender: str) -> Forms:
    low = word.casefold()
    if low.endswith("ич"):
        instrumental = "ом" if STRESSED_ICH.match(low) else "ем"
        return Forms(f"{word}а", f"{word}у", f"{word}а", f"{word}{instrumental}", f"{word}е")
    if low.endswith("на"):
        stem = word[:-1]
        return Forms(f"{stem}ы", f"{stem}е", f"{stem}у", f"{stem}ой", f"{stem}е")
    return _engine(Kind.PATRONYMIC, word, gender).doubted()


def _in_case(text: str, decline: Callable[[str], Forms]) -> Forms:
    """A name in capitals is declined in small letters and given back in capitals."""
    if not text:
        return same("")
    if len(text) > 1 and text.isupper():
        return decline(text.capitalize()).mapped(str.upper)
    return decline(text)


_BY_KIND: dict[Kind, Callable[[str, str], Forms]] = {
    Kind.SURNAME: _surname,
    Kind.FIRST: _first,
    Kind.PATRONYMIC: _patronymic,
}


@cache
def _maker() -> Any:
    """The engine reads its rules once per process, at the first paper."""
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def _engine(kind: Kind, word: str, gender: str) -> Forms:
    from pytrovich import enums

    sex = enums.Gender.FEMALE if gender == FEMALE else enums.Gender.MALE
    parts = {
        Kind.SURNAME: enums.NamePart.LASTNAME,
        Kind.FIRST: enums.NamePart.FIRSTNAME,
        Kind.PATRONYMIC: enums.NamePart.MIDDLENAME,
    }
    cases = {
        Case.GEN: enums.Case.GENITIVE,
        Case.DAT: enums.Case.DATIVE,
        Case.ACC: enums.Case.ACCUSATIVE,
        Case.INS: enums.Case.INSTRUMENTAL,
        Case.PREP: enums.Case.PREPOSITIONAL,
    }
    return Forms.of(_maker().make(parts[kind], sex, cases[case], word) for case in CASES)
