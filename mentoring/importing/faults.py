"""What is wrong with a cell, said so that a person can mend it."""

from dataclasses import dataclass


class Unreadable(Exception):
    """A cell that says nothing the program can use; `why` is Russian and says what to do."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Fault:
    """`column` counts from 0; None: the fault is of the whole row."""

    column: int | None
    value: str
    why: str
