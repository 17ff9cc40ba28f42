"""The words of the registry: why a field is kept, who reads it, what is left of it when its person is anonymised."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models

from accounts.roles import Permission


@dataclass(frozen=True, slots=True)
class Use:
    """Why a field is kept at all. `readers` is the permission that opens it."""

    purpose: str
    basis: str
    readers: Permission


class Stay(Enum):
    """A number, a date or a state that stays with the pseudonym: figures of past years do not change."""

    AS_IS = "as it is"


@dataclass(frozen=True, slots=True)
class Field:
    """`blank` is what is written instead of the value when the person is anonymised."""

    name: str
    use: Use
    blank: Any


@dataclass(frozen=True, slots=True)
class Table:
    """`to_person` leads from a row to its person. Rows that `go` are deleted whole, their files too."""

    model: type[models.Model]
    title: str
    to_person: str
    fields: tuple[Field, ...]
    goes: bool = False
    file: str = ""

    @property
    def blanks(self) -> dict[str, Any]:
        return {field.name: field.blank for field in self.fields if field.blank is not Stay.AS_IS}


def texts(use: Use, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, use, "") for name in names)


def lists(use: Use, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, use, []) for name in names)


def values(use: Use, *names: str) -> tuple[Field, ...]:
    """Fields that may be empty."""
    return tuple(Field(name, use, None) for name in names)


def stays(use: Use, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, use, Stay.AS_IS) for name in names)


LAW = "152-ФЗ"
AGREED = f"согласие на обработку, {LAW}, ст. 9"
DUTY = f"обязанность оператора, {LAW}"

IDENTITY = Use("узнать участника и не спутать с другим", AGREED, Permission.PERSON_VIEW)
AGE = Use("кто подписывает согласие и кому подходит пара", AGREED, Permission.PERSON_VIEW)
CONTACT = Use("связаться с участником или его представителем", AGREED, Permission.PERSON_VIEW)
PLACE = Use("подобрать пару и заполнить базу программы", AGREED, Permission.PERSON_VIEW)
MATCHING = Use("подобрать пару", AGREED, Permission.PERSON_VIEW)
COURSE = Use("учёт участия и результатов программы", AGREED, Permission.PERSON_VIEW)
ASKING = Use("узнать, что участники думают о программе", AGREED, Permission.SURVEY_VIEW)
SAFETY = Use("вовремя помочь участнику пары", AGREED, Permission.CONCERN_VIEW)
SPECIAL = Use(
    "помочь с тем, что нельзя доверить общей карточке", f"отдельное согласие, {LAW}, ст. 10", Permission.PERSON_CLOSED
)
PROOF = Use("доказать, что согласие дано", f"{DUTY}, ст. 9 ч. 3", Permission.PERSON_VIEW)
ANSWERING = Use("ответить на запрос о персональных данных", f"{DUTY}, ст. 14 и 20", Permission.DATA_CENTRE)
WORK = Use("не забыть, что сделать с данными участника", f"{DUTY}, ст. 18.1", Permission.PERSON_VIEW)
READING = Use("прочитать таблицу, которую принёс куратор", AGREED, Permission.PERSON_EDIT)
GIVING = Use("знать, кто, когда и зачем выгружал данные", f"{DUTY}, ст. 18.1 и 19", Permission.DATA_CENTRE)
