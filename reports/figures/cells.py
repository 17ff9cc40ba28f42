"""A number as it may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


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


@lru_cache(maxsize=4096)
def cell_of(value: int, exact: bool) -> Cell:
    """The same cell for the same number: a dashboard makes thousands, most of them small and alike."""
    return Cell(value, exact)


def total(cells: Iterable[Cell]) -> Cell:
    """A sum that leaves out what its parts leave out; of nothing but several hidden parts, one for each: «2+»."""
    found = list(cells)
    return summed(sum(cell.value for cell in found), sum(not cell.exact for cell in found))


def summed(seen: int, hidden: int) -> Cell:
    """The same of a sum that the database has made: of what is seen, beside so many hidden cells."""
    return Cell(at_least(seen, hidden), exact=False) if hidden else Cell(seen)


def at_least(seen: int, hidden: int) -> int:
    """What is certainly there beside so many hidden cells; a single one alone stays «< 5»."""
    return seen or (hidden if hidden > 1 else 0)
