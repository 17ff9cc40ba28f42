"""The best assignment of a whole set. See docs/adr for the choice of the solver.

A mentor with three places is three columns. What is forbidden is infinite, which the solver treats as no cell at all.
Staying alone is a column of zeros, and coverage is held by counting these columns, not by a price: when at most `k`
mentees can have a mentor, there are exactly `len(mentees) - k` of them, so exactly `k` mentees get one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import TextChoices

if TYPE_CHECKING:
    import numpy as np

ALONE = -1
DENSE = 0.3  # share of open cells from which on an assignment of everybody is tried without counting first


class Goal(TextChoices):
    COVERAGE = "coverage", "никто не остался"
    QUALITY = "quality", "лучшее совпадение"


def solve(
    scores: np.ndarray, open_cells: np.ndarray, free: Sequence[int], taken: Sequence[int], goal: Goal
) -> list[int]:
    """The column of every row, or ALONE. `free` and `taken` are places of the columns.

    Coverage: as many rows as possible, then the largest sum of scores. Quality: the largest sum, then as many rows as
    possible. Among equals the load of the mentors is the most even; what is left is decided by the order of rows.
    """
    import numpy as np

    places = np.array(free, dtype=np.int64)
    able = open_cells & (places > 0)
    rows, columns = np.flatnonzero(able.any(axis=1)), np.flatnonzero(able.any(axis=0))
    result = [ALONE] * len(scores)
    if not len(rows):
        return result
    wanted = able[np.ix_(rows, columns)]
    repeats = np.minimum(places[columns], wanted.sum(axis=0))
    owner = np.repeat(np.arange(len(columns)), repeats)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    load = np.array(taken, dtype=np.int64)[columns][owner] + step
    costs = _costs(scores[np.ix_(rows, columns)][:, owner], load, wanted[:, owner], goal)
    chosen = _cover(costs, wanted, repeats) if goal == Goal.COVERAGE else _solved(costs, len(rows))
    for row, place in zip(rows, chosen, strict=True):
        if place < len(owner):
            result[row] = int(columns[owner[place]])
    return result


def _costs(scores: np.ndarray, load: np.ndarray, wanted: np.ndarray, goal: Goal) -> np.ndarray:
    """Whole numbers below 2^53, so that the solver's arithmetic is exact. Sums compare by score, then by the number of
    pairs, then by load: one point outweighs the rest, as `unit` is more than all of it together.
    """
    import numpy as np

    rows = len(scores)
    pair = 1 + rows * int(load.max())
    unit = pair * (rows + 1)
    if unit * (100 * rows + 1) >= 2**53:
        raise ValueError("The set is too large to be solved exactly.")
    gain = scores.astype(np.float64) * unit
    gain += pair - load
    return np.where(wanted, -gain, np.inf)


def _solved(costs: np.ndarray, alone: int) -> Sequence[int]:
    """The column of each row, where `alone` rows at most may stay without; numbers past the last column mean that."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    chosen: Sequence[int] = linear_sum_assignment(np.hstack([costs, np.zeros((len(costs), alone))]))[1]
    return chosen


def _cover(costs: np.ndarray, wanted: np.ndarray, repeats: np.ndarray) -> Sequence[int]:
    if costs.shape[1] >= len(costs) and wanted.mean() > DENSE:
        try:
            return _solved(costs, 0)
        except ValueError:  # not everybody can have a mentor
            pass
    return _solved(costs, len(costs) - _most_pairs(wanted, repeats))


def _most_pairs(wanted: np.ndarray, repeats: np.ndarray) -> int:
    """How many rows can have a column at all: the largest matching without scores."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    places = csr_array(np.repeat(wanted, repeats, axis=1))
    return int((maximum_bipartite_matching(places, perm_type="column") >= 0).sum())
