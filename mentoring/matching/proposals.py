"""A proposal: who goes to whom, found as the best of the whole set or arranged by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from mentoring.matching.cohort import Cohort, Fit, cohort_of
from mentoring.matching.criteria import Part, Weights
from mentoring.matching.people import Cell, Mentee, Mentor
from mentoring.matching.rules import Block, Rule, Rules
from mentoring.matching.solving import ALONE, Goal, solve
from mentoring.matching.totals import Totals, totals_of
from mentoring.matching.unmatched import Cause, cause_of


@dataclass(frozen=True, slots=True)
class Row:
    """A mentee with the mentor proposed, or alone with the cause."""

    mentee: Mentee
    fit: Fit | None = None
    cause: Cause | None = None
    locked: bool = False

    @property
    def mentor(self) -> Mentor | None:
        return self.fit.mentor if self.fit else None

    @property
    def score(self) -> int | None:
        return self.fit.score if self.fit else None

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.fit.parts if self.fit else ()


@dataclass(frozen=True, slots=True)
class Released:
    """A lock that a rule no longer allows: the mentee was matched like everybody else."""

    cell: Cell
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Proposal:
    """Rows in the order of the mentees' ids. `assigned`: mentee → mentor, `locked`: the mentees whose pair stays."""

    cohort: Cohort
    assigned: Mapping[int, int]
    locked: frozenset[int] = frozenset()
    goal: Goal = Goal.COVERAGE
    minimum: int = 0
    released: tuple[Released, ...] = ()

    @cached_property
    def load(self) -> Counter[int]:
        """Mentor → places held, those outside the set included."""
        held = Counter({mentor.id: mentor.taken for mentor in self.cohort.mentors})
        held.update(self.assigned.values())
        return held

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        cohort, pairs = self.cohort, sorted(self.assigned.items())
        fits = cohort.fits([cohort.row[mentee] for mentee, _ in pairs], [cohort.column[mentor] for _, mentor in pairs])
        found = {fit.mentee.id: self._with_load(fit) for fit in fits}
        return tuple(
            Row(mentee, found[mentee.id], locked=mentee.id in self.locked)
            if mentee.id in found
            else Row(mentee, cause=cause_of(cohort, number, self.load, self.minimum))
            for number, mentee in enumerate(cohort.mentees)
        )

    @cached_property
    def row_of(self) -> dict[int, Row]:
        return {row.mentee.id: row for row in self.rows}

    @cached_property
    def totals(self) -> Totals:
        fits = [row.fit for row in self.rows if row.fit]
        return totals_of(fits, self.cohort, self.load)

    def _with_load(self, fit: Fit) -> Fit:
        """Arranged by hand, a mentor may have more mentees than places."""
        held, capacity = self.load[fit.mentor.id], fit.mentor.capacity
        if held <= capacity or any(block.rule == Rule.CAPACITY for block in fit.blocks):
            return fit
        return replace(fit, blocks=(*fit.blocks, Block(Rule.CAPACITY, f"занято {held} из {capacity}")))


def propose(
    mentors: Iterable[Mentor],
    mentees: Iterable[Mentee],
    rules: Rules | None = None,
    weights: Weights | None = None,
    *,
    goal: Goal = Goal.COVERAGE,
    locked: Mapping[int, int] | None = None,
    banned: Mapping[Cell, str] | None = None,
    minimum: int = 0,
) -> Proposal:
    """The best proposal for the whole set; the same people in another order give the same result.

    `locked`: mentee → mentor, stays as it is whatever its score; a lock that breaks a hard rule or has no place left is
    in `released`. `banned`: «не эти двое» with the reason. A pair below `minimum` is not proposed.
    """
    cohort = cohort_of(mentors, mentees, rules, weights, banned)
    kept, released = _locks(cohort, locked or {})
    rows = [number for number, mentee in enumerate(cohort.mentees) if mentee.id not in kept]
    used = Counter(kept.values())
    places = [mentor.free - used[mentor.id] for mentor in cohort.mentors]
    taken = [mentor.taken + used[mentor.id] for mentor in cohort.mentors]
    scores = cohort.scores[rows]
    chosen = solve(scores, (cohort.blocked[rows] == 0) & (scores >= minimum), places, taken, goal)
    found = {
        cohort.mentees[row].id: cohort.mentors[column].id
        for row, column in zip(rows, chosen, strict=True)
        if column != ALONE
    }
    return Proposal(cohort, kept | found, frozenset(kept), goal, minimum, released)


def _locks(cohort: Cohort, locked: Mapping[int, int]) -> tuple[dict[int, int], tuple[Released, ...]]:
    """Which locks hold, in the order of the mentees; KeyError for people outside the set."""
    kept: dict[int, int] = {}
    released = []
    used: Counter[int] = Counter()
    for mentee, mentor in sorted(locked.items()):
        column = cohort.column[mentor]
        blocks = cohort.blocks(cohort.row[mentee], column)
        free = cohort.mentors[column].free
        if not blocks and used[mentor] >= free:
            blocks = (Block(Rule.CAPACITY, f"закреплённых больше, чем мест: {free}"),)
        if blocks:
            released.append(Released(Cell(mentee, mentor), blocks))
        else:
            kept[mentee] = mentor
            used[mentor] += 1
    return kept, tuple(released)


def arrange(
    mentors: Iterable[Mentor],
    mentees: Iterable[Mentee],
    rules: Rules | None = None,
    weights: Weights | None = None,
    *,
    assigned: Mapping[int, int],
    locked: Iterable[int] = (),
    banned: Mapping[Cell, str] | None = None,
    goal: Goal = Goal.COVERAGE,
    minimum: int = 0,
) -> Proposal:
    """A kept version or a set moved by hand: nothing is solved, pairs that break a rule stay and say so in `blocks`.

    `assigned`: mentee → mentor. People who left the set meanwhile are left out.
    """
    cohort = cohort_of(mentors, mentees, rules, weights, banned)
    known = {m: n for m, n in sorted(assigned.items()) if m in cohort.row and n in cohort.column}
    return Proposal(cohort, known, frozenset(locked) & known.keys(), goal, minimum)


def moved(proposal: Proposal, mentee: int, mentor: int | None) -> Proposal:
    """The proposal with one mentee moved, or left alone; scores already counted are kept."""
    others = {one: other for one, other in proposal.assigned.items() if one != mentee}
    assigned = others if mentor is None else others | {mentee: mentor}
    return replace(proposal, assigned=assigned, locked=proposal.locked & assigned.keys())


def explain(
    mentor: Mentor,
    mentee: Mentee,
    rules: Rules | None = None,
    weights: Weights | None = None,
    banned: Mapping[Cell, str] | None = None,
) -> Fit:
    """One pair outside a set: the same score and words as in any set."""
    return cohort_of([mentor], [mentee], rules, weights, banned).fit(0, 0)
