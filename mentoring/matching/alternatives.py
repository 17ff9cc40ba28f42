"""Whom else a mentee could have: the five best, who would have to move for it, and who is excluded by which rule."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mentoring.matching.chains import Chains, Step
from mentoring.matching.cohort import Fit
from mentoring.matching.proposals import Proposal
from mentoring.matching.rules import Block, Rule

FIVE = 5


@dataclass(frozen=True, slots=True)
class Option:
    """`load`: places held by the mentor now. `displaced`: who moves when the mentee is moved here, empty where a place
    is free. `gain`: by how much the sum of all scores changes.
    """

    fit: Fit
    load: int
    displaced: tuple[Step, ...]
    gain: int

    @property
    def leaves_alone(self) -> bool:
        return any(step.to is None for step in self.displaced)


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`best` without the present mentor; `blocked` by the fewest rules first; `eligible`: how many no rule excludes."""

    best: tuple[Option, ...]
    blocked: tuple[Fit, ...]
    eligible: int


def alternatives(proposal: Proposal, mentee: int, *, most: int = FIVE, blocked: int = FIVE) -> Alternatives:
    """KeyError for a mentee outside the proposal."""
    cohort, row = proposal.cohort, proposal.cohort.row[mentee]
    present = proposal.assigned.get(mentee)
    scores, bits = cohort.scores[row], cohort.blocked[row]
    order = sorted(range(len(cohort.mentors)), key=lambda column: -int(scores[column]))
    eligible = [column for column in order if not bits[column]]
    chains = Chains(proposal, row)
    ways = ((column, chains.to(column)) for column in eligible if cohort.mentors[column].id != present)
    options, held = [], []
    for column, displaced in ways:
        if displaced is None:
            held.append(_held(cohort.fit(row, column)))
        else:
            options.append(_option(proposal, row, column, displaced))
        if len(options) == most:
            break
    excluded = sorted((c for c in order if bits[c]), key=lambda column: int(bits[column]).bit_count())
    fits = held + [cohort.fit(row, column) for column in excluded[:blocked]]
    return Alternatives(tuple(options), tuple(fits[:blocked]), len(eligible))


def _held(fit: Fit) -> Fit:
    return replace(fit, blocks=(Block(Rule.CAPACITY, "все места закреплены"),))


def _option(proposal: Proposal, row: int, column: int, displaced: tuple[Step, ...]) -> Option:
    cohort = proposal.cohort
    fit = cohort.fit(row, column)
    present = proposal.assigned.get(fit.mentee.id)
    now = int(cohort.scores[row, cohort.column[present]]) if present is not None else 0
    gain = fit.score - now + sum(step.after - step.before for step in displaced)
    return Option(fit, proposal.load[fit.mentor.id], displaced, gain)
