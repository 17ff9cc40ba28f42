"""A set of mentors and mentees with everything that is counted for it: scores, broken rules, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mentoring.matching.criteria import FULL, Criterion, Part, Weights, shared
from mentoring.matching.people import Cell, Mentee, Mentor, Participant
from mentoring.matching.reasons import said_of, stars
from mentoring.matching.rules import Block, Rules, blocks_of, broken
from mentoring.matching.scoring import Values, values_of

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Fit:
    """What speaks for a pair and against it. The points of `parts` add up to `score`; `blocks` exclude the pair,
    `warnings` do not. `stars`: how many of the two named the other.
    """

    mentee: Mentee
    mentor: Mentor
    score: int
    parts: tuple[Part, ...]
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()
    stars: int = 0

    def reasons_for(self, most: int = 3) -> list[Part]:
        """What gives the most points, the strongest first."""
        return sorted((p for p in self.parts if p.speaks), key=lambda part: -part.points)[:most]

    def reasons_against(self, most: int = 2) -> list[Part]:
        """What costs the most points, the worst first."""
        return sorted((p for p in self.parts if p.speaks is False), key=lambda p: p.points - p.out_of)[:most]


@dataclass(frozen=True)
class Cohort:
    """People stand in the order of their ids, so that the same set in another order gives the same result.

    Made by `cohort_of`. Scores are counted when they are first asked for.
    """

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    banned: Mapping[Cell, str] = field(default_factory=dict)

    @cached_property
    def column(self) -> dict[int, int]:
        return {mentor.id: number for number, mentor in enumerate(self.mentors)}

    @cached_property
    def row(self) -> dict[int, int]:
        return {mentee.id: number for number, mentee in enumerate(self.mentees)}

    @cached_property
    def points(self) -> dict[Criterion, int]:
        return self.weights.points()

    @cached_property
    def values(self) -> Values:
        return values_of(self.mentors, self.mentees, self.rules)

    @cached_property
    def thousandths(self) -> np.ndarray:
        import numpy as np

        total = np.zeros((len(self.mentees), len(self.mentors)), dtype=np.int32)
        for criterion, most in self.points.items():
            total += self.values.by[criterion] * np.int32(most)
        return total

    @cached_property
    def scores(self) -> np.ndarray:
        """0 … 100; rows are mentees, columns mentors."""
        return (self.thousandths + FULL // 2) // FULL

    @cached_property
    def blocked(self) -> np.ndarray:
        """Which rules each cell breaks, as bits (`rules.BIT`); 0 is a cell that may be chosen."""
        return broken(self.mentors, self.mentees, self.rules, self.values.by, self.banned)

    @cached_property
    def names(self) -> dict[int, str]:
        return {one.person: one.name for one in self.mentors}

    def fit(self, row: int, column: int) -> Fit:
        """One cell in words."""
        mentee, mentor = self.mentees[row], self.mentors[column]
        return Fit(
            mentee,
            mentor,
            int(self.scores[row, column]),
            self.parts(row, column),
            self.blocks(row, column),
            tuple(_warnings(mentor, mentee)),
            stars(mentor, mentee),
        )

    def parts(self, row: int, column: int) -> tuple[Part, ...]:
        mentee, mentor = self.mentees[row], self.mentors[column]
        values = {criterion: int(self.values.by[criterion][row, column]) for criterion in self.points}
        exact = {criterion: most * values[criterion] for criterion, most in self.points.items()}
        points = shared(exact, FULL, int(self.scores[row, column]))
        found = []
        for criterion, most in self.points.items():
            near = self.values.near.get(criterion)
            words, speaks = said_of(criterion, mentor, mentee, values[criterion], near, self.names)
            found.append(Part(criterion, points[criterion], most, words, speaks))
        return tuple(found)

    def blocks(self, row: int, column: int) -> tuple[Block, ...]:
        bits = int(self.blocked[row, column])
        if not bits:
            return ()
        missed = [c for c in Criterion if c in self.rules.required and not self.values.by[c][row, column]]
        return blocks_of(bits, self.mentors[column], self.mentees[row], self.banned, missed)


def cohort_of(
    mentors: Iterable[Mentor],
    mentees: Iterable[Mentee],
    rules: Rules | None = None,
    weights: Weights | None = None,
    banned: Mapping[Cell, str] | None = None,
) -> Cohort:
    """ValueError where an id of a participation occurs twice on one side."""
    in_order = tuple(sorted(mentors, key=by_id)), tuple(sorted(mentees, key=by_id))
    bans = {Cell(*cell): reason for cell, reason in (banned or {}).items()}
    cohort = Cohort(*in_order, rules or Rules(), weights or Weights(), bans)
    if len(cohort.column) < len(cohort.mentors) or len(cohort.row) < len(cohort.mentees):
        raise ValueError("A participation stands in the set twice.")
    return cohort


def by_id(one: Participant) -> int:
    return one.id


def _warnings(mentor: Mentor, mentee: Mentee) -> Iterable[str]:
    """What a curator should look at although no rule forbids it."""
    if mentor.person in mentee.parted or mentee.person in mentor.parted:
        yield "прежняя пара распалась досрочно"
    elif mentor.person in mentee.previous or mentee.person in mentor.previous:
        yield "уже были парой"
    if not mentor.is_trained:
        yield "наставник не прошёл обучение"
    if mentor.school and mentee.school and mentor.school != mentee.school:
        yield "из разных школ"
