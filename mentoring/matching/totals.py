"""What a proposal amounts to, and how two of them differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentoring.matching.cohort import Cohort, Fit
    from mentoring.matching.proposals import Proposal, Row


@dataclass(frozen=True, slots=True)
class Totals:
    """`total`, `mean` (rounded) and `minimum` are of the scores of the pairs. `wishes_met` of `wishes_named`: mentees
    who got somebody they named. `loads`: places held → how many mentors; `weak` pairs are below the threshold.
    """

    matched: int
    unmatched: int
    total: int
    mean: int
    minimum: int
    weak: int
    wishes_met: int
    wishes_named: int
    mutual: int
    loads: tuple[tuple[int, int], ...]

    @property
    def spread(self) -> int:
        """Between the mentor with the most mentees and the one with the fewest."""
        return self.loads[-1][0] - self.loads[0][0] if self.loads else 0


def totals_of(fits: Sequence[Fit], cohort: Cohort, load: Mapping[int, int]) -> Totals:
    scores = [fit.score for fit in fits]
    total = sum(scores)
    return Totals(
        matched=len(fits),
        unmatched=len(cohort.mentees) - len(fits),
        total=total,
        mean=(2 * total + len(fits)) // (2 * len(fits)) if fits else 0,
        minimum=min(scores, default=0),
        weak=sum(score < cohort.rules.weak_below for score in scores),
        wishes_met=sum(fit.mentor.person in fit.mentee.wishes for fit in fits),
        wishes_named=sum(bool(mentee.wishes) for mentee in cohort.mentees),
        mutual=sum(fit.stars == 2 for fit in fits),
        loads=tuple(sorted(Counter(load[mentor.id] for mentor in cohort.mentors).items())),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A mentee whose mentor or score differs; None: the mentee is not in that proposal."""

    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Comparison:
    before: Totals
    after: Totals
    differences: tuple[Difference, ...]


def compare(before: Proposal, after: Proposal) -> Comparison:
    """Rows in which two proposals differ, in the order of the mentees' ids, beside both totals."""
    pairs = [
        Difference(before.row_of.get(mentee), after.row_of.get(mentee))
        for mentee in sorted(before.row_of.keys() | after.row_of.keys())
    ]
    differing = tuple(pair for pair in pairs if _shape(pair.before) != _shape(pair.after))
    return Comparison(before.totals, after.totals, differing)


def _shape(row: Row | None) -> tuple[int | None, int | None] | None:
    return (row.mentor.id if row.mentor else None, row.score) if row else None
