"""The header of a table: which of the first rows name the columns, and what they say together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.tables.grids import Grid, Row

SEARCHED, MOST_ROWS, LONGEST_TITLE = 25, 3, 120
Known = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Header:
    """`first` and `count` are positions in `grid.rows`; no rows: the table begins with its first person."""

    first: int
    count: int
    titles: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.first + self.count


def find_header(grid: Grid, known: Known) -> Header:
    """The row with most titles that `known` knows, and up to two more rows of a header of several storeys."""
    scores = [_score(row, known) for row in grid.rows[:SEARCHED]]
    best = max(range(len(scores)), key=lambda position: (scores[position], -position), default=0)
    if not scores or not scores[best]:
        return Header(0, 0, ("",) * grid.width)
    first, last = best, best
    while first and last - first + 1 < MOST_ROWS and _is_above(grid.rows[first - 1], grid.rows[first]):
        first -= 1
    while last - first + 1 < MOST_ROWS and last + 1 < len(grid.rows) and _is_below(grid, first, last, known):
        last += 1
    return header_at(grid, first, last - first + 1)


def header_at(grid: Grid, first: int, count: int) -> Header:
    """The titles of these rows; «Ребёнок» over «Фамилия» reads «Ребёнок Фамилия»."""
    rows = [_spread(row) for row in grid.rows[first : first + count]]
    titles = [" ".join(_distinct(row[column] for row in rows)) for column in range(grid.width)]
    return Header(first, count, tuple(titles))


def _score(row: Row, known: Known) -> int:
    """How many different titles a row names; a row of values with a few such words among them is none."""
    found = [known(text) for _, text in row.filled if len(text) <= LONGEST_TITLE]
    names = {name for name in found if name is not None}
    enough = len(names) > 1 or (len(row.filled) == 1 and len(names) == 1)
    return len(names) if enough and 2 * len([name for name in found if name]) >= len(row.filled) else 0


def _is_above(row: Row, below: Row) -> bool:
    """Common titles: cells that cover several columns, at least two of them, or one beside single titles."""
    wide = [start for start, width in row.spans if width > 1]
    return bool(wide) and (len(row.filled) > 1 or row.spans[0][1] < len(below.cells))


def _is_below(grid: Grid, first: int, last: int, known: Known) -> bool:
    """Finer titles: every filled cell stands under a wide or an empty one, or the row only numbers the columns."""
    row, above = grid.rows[last + 1], grid.rows[first : last + 1]
    if not row.filled or any(len(text) > LONGEST_TITLE for _, text in row.filled):
        return False
    if _numbers_columns(row):
        return True
    wide = {start + step for each in above for start, width in each.spans if width > 1 for step in range(width)}
    free = {column for column in range(grid.width) if not any(each.text(column) for each in above)}
    places = {column for column, _ in row.filled}
    return places <= wide | free and (bool(places & wide) or _score(row, known) > 0)


def _numbers_columns(row: Row) -> bool:
    """«1 | 2 | 3 | …» under the titles, as official forms have it."""
    texts = [text for _, text in row.filled]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _spread(row: Row) -> Sequence[str]:
    cells = list(row.cells)
    for start, width in row.spans:
        for column in range(start, min(start + width, len(cells))):
            cells[column] = cells[column] or cells[start]
    return [("" if text.isdigit() else text) for text in cells] if _numbers_columns(row) else cells


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(text.split()) for text in texts if text))
