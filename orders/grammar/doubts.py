"""When a declined name has to be shown to a person: a second engine, a dictionary, declines it in another way."""

import re
from functools import cache, lru_cache
from typing import Any

from orders.grammar.cases import CASES, VOWELS, Forms

GRAMMEMES = {"gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}
NAMES = ("Surn", "Name")
SEXES = {"m": "masc", "f": "femn"}
ADJECTIVAL = ("ого", "его")
HISSING_END = re.compile(r"([жшчщц])е([мй])$")
WORD = re.compile(r"[А-Яа-яЁёA-Za-z-]+")


@cache
def analyser() -> Any:
    """The dictionary: a third of a second to load, one per process."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(maxsize=4096)
def readings(word: str) -> list[Any]:
    """What the dictionary makes of a word, the likeliest first; nothing for what is no word of letters."""
    found: list[Any] = analyser().parse(word) if WORD.fullmatch(word) else []
    return found


def folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _heard(text: str) -> str:
    """«Ткачом» and «Ткачем» differ by the stress alone, which families settle."""
    return HISSING_END.sub(r"\1о\2", folded(text))


def is_doubtful(word: str, gender: str, forms: Forms) -> bool:
    """True where the dictionary knows the word as a name of this gender, or as a noun, and declines it otherwise."""
    known = [parse for parse in readings(word) if parse.is_known and _fits(parse, gender) and not _left(parse, word)]
    named = [parse for parse in known if any(name in parse.tag for name in NAMES)] or known
    return bool(named) and not any(_agrees(parse, forms) for parse in named)


def _left(parse: Any, word: str) -> bool:
    """The dictionary leaves some surnames as they are that books decline: «Савчук», «Данелия»."""
    return "Fixd" in parse.tag and (word[-1:].casefold() not in VOWELS or word.casefold().endswith("ия"))


def is_known_as(word: str, *grammemes: str) -> bool:
    """Does the dictionary hold it as a man's surname («Surn»), first name («Name»)…, in the nominative?"""
    return any(
        parse.is_known and _fits(parse, "m") and set(grammemes) <= set(parse.tag.grammemes) for parse in readings(word)
    )


def is_a_word_too(word: str) -> bool:
    """«Рубин», «Литвин»: a surname that families decline like the word, or not."""
    found = [set(parse.tag.grammemes) for parse in readings(word) if parse.is_known and _fits(parse, "m")]
    return any("Surn" in each for each in found) and any(not {"Surn", "Geox"} & each for each in found)


def as_a_noun(word: str, gender: str) -> Forms | None:
    """The word as a common noun of the dictionary, animate: «Орла», «Кузнеца»; None when it is not one."""
    for parse in readings(word):
        if parse.is_known and _fits(parse, gender) and not {"Surn", "Name", "Patr", "Geox"} & set(parse.tag.grammemes):
            found = [_spelled(parse, _case_of(case, word), word) for case in CASES]
            return None if found[0].endswith(ADJECTIVAL) else Forms.of(found)
    return None


def _case_of(case: str, word: str) -> str:
    """The grammeme; somebody in a consonant, -й or -ь has no accusative of his own: the genitive."""
    return GRAMMEMES["gen" if case == "acc" and word[-1:].casefold() not in "ая" else case]


def as_an_adjective(word: str, gender: str) -> Forms | None:
    """«Рыжий», «Чужая» as the dictionary declines it; None for what it does not know as an adjective."""
    for parse in readings(word):
        if parse.is_known and "ADJF" in parse.tag and "nomn" in parse.tag and SEXES[gender] in parse.tag:
            return Forms.of(_spelled(parse, _case_of(case, word), word, SEXES[gender]) for case in CASES)
    return None


def as_possessive(word: str) -> Forms | None:
    """«Лисий» – «Лисьего», «Третий» – «Третьего»: an adjective of that kind; None for every other word."""
    forms = as_an_adjective(word, "m")
    return forms.doubted() if forms and forms.gen.endswith("ьего") else None


def _spelled(parse: Any, case: str, word: str, sex: str = "") -> str:
    """The form with the capital of the name, and with its ё."""
    form: str = parse.inflect({case, "sing"} | ({sex} if sex else set())).word
    shorter = min(len(word), len(form))
    same = next((i for i in range(shorter) if folded(word[i]) != folded(form[i])), shorter)
    return word[:same] + form[same:] if same else form.capitalize()


def _fits(parse: Any, gender: str) -> bool:
    tag = parse.tag
    return "NOUN" in tag and "nomn" in tag and "sing" in tag and (SEXES[gender] in tag or "ms-f" in tag)


def _agrees(parse: Any, forms: Forms) -> bool:
    for case in CASES:
        form = parse.inflect({"sing", GRAMMEMES[case]})
        if form is None or (case != "acc" and _heard(form.word) != _heard(forms[case])):
            return False
    return True
