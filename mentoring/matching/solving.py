"""The best assignment of a whole set. See docs/adr for the choice of the solver.

A mentor with three places is three columns. What is forbidden is infinite, which the solver treats as no cell at all.
Staying alone is a column of zeros, and coverage is held by counting these columns, not by a price: when at most `k`
mentees can have a mentor, there are exactly `len(mentees) - k` of them, so exactly `k` mentees get one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices

if TYPE_CHECKING:
    import numpy as np

ALONE = -1
EXACT = 2**53  # whole numbers below are exact as floats
DENSE = 0.3  # share of open cells from which on an assignment of everybody is tried without counting first


class Goal(TextChoices):
    COVERAGE = "coverage", "никто не остался"
    QUALITY = "quality", "лучшее совпадение"


@dataclass(frozen=True)
class Problem:
    """What is given to the solver: `costs` of every row of `rows` for every place, infinite where forbidden.

    `owner`: the mentor's column that each place belongs to.
    """

    costs: np.ndarray
    rows: np.ndarray
    owner: np.ndarray

    def solved(self, alone: int) -> list[int]:
        """The place of each row when at most `alone` rows stay without; ValueError where more would have to."""
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        padded = np.hstack([self.costs, np.zeros((len(self.rows), alone))]) if alone else self.costs
        _, chosen = linear_sum_assignment(padded)
        return [int(self.owner[place]) if place < len(self.owner) else ALONE for place in chosen]


def solve(
    scores: np.ndarray, open_cells: np.ndarray, free: Sequence[int], taken: Sequence[int], goal: Goal
) -> list[int]:
    """The column of every row, or ALONE. `free` and `taken` are places of the columns.

    Coverage: as many rows as possible, then the largest sum of scores. Quality: the largest sum, then as many rows as
    possible. Among equals the load of the mentors is the most even; what is left is decided by the order of rows.
    """
    result = [ALONE] * len(scores)
    problem = problem_of(scores, open_cells, free, taken)
    if len(problem.rows):
        chosen = _cover(problem) if goal == Goal.COVERAGE else problem.solved(len(problem.rows))
        for row, column in zip(problem.rows.tolist(), chosen, strict=True):
            result[row] = column
    return result


def problem_of(scores: np.ndarray, open_cells: np.ndarray, free: Sequence[int], taken: Sequence[int]) -> Problem:
    """Rows and columns without a single open cell are left out; a column stands as often as it has places."""
    import numpy as np

    places = np.array(free, dtype=np.int64)
    able = open_cells & (places > 0)
    rows, columns = np.flatnonzero(able.any(axis=1)), np.flatnonzero(able.any(axis=0))
    repeats = np.minimum(places[columns], len(rows))
    owner = np.repeat(columns, repeats)
    nth = np.arange(len(owner)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    load = np.array(taken, dtype=np.int64)[owner] + nth
    cells = np.ix_(rows, owner)
    return Problem(_costs(scores[cells], load, able[cells]), rows, owner)


def _costs(scores: np.ndarray, load: np.ndarray, able: np.ndarray) -> np.ndarray:
    """Whole numbers below 2^53, so that the solver's arithmetic is exact. Sums compare by score, then by the number of
    pairs, then by load: one point outweighs the rest, as `unit` is more than all of it together.
    """
    import numpy as np

    rows = len(scores)
    pair = 1 + rows * int(load.max(initial=0))
    unit = pair * (rows + 1)
    if unit * (int(scores.max(initial=0)) * rows + 1) >= EXACT:
        raise ValueError("The set is too large to be solved exactly.")
    costs = scores * -float(unit)
    costs += load - pair
    costs[~able] = np.inf
    return costs


def _cover(problem: Problem) -> list[int]:
    """Tries to give everybody a place where that is likely, else counts first how many can have one."""
    import numpy as np

    able = np.isfinite(problem.costs)
    if len(problem.owner) >= len(problem.rows) and able.mean() > DENSE:
        try:
            return problem.solved(0)
        except ValueError:  # somebody has to stay alone
            pass
    return problem.solved(len(problem.rows) - _most_pairs(able))


def _most_pairs(able: np.ndarray) -> int:
    """How many rows can have a place at all: the largest matching, whatever the scores."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    return int((maximum_bipartite_matching(csr_array(able), perm_type="column") >= 0).sum())
