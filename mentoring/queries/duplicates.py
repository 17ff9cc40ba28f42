"""Is this somebody the base knows already? Asked before anybody is added."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat, Lower, Replace

from core.viewer import Viewer
from core.words import full_name
from mentoring.entries import Entry
from mentoring.likeness import is_sure, may_be, short_name
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

    Alike: last and first name agree, and `likeness.may_be`.
    """
    names = {short_name(entry.last_name, entry.first_name) for entry in entries}
    if not names:
        return []
    cards: defaultdict[str, list[Twin]] = defaultdict(list)
    for twin in _cards(viewer, names):
        cards[short_name(twin.last_name, twin.first_name)].append(twin)
    return [_alike(entry, cards.get(short_name(entry.last_name, entry.first_name), ())) for entry in entries]


def _cards(viewer: Viewer, names: Iterable[str]) -> Iterable[Twin]:
    short = Replace(Lower(Concat(F("last_name"), Value(" "), F("first_name"))), Value("ё"), Value("е"))
    people = Person.objects.visible_to(viewer).filter(organization=viewer.organization)
    people = people.exclude(status=Person.Status.ANONYMISED)
    people = people.alias(short=short).filter(short__in=list(names))
    return (Twin(*row) for row in people.order_by("pk").values_list(*SHOWN))


def _alike(entry: Entry, cards: Iterable[Twin]) -> tuple[Twin, ...]:
    found = [replace(card, is_sure=is_sure(entry, card)) for card in cards if may_be(entry, card)]
    return tuple(sorted(found, key=lambda card: not card.is_sure))
