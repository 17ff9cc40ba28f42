"""The gender that a name tells, to be shown and confirmed; "" wherever it does not tell for certain."""

import re
from functools import cache
from typing import Any

MALE_PATRONYMIC = re.compile(r"(?:ич|оглы|оглу|улы|уулу|углы|оол)$")
FEMALE_PATRONYMIC = re.compile(r"(?:вна|чна|шна|кызы|гызы|кизи)$")
MALE_SURNAME = re.compile(r"(?:[оеё]в|[иы]н|[сц]кий|[сц]кой|ый|ной)$")
FEMALE_SURNAME = re.compile(r"(?:[оеё]ва|[иы]на|[сц]кая|ая)$")


def gender_of(last: str, first: str, patronymic: str = "") -> str:
    """ "m", "f" or "". By the patronymic; else the first name and the ending of the surname must agree.

    Initials tell nothing.
    """
    middle = patronymic.casefold().strip()
    if MALE_PATRONYMIC.search(middle):
        return "m"
    if FEMALE_PATRONYMIC.search(middle):
        return "f"
    by_surname, by_first = _by_surname(last.casefold().strip()), _by_first(first.strip())
    return by_first if by_first and by_first == by_surname else ""


def _by_surname(last: str) -> str:
    if FEMALE_SURNAME.search(last):
        return "f"
    return "m" if MALE_SURNAME.search(last) else ""


@cache
def _by_first(first: str) -> str:
    if len(first) < 3 or "." in first:
        return ""
    from pytrovich import enums

    found = _detector().detect(firstname=first)
    return {enums.Gender.MALE: "m", enums.Gender.FEMALE: "f"}.get(found, "")


@cache
def _detector() -> Any:
    from pytrovich.detector import PetrovichGenderDetector

    return PetrovichGenderDetector()
