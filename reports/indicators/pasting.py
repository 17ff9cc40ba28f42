"""A block copied from Excel laid over the grid: from the cell it was pasted into to the right and down."""

from collections.abc import Sequence


def spread(
    rows: int, columns: int, first: tuple[int, int], block: Sequence[Sequence[str]]
) -> tuple[list[tuple[int, int, str]], int]:
    """(row, column, text) of every filled cell that fits, and how many did not fit. `first` is (row, column)."""
    laid, outside = [], 0
    for down, texts in enumerate(block):
        for across, text in enumerate(texts):
            row, column = first[0] + down, first[1] + across
            if not text:
                continue
            if row < rows and column < columns:
                laid.append((row, column, text))
            else:
                outside += 1
    return laid, outside
