"""Is this somebody the base knows already? Asked before anybody is added."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat, Lower, Replace

from core.viewer import Viewer
from core.words import folded, full_name
from mentoring.entries import Entry
from mentoring.models import Person

SHOWN = (
    *("pk", "last_name", "first_name", "patronymic", "birth_date", "birth_year", "kind", "class_name", "position"),
    *("phone", "email", "status"),
)


@dataclass(frozen=True, slots=True)
class Twin:
    """A card that may be of the same person. `is_sure`: the whole name agrees, and the birth date or a contact does.

    `status` may be one that lists do not show (left, blocked): such a person must not enter a second time unseen.
    """

    person_id: int
    last_name: str
    first_name: str
    patronymic: str
    birth_date: date | None
    birth_year: int | None
    kind: str
    class_name: str
    position: str
    phone: str
    email: str
    status: str
    is_sure: bool = False

    @property
    def full_name(self) -> str:
        return full_name(self.last_name, self.first_name, self.patronymic)


def twins_of(viewer: Viewer, entries: Sequence[Entry]) -> list[tuple[Twin, ...]]:
    """For each entry the cards of the same school that look alike, sure ones first; one statement for all.

    Alike: last and first name agree (ё as е, capitals aside), patronymics do not differ, and the birth date agrees, or
    is unknown on one side, or, though different, class or patronymic agree too: a slip of the pen.
    """
    names = {_short_name(entry.last_name, entry.first_name) for entry in entries}
    if not names:
        return []
    cards: defaultdict[str, list[Twin]] = defaultdict(list)
    for twin in _cards(viewer, names):
        cards[_short_name(twin.last_name, twin.first_name)].append(twin)
    return [_alike(entry, cards.get(_short_name(entry.last_name, entry.first_name), ())) for entry in entries]


def _short_name(last_name: str, first_name: str) -> str:
    return folded(f"{last_name} {first_name}")


def _cards(viewer: Viewer, names: Iterable[str]) -> Iterable[Twin]:
    short = Replace(Lower(Concat(F("last_name"), Value(" "), F("first_name"))), Value("ё"), Value("е"))
    people = Person.objects.visible_to(viewer).filter(organization=viewer.organization)
    people = people.exclude(status=Person.Status.ANONYMISED)
    people = people.alias(short=short).filter(short__in=list(names))
    return (Twin(*row) for row in people.order_by("pk").values_list(*SHOWN))


def _alike(entry: Entry, cards: Iterable[Twin]) -> tuple[Twin, ...]:
    found = [replace(card, is_sure=_is_sure(entry, card)) for card in cards if _may_be(entry, card)]
    return tuple(sorted(found, key=lambda card: not card.is_sure))


def _may_be(entry: Entry, card: Twin) -> bool:
    mine, theirs = folded(entry.patronymic), folded(card.patronymic)
    if mine and theirs and mine != theirs:
        return False
    same_class = bool(entry.class_name) and folded(entry.class_name) == folded(card.class_name)
    return _births_agree(entry, card) is not False or same_class


def _births_agree(entry: Entry, card: Twin) -> bool | None:
    """None: one of the two is unknown."""
    if entry.birth_date and card.birth_date:
        return entry.birth_date == card.birth_date
    mine = entry.birth_date.year if entry.birth_date else entry.birth_year
    theirs = card.birth_date.year if card.birth_date else card.birth_year
    if mine is not None and theirs is not None and mine != theirs:
        return False
    return None


def _is_sure(entry: Entry, card: Twin) -> bool:
    if folded(entry.patronymic) != folded(card.patronymic):
        return False
    births = _births_agree(entry, card)
    return bool(births) or (births is None and _share_contact(entry, card))


def _share_contact(entry: Entry, card: Twin) -> bool:
    same_phone = bool(_digits(entry.phone)) and _digits(entry.phone) == _digits(card.phone)
    return same_phone or (bool(entry.email) and entry.email.lower() == card.email.lower())


def _digits(phone: str) -> str:
    """The last ten: «8 (900) 000-00-00» and «+7 900 0000000» are one number."""
    return "".join(sign for sign in phone if sign.isdigit())[-10:]
