"""Who has to move so that somebody gets a place that is taken: at most two people move on, locked pairs never do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mentoring.matching.people import Mentee, Mentor

if TYPE_CHECKING:
    import numpy as np

    from mentoring.matching.proposals import Proposal

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a chain; `to` is None for somebody who would stay alone."""

    mentee: Mentee
    origin: Mentor
    to: Mentor | None
    before: int
    after: int


@dataclass(frozen=True)
class Chains:
    """The ways to free a place for the mentee of `row`, whose own place, if there is one, becomes free."""

    proposal: Proposal
    row: int

    @cached_property
    def allowed(self) -> np.ndarray:
        cohort = self.proposal.cohort
        cells: np.ndarray = (cohort.blocked == 0) & (cohort.scores >= self.proposal.minimum)
        return cells

    @cached_property
    def free(self) -> np.ndarray:
        """Which columns have a place when the mentee has left the present one."""
        import numpy as np

        load = self.proposal.load.copy()
        if (present := self.proposal.assigned.get(self.proposal.cohort.mentees[self.row].id)) is not None:
            load[present] -= 1
        return np.array([load[mentor.id] < mentor.capacity for mentor in self.proposal.cohort.mentors], dtype=bool)

    @cached_property
    def movable(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows that may be moved, and the columns they are in now."""
        import numpy as np

        proposal, cohort = self.proposal, self.proposal.cohort
        pairs = [
            (cohort.row[mentee], cohort.column[mentor])
            for mentee, mentor in sorted(proposal.assigned.items())
            if mentee not in proposal.locked and cohort.row[mentee] != self.row
        ]
        rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return rows, columns

    @cached_property
    def refuge(self) -> np.ndarray:
        """For every row that may be moved the best column with a free place, or NOBODY."""
        import numpy as np

        rows, _ = self.movable
        if not self.free.any():
            return np.full(len(rows), NOBODY)
        scores = np.where(self.allowed[rows] & self.free, self.proposal.cohort.scores[rows], NOBODY)
        best = scores.argmax(axis=1)
        return np.where(scores.max(axis=1) == NOBODY, NOBODY, best)

    def to(self, column: int) -> tuple[Step, ...] | None:
        """Who moves when the mentee takes a place here; () where one is free, None where every place is locked."""
        import numpy as np

        if self.free[column]:
            return ()
        rows, columns = self.movable
        here = np.flatnonzero(columns == column)
        if not len(here):
            return None
        ways = [way for one in here for way in (self._direct(int(one)), self._through(int(one))) if way]
        if not ways:
            scores = self.proposal.cohort.scores[rows[here], column]
            return (self._step(int(rows[here[scores.argmin()]]), column, NOBODY),)
        return max(ways, key=lambda steps: (sum(s.after - s.before for s in steps), -len(steps)))

    def _direct(self, one: int) -> tuple[Step, ...]:
        rows, columns = self.movable
        refuge = int(self.refuge[one])
        return () if refuge == NOBODY else (self._step(int(rows[one]), int(columns[one]), refuge),)

    def _through(self, one: int) -> tuple[Step, ...]:
        """The best way over somebody else, who moves on to a free place."""
        import numpy as np

        rows, columns = self.movable
        scores, row, origin = self.proposal.cohort.scores, int(rows[one]), int(columns[one])
        possible = (self.refuge != NOBODY) & (columns != origin) & ~self.free[columns] & self.allowed[row, columns]
        if not possible.any():
            return ()
        gains = scores[row, columns] + scores[rows, self.refuge] - scores[rows, columns]
        other = int(np.where(possible, gains, -(10**6)).argmax())
        middle = int(columns[other])
        return (
            self._step(row, origin, middle),
            self._step(int(rows[other]), middle, int(self.refuge[other])),
        )

    def _step(self, row: int, origin: int, to: int) -> Step:
        cohort = self.proposal.cohort
        scores = cohort.scores[row]
        if to == NOBODY:
            return Step(cohort.mentees[row], cohort.mentors[origin], None, int(scores[origin]), 0)
        mentors = cohort.mentors
        return Step(cohort.mentees[row], mentors[origin], mentors[to], int(scores[origin]), int(scores[to]))
