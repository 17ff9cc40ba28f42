"""The assignment against every possible one, and what holds whatever the set."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching import (
    Cell,
    Criterion,
    Goal,
    Mentee,
    Mentor,
    Rules,
    Weights,
    alternatives,
    explain,
    moved,
    propose,
)
from mentoring.matching.cohort import cohort_of
from mentoring.matching.solving import solve
from tests.mentoring.matching_people import FIRST_MENTEE, MOST, best_by_trying, mentees, mentors, worth

GOALS = st.sampled_from(list(Goal))
WEIGHTS = st.lists(st.integers(0, 10), min_size=len(Criterion), max_size=len(Criterion)).filter(any)
CELLS = st.sets(st.tuples(st.integers(FIRST_MENTEE, FIRST_MENTEE + MOST - 1), st.integers(1, MOST)), max_size=12)


@st.composite
def problems(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, list[int], list[int]]:
    rows, columns = draw(st.integers(0, MOST)), draw(st.integers(0, MOST))
    kinds = draw(st.sampled_from([st.integers(0, 1), st.integers(0, 100), st.sampled_from([0, 1, 10**6])]))
    scores = draw(st.lists(kinds, min_size=49, max_size=49))
    able = draw(st.lists(st.integers(0, 3), min_size=49, max_size=49))
    likely = draw(st.integers(0, 3))
    free = draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns))
    taken = draw(st.lists(st.integers(0, 2), min_size=columns, max_size=columns))
    cells = slice(None, rows), slice(None, columns)
    return np.array(scores).reshape(7, 7)[cells], np.array(able).reshape(7, 7)[cells] <= likely, free, taken


@settings(max_examples=80)
@given(problem=problems(), goal=GOALS)
def test_the_assignment_equals_the_best_of_all(problem: tuple, goal: Goal) -> None:
    scores, able, free, taken = problem
    chosen = solve(scores, able, free, taken, goal)
    coverage = goal == Goal.COVERAGE
    assert all(able[row, column] for row, column in enumerate(chosen) if column >= 0)
    assert worth(chosen, scores.tolist(), taken, coverage=coverage) == best_by_trying(
        scores.tolist(), able.tolist(), free, taken, coverage=coverage
    )


@settings(max_examples=60)
@given(
    ours=mentors(), theirs=mentees(), goal=GOALS, banned=CELLS, locks=CELLS, minimum=st.sampled_from([0, 0, 55])
)  # fmt: skip
def test_a_proposal_is_the_best_around_its_locks(
    ours: list[Mentor], theirs: list[Mentee], goal: Goal, banned: set, locks: set, minimum: int
) -> None:
    known = {mentee.id for mentee in theirs}, {mentor.id for mentor in ours}
    locked = {mentee: mentor for mentee, mentor in sorted(locks) if mentee in known[0] and mentor in known[1]}
    bans = {Cell(*cell): "" for cell in banned}
    proposal = propose(ours, theirs, goal=goal, banned=bans, locked=locked, minimum=minimum)
    cohort, kept = proposal.cohort, proposal.locked
    released = {found.cell.mentee for found in proposal.released}
    others = [row for row, mentee in enumerate(cohort.mentees) if mentee.id not in kept]
    held = [sum(locked[one] == mentor.id for one in kept) for mentor in cohort.mentors]
    scores = cohort.scores[others]
    able = (cohort.blocked[others] == 0) & (scores >= minimum)
    free = [mentor.free - used for mentor, used in zip(cohort.mentors, held, strict=True)]
    taken = [mentor.taken + used for mentor, used in zip(cohort.mentors, held, strict=True)]
    coverage = goal == Goal.COVERAGE
    chosen = [cohort.column.get(proposal.assigned.get(cohort.mentees[row].id), -1) for row in others]

    assert {one: proposal.assigned[one] for one in kept} == {one: locked[one] for one in kept}
    assert kept | released == locked.keys()
    assert worth(chosen, scores.tolist(), taken, coverage=coverage) == best_by_trying(
        scores.tolist(), able.tolist(), free, taken, coverage=coverage
    )
    assert [row.fit.blocks for row in proposal.rows if row.fit] == [()] * len(proposal.assigned)
    assert all(row.cause.words for row in proposal.rows if not row.fit)
    assert all(proposal.load[mentor.id] <= max(mentor.capacity, mentor.taken) for mentor in ours)


@settings(max_examples=40)
@given(ours=mentors(MOST), theirs=mentees())
def test_another_mentor_never_lowers_coverage_nor_the_best_sum(ours: list[Mentor], theirs: list[Mentee]) -> None:
    fewer = ours[:-1]
    coverage = [propose(some, theirs).totals.matched for some in (fewer, ours)]
    total = [propose(some, theirs, goal=Goal.QUALITY).totals.total for some in (fewer, ours)]
    assert coverage == sorted(coverage)
    assert total == sorted(total)


@settings(max_examples=40)
@given(ours=mentors(), theirs=mentees(), goal=GOALS, data=st.data())
def test_a_chain_can_be_walked_and_gains_what_it_says(
    ours: list[Mentor], theirs: list[Mentee], goal: Goal, data: st.DataObject
) -> None:
    """Taking an alternative breaks no rule, moves no lock, overfills nobody, changes the sum by its gain."""
    first = propose(ours, theirs, goal=goal)
    locked = data.draw(st.sets(st.sampled_from(sorted(first.assigned)))) if first.assigned else set()
    proposal = replace(first, locked=frozenset(locked))
    for mentee in theirs:
        for option in alternatives(proposal, mentee.id).best:
            changed = moved(proposal, mentee.id, option.fit.mentor.id)
            for step in option.displaced:
                changed = moved(changed, step.mentee.id, step.to and step.to.id)
            assert [row.mentee.id for row in changed.rows if row.fit and row.fit.blocks] == []
            assert changed.totals.total - proposal.totals.total == option.gain
            assert {step.mentee.id for step in option.displaced}.isdisjoint(locked)


@settings(max_examples=40)
@given(ours=mentors(), theirs=mentees(), goal=GOALS, seed=st.integers(0, 1000))
def test_the_same_set_in_another_order_gives_the_same(
    ours: list[Mentor], theirs: list[Mentee], goal: Goal, seed: int
) -> None:
    first = propose(ours, theirs, goal=goal)
    draw = random.Random(seed)
    second = propose(draw.sample(ours, len(ours)), draw.sample(theirs, len(theirs)), goal=goal)
    assert first.rows == second.rows
    assert first.totals == second.totals


@settings(max_examples=40)
@given(ours=mentors(), theirs=mentees(), weights=WEIGHTS)
def test_parts_add_up_to_the_score(ours: list[Mentor], theirs: list[Mentee], weights: list[int]) -> None:
    importance = Weights(**dict(zip(Criterion.values, weights, strict=True)))
    cohort = cohort_of(ours, theirs, weights=importance)
    cells = [(row, column) for row in range(len(theirs)) for column in range(len(ours))]
    fits = cohort.fits([row for row, _ in cells], [column for _, column in cells])
    assert [fit.score for fit in fits] == [sum(part.points for part in fit.parts) for fit in fits]
    assert all(0 <= part.points <= part.out_of for fit in fits for part in fit.parts)
    assert all(sum(part.out_of for part in fit.parts) == 100 and fit.score <= 100 for fit in fits)
    assert all(part.words for fit in fits for part in fit.parts)


@settings(max_examples=40)
@given(ours=mentors(3), theirs=mentees(3))
def test_a_pair_outside_a_set_has_the_same_score(ours: list[Mentor], theirs: list[Mentee]) -> None:
    cohort = cohort_of(ours, theirs)
    for row, mentee in enumerate(cohort.mentees):
        for column, mentor in enumerate(cohort.mentors):
            inside, alone = cohort.fit(row, column), explain(mentor, mentee)
            assert (inside.score, inside.blocks, inside.warnings) == (alone.score, alone.blocks, alone.warnings)
            assert [part.points for part in inside.parts] == [part.points for part in alone.parts]


@pytest.mark.parametrize("goal", list(Goal))
def test_a_forbidden_cell_is_never_chosen_even_if_everybody_stays_alone(goal: Goal) -> None:
    ours = [Mentor(number, number, capacity=3) for number in range(1, 6)]
    theirs = [Mentee(number, number) for number in range(101, 109)]
    everything = {Cell(mentee.id, mentor.id): "" for mentee in theirs for mentor in ours}
    proposal = propose(ours, theirs, goal=goal, banned=everything)
    assert proposal.assigned == {}
    assert proposal.totals.unmatched == 8


def test_coverage_gives_up_points_quality_does_not() -> None:
    """One mentor fits both, the other only the first: whoever counts points alone leaves the second without."""
    close = Mentor(1, 1, subjects=("физика",), slots=("mon_pm",))
    loose = Mentor(2, 2, subjects=("химия",))
    theirs = [Mentee(101, 101, subjects=("физика",), slots=("mon_pm",)), Mentee(102, 102, subjects=("физика",))]
    bans = {Cell(102, 2): "просил директор"}
    everybody = propose([close, loose], theirs, banned=bans)
    best = propose([close, loose], theirs, banned=bans, goal=Goal.QUALITY, minimum=50)
    assert everybody.assigned == {101: 2, 102: 1}
    assert best.assigned == {101: 1}
    assert best.totals.total > 0


def test_no_score_buys_a_mentee_out_of_coverage() -> None:
    """The dear cell would leave two of three alone; one has to, and no more may, however dear it is."""
    scores = np.array([[10**6, 0], [1, 0], [0, 0]])
    able = np.array([[True, True], [True, False], [True, False]])
    assert solve(scores, able, [1, 1], [0, 0], Goal.COVERAGE) == [1, 0, -1]
    assert solve(scores, able, [1, 1], [0, 0], Goal.QUALITY) == [0, -1, -1]


def test_equal_sums_spread_the_load() -> None:
    ours = [Mentor(1, 1, capacity=3), Mentor(2, 2, capacity=3), Mentor(3, 3, capacity=3, taken=1)]
    theirs = [Mentee(number, number) for number in range(101, 106)]
    assert propose(ours, theirs).totals.loads == ((2, 3),)


def test_one_mentor_leads_a_group() -> None:
    theirs = [Mentee(number, number) for number in range(101, 105)]
    proposal = propose([Mentor(1, 1, capacity=3)], theirs)
    assert list(proposal.assigned.values()) == [1, 1, 1]
    assert proposal.load == {1: 3}


def test_two_people_may_mentor_each_other() -> None:
    """Reverse mentoring: both are mentor and mentee, by two participations each."""
    ours = [Mentor(1, 7, subjects=("физика",)), Mentor(2, 8, subjects=("химия",))]
    theirs = [Mentee(101, 7, subjects=("химия",)), Mentee(102, 8, subjects=("физика",))]
    assert propose(ours, theirs).assigned == {101: 2, 102: 1}


def test_locks_that_break_a_rule_are_released_with_the_words() -> None:
    ours = [Mentor(1, 1), Mentor(2, 2, has_consent=False), Mentor(3, 3)]
    theirs = [Mentee(number, number) for number in (101, 102, 103)]
    proposal = propose(ours, theirs, locked={101: 1, 102: 1, 103: 2})
    assert proposal.locked == {101}
    assert [(found.cell, found.blocks[0].words) for found in proposal.released] == [
        (Cell(102, 1), "закреплённых больше, чем мест: 1"),
        (Cell(103, 2), "нет согласия наставника"),
    ]
    assert proposal.totals.matched == 2


def test_a_set_too_large_to_be_exact_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        solve(np.full((3, 1), 100), np.full((3, 1), True), [3], [2**50], Goal.COVERAGE)


def test_what_cannot_be_asked_is_refused() -> None:
    twice = [Mentor(1, 1), Mentor(1, 2)]
    with pytest.raises(ValueError, match="twice"):
        propose(twice, [])
    with pytest.raises(KeyError):
        propose([], [Mentee(101, 101)], locked={101: 1})
    with pytest.raises(ValueError, match="от 0 до 10"):
        Weights(request=11)
    with pytest.raises(ValueError, match="Хотя бы один"):
        Weights(**dict.fromkeys(Criterion.values, 0))
    with pytest.raises(ValueError, match="Не бывает обязательным: age"):
        Rules(required=frozenset({"age"}))
