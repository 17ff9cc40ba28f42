"""A file between the steps: its rows as they were read, each with its answer, as plain data for the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from mentoring.importing.faults import Fault

OTHER, SKIP = "other", "skip"  # answers beside the id of a person


class Fate(StrEnum):
    """What becomes of a row when the file is loaded."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    ASK = "ask"
    ERROR = "error"
    REPEAT = "repeat"
    SKIP = "skip"

    @property
    def is_problem(self) -> bool:
        """A person has to look; such a row is not loaded."""
        return self in (Fate.ERROR, Fate.ASK)

    @property
    def is_loaded(self) -> bool:
        return self in (Fate.NEW, Fate.UPDATE)


@dataclass(slots=True)
class Line:
    """One row of the file. `number` is its place there, from 1; `answer` is OTHER, SKIP or the id of a person.

    `changes` are (label, old, new) in words; `known` are (id, words) of the people it may be; `note` explains.
    """

    number: int
    cells: list[str]
    answer: str = ""
    fate: Fate = Fate.NEW
    faults: Sequence[Fault] = ()
    changes: Sequence[tuple[str, str, str]] = ()
    known: Sequence[tuple[int, str]] = ()
    note: str = ""

    def state(self) -> list[Any]:
        faults = [[fault.column, fault.value, fault.why] for fault in self.faults]
        return [self.number, self.cells, self.answer, self.fate, faults, self.changes, self.known, self.note]

    @classmethod
    def of(cls, state: Sequence[Any]) -> Self:
        number, cells, answer, fate, faults, changes, known, note = state
        return cls(number, cells, answer, Fate(fate), [Fault(*each) for each in faults], changes, known, note)


def stored(lines: Iterable[Line]) -> list[list[Any]]:
    return [line.state() for line in lines]


def restored(states: Iterable[Sequence[Any]]) -> list[Line]:
    return [Line.of(state) for state in states]


def is_loaded(state: Sequence[Any]) -> bool:
    """Of a stored line, without restoring it."""
    return Fate(state[3]).is_loaded
