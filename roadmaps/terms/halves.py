"""The clauses of a cell by family, before and after «далее»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roadmaps.terms.nodes import (
    Clause,
    Continuous,
    Dated,
    External,
    Leftover,
    NextYear,
    OnDemand,
    Recurring,
    Span,
    Then,
)  # fmt: skip


@dataclass
class Sorted:
    """The clauses of one half of a cell (before or after «далее»), by family."""

    spans: list[Span]
    rules: list[Recurring]
    continuous: list[Continuous]
    demands: list[OnDemand]
    externals: list[External]
    next_year: bool
    leftovers: list[str]


def halves(clauses: list[Clause]) -> tuple[Sorted, Sorted | None]:
    cut = next((i for i, clause in enumerate(clauses) if isinstance(clause, Then) and i > 0), None)
    head = sort_clauses(clauses[:cut])
    if cut is None or not (head.spans or head.rules or head.continuous):
        return sort_clauses(clauses), None
    return head, sort_clauses(clauses[cut + 1 :])


def sort_clauses(clauses: Sequence[Clause]) -> Sorted:
    return Sorted(
        spans=[span for clause in clauses if isinstance(clause, Dated) for span in clause.spans],
        rules=[clause for clause in clauses if isinstance(clause, Recurring)],
        continuous=[clause for clause in clauses if isinstance(clause, Continuous)],
        demands=[clause for clause in clauses if isinstance(clause, OnDemand)],
        externals=[clause for clause in clauses if isinstance(clause, External)],
        next_year=any(isinstance(clause, NextYear) for clause in clauses),
        leftovers=[clause.words for clause in clauses if isinstance(clause, Leftover)],
    )
