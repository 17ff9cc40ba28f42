"""Small numbers of people: hidden above a school, and not to be computed from anything shown (ADR 12).

A cell of a school from 1 to 4 is left out. A sum over schools tells the exact number only if every hidden cell keeps
at least two possible values: with n hidden cells of the sum S that is n >= 2 and n < S < 4n. Every figure is published
by itself, and no figure that is the sum of others is counted apart, so each hidden cell stands in one equation at most.
"""

from collections.abc import Iterable

from reports.figures.cells import Cell

SMALL = 5  # people: a smaller number, but not zero, points at somebody


def publish(number: int) -> Cell:
    """A school's number of people as the levels above see it."""
    return Cell(0, exact=False) if 0 < number < SMALL else Cell(number)


def publish_sum(numbers: Iterable[int]) -> Cell:
    """Of the numbers of the schools of one municipality."""
    counted = list(numbers)
    small = [number for number in counted if 0 < number < SMALL]
    seen = sum(counted) - sum(small)
    if not small:
        return Cell(seen)
    ambiguous = len(small) >= 2 and len(small) < sum(small) < (SMALL - 1) * len(small)
    return Cell(sum(counted)) if ambiguous else Cell(seen, exact=False)
