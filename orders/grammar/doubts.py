"""When a declined name has to be shown to a person: a second engine, a dictionary, declines it in another way."""

import re
from functools import cache
from typing import Any

from orders.grammar.cases import CASES, Forms

GRAMMEMES = {"gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}
NAMES = ("Surn", "Name")
WORD = re.compile(r"[А-Яа-яЁёA-Za-z-]+")


@cache
def analyser() -> Any:
    """The dictionary: a third of a second to load, one per process."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


def readings(word: str) -> list[Any]:
    """What the dictionary makes of a word, the likeliest first; nothing for what is no word of letters."""
    found: list[Any] = analyser().parse(word) if WORD.fullmatch(word) else []
    return found


def folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def is_doubtful(word: str, gender: str, forms: Forms) -> bool:
    """True where the dictionary knows the word as a name of this gender, or as a noun, and declines it otherwise."""
    known = [parse for parse in readings(word) if parse.is_known and _fits(parse, gender)]
    named = [parse for parse in known if any(name in parse.tag for name in NAMES)] or known
    return bool(named) and not any(_agrees(parse, forms) for parse in named)


def as_a_noun(word: str) -> Forms | None:
    """The word as a common masculine noun of the dictionary, animate: «Орла», «Кузнеца»; None when it is not one."""
    for parse in readings(word):
        if parse.is_known and _fits(parse, "m") and not {"Surn", "Name", "Patr", "Geox"} & set(parse.tag.grammemes):
            found = [_spelled(parse, GRAMMEMES["gen" if case == "acc" else case], word) for case in CASES]
            return Forms.of(found, sure=False)
    return None


def as_possessive(word: str) -> Forms | None:
    """«Лисий» – «Лисьего», «Третий» – «Третьего»: an adjective of that kind; None for every other word."""
    for parse in readings(word):
        if parse.is_known and "ADJF" in parse.tag and "nomn" in parse.tag and "masc" in parse.tag:
            forms = [_spelled(parse, GRAMMEMES["gen" if case == "acc" else case], word) for case in CASES]
            return Forms.of(forms, sure=False) if forms[0].endswith("ьего") else None
    return None


def _spelled(parse: Any, case: str, word: str) -> str:
    """The form with the capital of the name, and with its ё."""
    form: str = parse.inflect({case, "sing"} | ({"masc"} if "ADJF" in parse.tag else set())).word
    shorter = min(len(word), len(form))
    same = next((i for i in range(shorter) if word[i].casefold() != form[i]), shorter)
    return word[:same] + form[same:] if same else form.capitalize()


def _fits(parse: Any, gender: str) -> bool:
    tag = parse.tag
    return (
        "NOUN" in tag
        and "nomn" in tag
        and "sing" in tag
        and ({"m": "masc", "f": "femn"}[gender] in tag or "ms-f" in tag)
    )


def _agrees(parse: Any, forms: Forms) -> bool:
    for case in CASES:
        form = parse.inflect({"sing", GRAMMEMES[case]})
        if form is None or (case != "acc" and folded(form.word) != folded(forms[case])):
            return False
    return True
