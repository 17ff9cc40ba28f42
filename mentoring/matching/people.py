"""Who is matched, in plain values: nothing here reads the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """A mentee and a mentor, by the ids of their participations."""

    mentee: int
    mentor: int


@dataclass(frozen=True, slots=True)
class Participant:
    """What both sides have. `id` is the participation, every other id is of a person; `name` stands in reasons.

    `wishes`: whom the participant named after the group meeting, the first choice first, at most three; `unwanted`:
    with whom not. `previous`: former partners who went through their programme together, `parted`: who ended early.
    An empty value means that nothing is known; forms left empty mean any.
    """

    id: int
    person: int
    name: str = ""
    forms: tuple[str, ...] = ()  # values of MentoringForm
    age: int | None = None
    subjects: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()  # values of TimeSlot
    has_consent: bool = True
    conflicts: frozenset[int] = frozenset()  # relatives too: whoever is declared
    wishes: tuple[int, ...] = ()
    unwanted: frozenset[int] = frozenset()
    previous: frozenset[int] = frozenset()
    parted: frozenset[int] = frozenset()
    school: int | None = None
    campus: str = ""
    shift: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentor(Participant):
    """`taken` counts places held outside this set; `grades` are classes and `pupils` people whom the mentor marks."""

    competences: tuple[str, ...] = ()
    capacity: int = 1
    taken: int = 0
    age_from: int | None = None
    age_to: int | None = None
    is_trained: bool = True
    is_admitted: bool = True  # outside mentors: certificates and the like
    grades: frozenset[str] = frozenset()
    pupils: frozenset[int] = frozenset()

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)


@dataclass(frozen=True, slots=True)
class Mentee(Participant):
    """`topics`: what is asked for, the main request first; phrases or whole sentences."""

    topics: tuple[str, ...] = ()
    class_name: str = ""
    days_waiting: int = 0


def places(people: Sequence[Participant]) -> dict[int, list[int]]:
    """Person → where it stands in the list; a person may take part twice."""
    found: dict[int, list[int]] = {}
    for number, one in enumerate(people):
        found.setdefault(one.person, []).append(number)
    return found
