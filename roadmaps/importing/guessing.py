"""Tables whose header was not copied: columns are told apart by what most of their cells hold."""

from collections.abc import Callable, Sequence

from core.tables.grids import Grid
from roadmaps.importing.phrases import looks_like_number, looks_like_people, looks_like_term

SAMPLE = 200
SHORTEST_NAME = 10  # letters that an activity needs on the average
Look = Callable[[str], bool]


def guess_roles(grid: Grid) -> dict[str, int]:
    """Role → column. Nothing when neither terms nor people stand in a column of their own."""
    if grid.width < 2 or len(grid.rows) < 2:
        return {}
    cells = [_column(grid, column) for column in range(grid.width)]
    found: dict[str, int] = {}
    _take(found, "number", cells, looks_like_number, 0.6, longest=8)
    _take(found, "term", cells, looks_like_term, 0.6, longest=60)
    if "term" not in found:
        return {}
    _take(found, "responsible", cells, looks_like_people, 0.6, longest=120)
    texts = [column for column in range(grid.width) if column not in found.values() and cells[column]]
    _place_texts(found, texts, cells)
    return found if "activity" in found else {}


def _column(grid: Grid, column: int) -> list[str]:
    return [text for row in grid.rows[:SAMPLE] if (text := row.text(column)) and row.width_of(column) == 1]


def _take(found: dict[str, int], role: str, cells: list[list[str]], look: Look, share: float, longest: int) -> None:
    """The column with the largest share of fitting cells, the right one of equals (people stand last)."""
    best = (share, -1)
    for column, texts in enumerate(cells):
        if column in found.values() or not texts or sum(map(len, texts)) / len(texts) > longest:
            continue
        fitting = sum(map(look, texts)) / len(texts)
        if fitting >= best[0]:
            best = (fitting, column)
    if best[1] >= 0:
        found[role] = best[1]


def _place_texts(found: dict[str, int], texts: list[int], cells: list[list[str]]) -> None:
    """A column with much fewer cells than its neighbour names stages; then activity, content, result from the left."""
    left = [column for column in texts if column < found["term"] or len(texts) == 1]
    right = [column for column in texts if column not in left]
    if len(left) > 1 and len(cells[left[0]]) <= 0.6 * len(cells[left[1]]):
        found["stage"] = left.pop(0)
    left = left or right[:1]
    for role, column in zip(("activity", "content"), left, strict=False):
        found[role] = column
    rest = [column for column in right if column not in found.values()]
    if rest:
        found["result"] = rest[0]


def longest_texts(grid: Grid, start: int, columns: Sequence[int]) -> int | None:
    """Of `columns` the one with the longest texts from the row `start` on; None when they are marks or codes."""
    means: dict[int, float] = {}
    for column in columns:
        texts = [text for row in grid.rows[start : start + SAMPLE] if (text := row.text(column))]
        means[column] = sum(map(len, texts)) / len(texts) if texts else 0.0
    best = max(columns, key=means.__getitem__, default=None)
    return best if best is not None and means[best] >= SHORTEST_NAME else None
