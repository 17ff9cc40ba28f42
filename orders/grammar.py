"""Cases of people's names. Overrides of a person, rules of our own and positions will stand before the engine here."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from schools.models import Membership


class Case(StrEnum):
    """Genitive (кого), dative (кому), accusative (кого), instrumental (кем)."""

    GEN = "GENITIVE"
    DAT = "DATIVE"
    ACC = "ACCUSATIVE"
    INS = "INSTRUMENTAL"


@dataclass(frozen=True)
class Name:
    """Parts of a name in one case. `sure` is False when the gender is unknown and the nominative was left."""

    last: str
    first: str
    patronymic: str
    sure: bool = True

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)

    @property
    def initials(self) -> str:
        return "".join(f"{part[0]}." for part in (self.first, self.patronymic) if part)

    @property
    def in_text(self) -> str:
        """«Осокиной Н.С.»: initials after the surname, as inside a text."""
        return f"{self.last}\u00a0{self.initials}" if self.initials else self.last

    @property
    def in_signature(self) -> str:
        """«Н.С. Осокина»: initials before the surname, as under a paper."""
        return f"{self.initials}\u00a0{self.last}" if self.initials else self.last


def nominative(person: Membership) -> Name:
    return Name(person.last_name, person.first_name, person.patronymic)


def decline(person: Membership, case: Case) -> Name:
    """The name in a case by the stored gender; without one the nominative, marked unsure, never a guess."""
    if not person.gender:
        return Name(person.last_name, person.first_name, person.patronymic, sure=False)
    return Name(*_declined((person.last_name, person.first_name, person.patronymic), person.gender, case))


@cache
def _engine() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def _declined(parts: tuple[str, str, str], gender: str, case: Case) -> tuple[str, str, str]:
    from pytrovich import enums

    sex = enums.Gender.FEMALE if gender == "f" else enums.Gender.MALE
    kinds = (enums.NamePart.LASTNAME, enums.NamePart.FIRSTNAME, enums.NamePart.MIDDLENAME)
    last, first, patronymic = (
        _engine().make(kind, sex, enums.Case[case.value], part) if part else ""
        for kind, part in zip(kinds, parts, strict=True)
    )
    return last, first, patronymic
