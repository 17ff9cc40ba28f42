"""A set of mentors and mentees with everything that is counted for it: scores, broken rules, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mentoring.matching.breaches import broken
from mentoring.matching.criteria import FULL, Criterion, Part, Weights
from mentoring.matching.people import Cell, Mentee, Mentor, Participant
from mentoring.matching.reasons import said_of, stars
from mentoring.matching.rules import Block, Rules, blocks_of
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
    def scores(self) -> np.ndarray:
        """0 … 100; rows are mentees, columns mentors."""
        import numpy as np

        total = np.full((len(self.mentees), len(self.mentors)), FULL // 2, dtype=np.int32)  # a half is rounded up
        for criterion, most in self.points.items():
            total += self.values.by[criterion].weighed(most)
        total //= FULL
        return total

    @cached_property
    def blocked(self) -> np.ndarray:
        """Which rules each cell breaks, as bits (`rules.BIT`); 0 is a cell that may be chosen."""
        return broken(self.mentors, self.mentees, self.rules, self.values.by, self.banned)

    @cached_property
    def names(self) -> dict[int, str]:
        return {one.person: one.name for one in self.mentors}

    def fit(self, row: int, column: int) -> Fit:
        """One cell in words."""
        return self.fits([row], [column])[0]

    def fits(self, rows: Sequence[int], columns: Sequence[int]) -> list[Fit]:
        """Some cells in words."""
        import numpy as np

        cells = np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)
        values = np.array([self.values.by[criterion].at(*cells) for criterion in self.points], dtype=np.int32).T
        scores, bits = self.scores[cells], self.blocked[cells].tolist()
        points = _points(values, np.array(list(self.points.values()), dtype=np.int32), scores).tolist()
        fits = []
        for row, column, value, gained, score, blocked in zip(
            rows, columns, values.tolist(), points, scores.tolist(), bits, strict=True
        ):
            mentee, mentor = self.mentees[row], self.mentors[column]
            parts = tuple(
                Part(
                    criterion, got, most, *said_of(criterion, mentor, mentee, thousandths, self.values.near, self.names)
                )
                for (criterion, most), thousandths, got in zip(self.points.items(), value, gained, strict=True)
            )
            blocks = self.blocks(row, column) if blocked else ()
            fits.append(Fit(mentee, mentor, score, parts, blocks, warnings_of(mentor, mentee), stars(mentor, mentee)))
        return fits

    def blocks(self, row: int, column: int) -> tuple[Block, ...]:
        """The rules that exclude a cell."""
        import numpy as np

        cell = np.array([row]), np.array([column])
        missed = [c for c in Criterion if c in self.rules.required and not self.values.by[c].at(*cell)[0]]
        bits = int(self.blocked[row, column])
        return blocks_of(bits, self.mentors[column], self.mentees[row], self.banned, missed)


def _points(values: np.ndarray, most: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Whole points of every criterion (columns) that add up to the score: the largest remainders are rounded up first.

    No criterion gets more than its most, as it is rounded up only where it has a remainder.
    """
    import numpy as np

    points, remainders = np.divmod(values * most, FULL)
    order = np.argsort(-remainders, axis=1, kind="stable")
    lacking = scores - points.sum(axis=1)
    np.put_along_axis(
        points, order, np.take_along_axis(points, order, axis=1) + (np.arange(len(most)) < lacking[:, None]), axis=1
    )
    return points


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


def warnings_of(mentor: Mentor, mentee: Mentee) -> tuple[str, ...]:
    """What a curator should look at although no rule forbids it."""
    found = []
    if mentor.person in mentee.parted or mentee.person in mentor.parted:
        found.append("прежняя пара распалась досрочно")
    elif mentor.person in mentee.previous or mentee.person in mentor.previous:
        found.append("уже были парой")
    if not mentor.is_trained:
        found.append("наставник не прошёл обучение")
    if mentor.school and mentee.school and mentor.school != mentee.school:
        found.append("из разных школ")
    return tuple(found)
