"""Tables as every reader hands them on: rows of strings that know what was merged and where they stood."""

from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_ROWS = 20_000
MAX_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is its place in the source, counted from 1, as a person would name it."""

    number: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()
    """Columns whose cell is the continuation of the merged cell above."""
    spans: tuple[tuple[int, int], ...] = ()
    """(column, width) of cells that cover several columns."""
    given: int = 0
    """How many columns the source really gave; fewer than the table's width means that cells were lost."""

    def text(self, column: int | None) -> str:
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    def width_of(self, column: int) -> int:
        return next((width for start, width in self.spans if start == column), 1)

    @property
    def filled(self) -> tuple[tuple[int, str], ...]:
        return tuple((column, text) for column, text in enumerate(self.cells) if text)


@dataclass(frozen=True, slots=True)
class Grid:
    index: int
    rows: tuple[Row, ...]
    before: tuple[str, ...] = ()
    """Paragraphs between the table before and this one, or the name of the sheet."""
    name: str = ""
    notes: tuple[str, ...] = ()
    """What could not be read, in Russian, with the place."""

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(slots=True)
class Draft:
    """A row while it is being read."""

    number: int
    cells: list[str] = field(default_factory=list)
    merged: set[int] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)
    given: int = 0


def rectangular(drafts: Iterable[Draft]) -> tuple[Row, ...]:
    """Rows of one width; trailing columns that are empty everywhere are cut off."""
    rows = list(drafts)
    width = max((_used(draft) for draft in rows), default=0)
    return tuple(
        Row(
            number=draft.number,
            cells=(*draft.cells[:width], *([""] * (width - len(draft.cells)))),
            merged=frozenset(column for column in draft.merged if column < width),
            spans=tuple((column, min(span, width - column)) for column, span in draft.spans if column < width),
            given=min(draft.given, width),
        )
        for draft in rows
    )


def _used(draft: Draft) -> int:
    filled = max((column + 1 for column, text in enumerate(draft.cells) if text), default=0)
    return max(filled, max((column + 1 for column in draft.merged), default=0))
