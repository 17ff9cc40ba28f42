"""Small numbers of people: hidden above a school, and not to be computed from anything shown (ADR 12).

A cell of a school from 1 to 4 is left out. A sum over schools tells the exact number only if every hidden cell keeps
at least two possible values: with n hidden cells of the sum S that is n >= 2 and n < S < 4n. Every figure is published
by itself, and no figure that is the sum of others is counted apart, so each hidden cell stands in one equation at most.
A figure that is a part of others stands in none: with the bound that it has, the equation would tell too much.
"""

from collections.abc import Sequence

from reports.figures.cells import Cell, at_least

SMALL = 5  # people: a smaller number, but not zero, points at somebody


def publish(number: int, *wholes: int) -> Cell:
    """A school's number of people as the levels above see it.

    `wholes`: what it is a part of, shown beside it. The rest would point at somebody too, so a part that leaves from 1
    to 4 is only «не меньше 5»; of six it is also said of all six, or it could only mean five. So is a part of wholes
    that are hidden themselves: it would tell how much of them there is at least.
    """
    if 0 < number < SMALL:
        return Cell(0, exact=False)
    left = sum(wholes) - number
    unclear = 0 < left < SMALL or (left == 0 and number == SMALL + 1) or any(0 < whole < SMALL for whole in wholes)
    return Cell(SMALL, exact=False) if number and wholes and unclear else Cell(number)


def publish_sum(numbers: Sequence[int], wholes: Sequence[Sequence[int]] = ()) -> Cell:
    """Of the numbers of the schools of one municipality; `wholes` of each in the same order.

    A sum of parts is never exact when a cell is hidden: bounded by the sum of the wholes it would tell single cells.
    """
    around = wholes or [()] * len(numbers)
    cells = [publish(number, *parts) for number, parts in zip(numbers, around, strict=True)]
    unseen = [number for number, cell in zip(numbers, cells, strict=True) if not cell.exact]
    seen = sum(cell.value for cell in cells)
    if not unseen:
        return Cell(seen)
    ambiguous = not wholes and len(unseen) >= 2 and len(unseen) < sum(unseen) < (SMALL - 1) * len(unseen)
    return Cell(sum(numbers)) if ambiguous else Cell(at_least(seen, len(unseen)), exact=False)
