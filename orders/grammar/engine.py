"""The engine of names (`pytrovich`), and what every part of a name shares."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any

from orders.grammar.cases import CASES, Case, Forms, same


class Kind(StrEnum):
    SURNAME = "surname"
    FIRST = "first_name"
    PATRONYMIC = "patronymic"


FEMALE, MALE = "f", "m"
TURKIC = ("оглы", "кызы", "оглу", "гызы", "улы", "уулу", "кизи", "оол", "углы")


@cache
def _maker() -> Any:
    """The engine reads its rules once per process, at the first paper."""
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def by_engine(kind: Kind, word: str, gender: str) -> Forms:
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


def in_case(text: str, decline: Callable[[str], Forms]) -> Forms:
    """A name in capitals is declined in small letters and given back in capitals."""
    if not text:
        return same("")
    if len(text) > 1 and text.isupper():
        return decline(text.capitalize()).mapped(str.upper)
    return decline(text)


def ending_in_ia(word: str) -> Forms:
    """«Мария», «Илия», «Данелия»: «-ии» in the dative and the prepositional."""
    stem = word[:-1]
    return Forms(f"{stem}и", f"{stem}и", f"{stem}ю", f"{stem}ей", f"{stem}и")


def in_short_i(word: str) -> Forms:
    """«Цоя», «Гуляя»: a masculine noun in -й."""
    stem = word[:-1]
    return Forms(f"{stem}я", f"{stem}ю", f"{stem}я", f"{stem}ем", f"{stem}е")
