"""Small numbers of people: hidden above a school, and not to be computed from anything shown (ADR 12).

A cell of a school from 1 to 4 is left out. A sum over schools tells the exact number only if every hidden cell keeps
at least two possible values: with n hidden cells of the sum S that is n >= 2 and n < S < 4n. Every figure is published
by itself, and no figure that is the sum of others is counted apart, so each hidden cell stands in one equation at most.
"""

from collections.abc import Sequence

from reports.figures.cells import Cell

SMALL = 5  # people: a smaller number, but not zero, points at somebody


def publish(number: int, whole: int | None = None) -> Cell:
    """A school's number of people as the levels above see it.

    `whole`: what it is a part of, shown beside it. The rest would point at somebody too, so a part that leaves from 1
    to 4 is only «не меньше 5»; of six it is also said of all six, or it could only mean five.
    """
    if 0 < number < SMALL:
        return Cell(0, exact=False)
    if number and whole is not None and (0 < whole - number < SMALL or number == whole == SMALL + 1):
        return Cell(SMALL, exact=False)
    return Cell(number)


def publish_sum(numbers: Sequence[int], wholes: Sequence[int] | None = None) -> Cell:
    """Of the numbers of the schools of one municipality; `wholes` in the same order."""
    around: Sequence[int | None] = wholes or [None] * len(numbers)
    cells = [publish(*pair) for pair in zip(numbers, around, strict=True)]
    unseen = [number for number, cell in zip(numbers, cells, strict=True) if not cell.exact]
    seen = sum(cell.value for cell in cells)
    if not unseen:
        return Cell(seen)
    ambiguous = len(unseen) >= 2 and len(unseen) < sum(unseen) < (SMALL - 1) * len(unseen)
    return Cell(sum(numbers)) if ambiguous and max(unseen) < SMALL else Cell(seen, exact=False)
