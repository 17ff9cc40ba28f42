"""A number as it may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Cell:
    """`exact` is false where small numbers of people are left out: `value` is then what is certainly there."""

    value: int = 0
    exact: bool = True

    def __str__(self) -> str:
        if self.exact:
            return str(self.value)
        return f"{self.value}+" if self.value else "<\u00a05"

    @property
    def spoken(self) -> str:
        """For a screen reader and for a spreadsheet: «не меньше 412», «меньше 5»."""
        if self.exact:
            return str(self.value)
        return f"не меньше {self.value}" if self.value else "меньше 5"

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.value + other.value, self.exact and other.exact)


def total(cells: Iterable[Cell]) -> Cell:
    """A figure that is the sum of others: what is left out of them is left out of it."""
    return sum(cells, Cell())


def shared(part: Cell, whole: Cell) -> Fraction | None:
    """Part of a whole; None where either number is not exact, or the whole is nothing."""
    return Fraction(part.value, whole.value) if part.exact and whole.exact and whole.value else None
