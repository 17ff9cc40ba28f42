"""A person's name in a paper: the three parts in one case, whole or with initials."""

from dataclasses import dataclass
from typing import Protocol

from orders.grammar.cases import Case, Forms, joined
from orders.grammar.engine import MALE, TURKIC, Kind
from orders.grammar.foreign import beside_first_name
from orders.grammar.names import decline_name


class Named(Protocol):
    """Whoever has a name in three parts: a colleague, a participant, a guardian."""

    @property
    def last_name(self) -> str: ...

    @property
    def first_name(self) -> str: ...

    @property
    def patronymic(self) -> str: ...

    @property
    def gender(self) -> str: ...


@dataclass(frozen=True)
class Name:
    """Parts of a name in one case. `sure` is False where a person has to look at the form."""

    last: str
    first: str
    patronymic: str
    sure: bool = True

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.patronymic) if part)

    @property
    def initials(self) -> str:
        """«Н.С.»; «Гасан оглы» gives no initial."""
        middle = "" if self.patronymic.casefold().endswith(TURKIC) else self.patronymic
        return "".join(f"{part[0]}." for part in (self.first, middle) if part)

    @property
    def in_text(self) -> str:
        """«Осокиной Н.С.»: initials after the surname, as inside a text."""
        return f"{self.last}\u00a0{self.initials}" if self.initials else self.last

    @property
    def in_signature(self) -> str:
        """«Н.С. Осокина»: initials before the surname, as under a paper."""
        return f"{self.initials}\u00a0{self.last}" if self.initials else self.last


def nominative(person: Named) -> Name:
    return Name(person.last_name, person.first_name, person.patronymic)


def decline(person: Named, case: Case) -> Name:
    """The name in a case by the stored gender; without one the nominative, marked unsure, never a guess."""
    parts = parts_of(person.last_name, person.first_name, person.patronymic, person.gender)
    last, first, patronymic = (part[case] for part in parts)
    return Name(last, first, patronymic, sure=all(part.sure for part in parts))


def parts_of(last: str, first: str, patronymic: str, gender: str) -> tuple[Forms, Forms, Forms]:
    surname = decline_name(Kind.SURNAME, last, gender)
    if gender == MALE and not patronymic:
        surname = beside_first_name(surname, last, first)
    return (
        surname,
        decline_name(Kind.FIRST, first, gender),
        decline_name(Kind.PATRONYMIC, patronymic, gender),
    )


def decline_full(last: str, first: str, patronymic: str, gender: str) -> Forms:
    """The whole name in all cases."""
    return joined([part for part in parts_of(last, first, patronymic, gender) if part.gen or not part.sure], " ")
