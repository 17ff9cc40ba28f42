"""Words of «Ответственные» matched to people, roles and bodies of the organization. Pure: the directory is given."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from accounts.roles import Role
from core.words import folded
from roadmaps.parties.posts import NOT_ALONE, ROLE_STEMS
from roadmaps.parties.reading import Party, PartyKind

SCHOOL_ROLES = frozenset({Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST, Role.DIRECTOR})


@dataclass(frozen=True, slots=True)
class Match:
    """`kind` as in Responsible.Kind; ids of a membership or an organization."""

    kind: str
    text: str
    person_id: int | None = None
    role: str = ""
    body_id: int | None = None


@dataclass(frozen=True, slots=True)
class Directory:
    """Keys are `person_key`/`body_key`; a name that two people share is absent. `chosen` are answers of a person."""

    people: Mapping[str, int]
    bodies: Mapping[str, int]
    roles: frozenset[str]
    chosen: Mapping[str, Match] = field(default_factory=dict)

    @classmethod
    def of(
        cls, people: Iterable[tuple[int, str, str, str]], bodies: Iterable[tuple[int, str]], roles: Iterable[str]
    ) -> "Directory":
        """`people` are (id, last name, first name, patronymic); `bodies` are (id, name)."""
        by_key: dict[str, int | None] = {}
        for pk, last, first, patronymic in people:
            for key in {_key(last, first[:1] + patronymic[:1]), _key(last, first[:1])}:
                by_key[key] = None if key in by_key else pk
        return cls(
            {key: pk for key, pk in by_key.items() if pk is not None},
            {body_key(name): pk for pk, name in bodies},
            frozenset(roles),
        )


def match_parties(parties: Iterable[Party], directory: Directory) -> list[Match]:
    """One match per party; what is found nowhere stays words (nobody will be reminded)."""
    return [_match(party, directory) for party in parties]


def _match(party: Party, directory: Directory) -> Match:
    words = party.text if not party.role else f"{party.text}, {party.role}"
    if words[:500] in directory.chosen:
        return directory.chosen[words[:500]]
    if party.kind == PartyKind.PERSON and (pk := directory.people.get(person_key(party.text))):
        return Match("person", words[:500], person_id=pk)
    if party.kind == PartyKind.BODY and (pk := directory.bodies.get(body_key(party.text))):
        return Match("body", words[:500], body_id=pk)
    if party.kind in (PartyKind.ROLE, PartyKind.GROUP) and (role := role_of(party.text, directory.roles)):
        return Match("role", words[:500], role=role)
    return Match("text", words[:500])


def role_of(words: str, known: frozenset[str]) -> str:
    """The role that the words name, if the organization's level has it."""
    text = folded(words)
    if any(stem in text for stem in NOT_ALONE):
        return ""
    return next((role.value for stem, role in ROLE_STEMS if stem in text and role in known), "")


def person_key(name: str) -> str:
    """«А.П. Иванова», «Иванова А. П.» and «Иванова Анна Петровна» have one key."""
    words = re.findall(r"[А-ЯЁа-яё-]+", name)
    long = [word for word in words if len(word) > 1]
    if not long:
        return ""
    rest = long[1:] or [word for word in words if len(word) == 1]
    return _key(long[0], "".join(word[0] for word in rest[:2]))


def _key(last: str, initials: str) -> str:
    return folded(f"{last}|{initials}")


def body_key(name: str) -> str:
    return " ".join(re.findall(r"[а-яa-z0-9]+", folded(name)))
