"""Matching of mentors and mentees: pure, without database, clock or request.

    proposal = propose(mentors, mentees, rules, weights, goal=…, locked={mentee: mentor}, banned={cell: why}, minimum=0)
    proposal.rows, proposal.totals, proposal.released
    arrange(mentors, mentees, rules, weights, assigned={mentee: mentor})   a kept version, nothing is solved
    moved(proposal, mentee, mentor)                                        after a move by hand
    alternatives(proposal, mentee)                                         five best with chains, and who is excluded
    compare(before, after)                                                 two proposals
    explain(mentor, mentee, rules, weights)                                one pair outside a set

Ids of mentors and mentees are those of their participations. NumPy and SciPy are imported by the first call.
"""

from mentoring.matching.alternatives import Alternatives, Option, alternatives
from mentoring.matching.chains import Step
from mentoring.matching.cohort import Cohort, Fit, cohort_of
from mentoring.matching.criteria import CAN_BE_REQUIRED, Criterion, Part, Weights
from mentoring.matching.people import Cell, Mentee, Mentor
from mentoring.matching.proposals import Proposal, Released, Row, arrange, explain, moved, propose
from mentoring.matching.rules import Block, Rule, Rules
from mentoring.matching.solving import Goal
from mentoring.matching.totals import Comparison, Difference, Totals, compare
from mentoring.matching.unmatched import Cause, Why

__all__ = [
    "CAN_BE_REQUIRED",
    "Alternatives",
    "Block",
    "Cause",
    "Cell",
    "Cohort",
    "Comparison",
    "Criterion",
    "Difference",
    "Fit",
    "Goal",
    "Mentee",
    "Mentor",
    "Option",
    "Part",
    "Proposal",
    "Released",
    "Row",
    "Rule",
    "Rules",
    "Step",
    "Totals",
    "Weights",
    "Why",
    "alternatives",
    "arrange",
    "cohort_of",
    "compare",
    "explain",
    "moved",
    "propose",
]
