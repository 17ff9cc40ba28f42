"""Small numbers of people: hidden above a school, and not to be computed from anything shown (ADR 12).

A cell of a school from 1 to 4 is left out, and so it is of every sum (`reports.figures.cells.total`): no sum is exact
over a hidden cell, neither alone nor beside the sum of another day. No figure that is the sum of others is counted
apart.
"""

from reports.figures.cells import Cell

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
