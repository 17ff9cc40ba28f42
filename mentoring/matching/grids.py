"""Values of a criterion for every cell, kept once for mentees who are alike in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Grid:
    """`table[line[row]]` are the thousandths of the mentee of this row; columns are mentors."""

    table: np.ndarray
    line: np.ndarray

    def weighed(self, most: int) -> np.ndarray:
        """The values of all cells times `most`."""
        import numpy as np

        weighed: np.ndarray = (self.table * np.int32(most))[self.line]
        return weighed

    def at(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        values: np.ndarray = self.table[self.line[rows], columns]
        return values


def distinct(keys: Iterable[Key]) -> tuple[list[Key], np.ndarray]:
    """Every key once, and which of them each place of the list has."""
    import numpy as np

    known: dict[Key, int] = {}
    line = [known.setdefault(key, len(known)) for key in keys]
    return list(known), np.array(line, dtype=np.int64)


def grid(table: np.ndarray, line: np.ndarray) -> Grid:
    import numpy as np

    return Grid(table.astype(np.int16, copy=False), line)


def divided(sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Rows divided by their counts, rounded down; rows with a count of 0 stay. One count at a time is much quicker."""
    import numpy as np

    result = sums.copy()
    for count in np.unique(counts[counts > 1]).tolist():
        result[counts == count] //= count
    return result
