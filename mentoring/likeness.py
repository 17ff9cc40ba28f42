"""Whether two records may be of one person. Names are compared with ё as е, capitals aside."""

from datetime import date
from typing import Protocol

from core.words import folded


class Face(Protocol):
    """What two records are compared by."""

    @property
    def last_name(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def patronymic(self) -> str: ...
    @property
    def birth_date(self) -> date | None: ...
    @property
    def birth_year(self) -> int | None: ...
    @property
    def class_name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...


def short_name(last_name: str, first_name: str) -> str:
    """By this records are put together before they are compared."""
    return folded(f"{last_name} {first_name}")


def may_be(one: Face, other: Face) -> bool:
    """Patronymics do not differ, and the birth date agrees, or is unknown on one side, or, though different, the class
    agrees: a slip of the pen. The short names agree already.
    """
    mine, theirs = folded(one.patronymic), folded(other.patronymic)
    if mine and theirs and mine != theirs:
        return False
    same_class = bool(one.class_name) and folded(one.class_name) == folded(other.class_name)
    return _births_agree(one, other) is not False or same_class


def is_sure(one: Face, other: Face) -> bool:
    """The whole name agrees, and the birth date or a contact does."""
    if folded(one.patronymic) != folded(other.patronymic):
        return False
    births = _births_agree(one, other)
    return bool(births) or (births is None and _share_contact(one, other))


def same_phone(one: str, other: str) -> bool:
    """Both are written, and are one number."""
    return bool(_digits(one)) and _digits(one) == _digits(other)


def _births_agree(one: Face, other: Face) -> bool | None:
    """None: one of the two is unknown."""
    if one.birth_date and other.birth_date:
        return one.birth_date == other.birth_date
    mine = one.birth_date.year if one.birth_date else one.birth_year
    theirs = other.birth_date.year if other.birth_date else other.birth_year
    if mine is not None and theirs is not None and mine != theirs:
        return False
    return None


def _share_contact(one: Face, other: Face) -> bool:
    return same_phone(one.phone, other.phone) or (bool(one.email) and one.email.lower() == other.email.lower())


def _digits(phone: str) -> str:
    """The last ten: «8 (900) 000-00-00» and «+7 900 0000000» are one number."""
    return "".join(sign for sign in phone if sign.isdigit())[-10:]
