"""Who stays alone and why, whom else a mentee could have, what a proposal amounts to."""

import pytest

from mentoring.matching import (
    Cell,
    Mentee,
    Mentor,
    Rule,
    Rules,
    Weights,
    Why,
    alternatives,
    arrange,
    compare,
    moved,
    propose,
)

SUBJECT_ONLY = Weights(0, 10, 0, 0, 0, 0, 0, 0, 0)


def teacher(number: int, *subjects: str, **fields: object) -> Mentor:
    return Mentor(number, number, f"Наставник {number}", subjects=subjects, **fields)


def pupil(number: int, *subjects: str, **fields: object) -> Mentee:
    return Mentee(number, number, f"Ученик {number}", subjects=subjects, **fields)


@pytest.mark.parametrize(
    ("mentors", "mentee", "rules", "minimum", "why", "words"),
    [
        ([teacher(1)], {"has_consent": False}, Rules(), 0, Why.CONSENT,
         "нет согласия наставляемого: пару можно подобрать, когда оно будет"),
        ([], {}, Rules(), 0, Why.EMPTY, "в наборе нет наставников"),
        (
            [teacher(1, "физика", capacity=3, taken=3), teacher(2, "химия")], {"slots": ("mon_pm", "thu_pm")},
            Rules(required=frozenset({"subject"})), 0, Why.PLACES,
            "нет свободного наставника по предмету «физика» (пн, чт после уроков); "
            "ближайший – Наставник 1, занято 3 из 3",
        ),
        (
            [teacher(1, "химия"), teacher(2, "история", has_consent=False)], {},
            Rules(required=frozenset({"subject"})), 0, Why.RULES,
            "нет наставника по предмету «физика»; ближайший – Наставник 1, мешает: не совпало обязательное: предмет",
        ),
        (
            [teacher(1, age_from=18), teacher(2, age_from=17)], {"age": 11}, Rules(), 0, Why.RULES,
            "нет наставника по предмету «физика»: возраст не подходит (2 из 2); ближайший – Наставник 1, "
            "мешает: возраст: 11\u00a0лет, а наставник берёт от 18",
        ),
        ([teacher(1, "химия")], {}, Rules(), 90, Why.MINIMUM, "лучшее соответствие 43, а порог 90: Наставник 1"),
    ],
)  # fmt: skip
def test_who_stays_alone_hears_why(
    mentors: list[Mentor], mentee: dict, rules: Rules, minimum: int, why: Why, words: str
) -> None:
    row = propose(mentors, [pupil(101, "физика", **mentee)], rules, minimum=minimum).rows[0]
    assert (row.mentor, row.score, row.parts) == (None, None, ())
    assert (row.cause.why, row.cause.words) == (why, words)


def test_who_was_taken_out_by_hand_could_still_go_somewhere() -> None:
    proposal = moved(propose([teacher(1), teacher(2)], [pupil(101), pupil(102)]), 102, None)
    cause = proposal.row_of[102].cause
    assert (cause.why, cause.nearest.id) == (Why.WAITS, 2)
    assert cause.words == "подходит 1\u00a0наставник со свободным местом, лучший – Наставник 2"


def test_more_mentees_than_places_leave_the_one_who_waited_least() -> None:
    theirs = [pupil(101, days_waiting=1), pupil(102, days_waiting=40), pupil(103, days_waiting=20)]
    proposal = propose([teacher(1, capacity=2)], theirs)
    assert proposal.assigned == {102: 1, 103: 1}
    assert proposal.row_of[101].cause.words == "нет свободного наставника; ближайший – Наставник 1, занято 2 из 2"


def test_alternatives_are_the_best_others_with_their_load() -> None:
    ours = [teacher(1, "физика"), *(teacher(n, "физика" if n % 2 else "химия", capacity=2) for n in range(2, 9))]
    proposal = propose(ours, [pupil(101, "физика")], Rules(), SUBJECT_ONLY, banned={Cell(101, 5): "соседи"})
    found = alternatives(proposal, 101)
    assert proposal.assigned == {101: 1}
    assert [(option.fit.mentor.id, option.fit.score, option.gain) for option in found.best] == [
        (3, 100, 0), (7, 100, 0), (2, 0, -100), (4, 0, -100), (6, 0, -100)
    ]  # fmt: skip
    assert [(option.load, option.displaced) for option in found.best] == [(0, ())] * 5
    assert found.eligible == 7
    assert [(fit.mentor.id, fit.blocks[0].words) for fit in found.blocked] == [(5, "не эти двое: соседи")]


def test_a_taken_place_shows_who_moves_where() -> None:
    """102 leaves the only physicist for the free chemist's place."""
    ours = [teacher(1, "физика"), teacher(2, "химия"), teacher(3, "история")]
    theirs = [pupil(101, "физика"), pupil(102, "физика", "химия")]
    proposal = arrange(ours, theirs, Rules(), SUBJECT_ONLY, assigned={101: 3, 102: 1})
    option = alternatives(proposal, 101).best[0]
    (step,) = option.displaced
    assert (option.fit.mentor.id, option.load, option.gain, option.leaves_alone) == (1, 1, 100, False)
    assert (step.mentee.id, step.origin.id, step.to.id, step.before, step.after) == (102, 1, 2, 50, 50)


def test_a_chain_goes_over_a_third_person() -> None:
    """102 fits only the mentors 1 and 2; 103 makes room for it at 2 and goes to 3."""
    ours = [teacher(1), teacher(2), teacher(3)]
    theirs = [pupil(101), pupil(102), pupil(103)]
    bans = {Cell(102, 3): "", Cell(101, 2): "", Cell(101, 3): ""}
    proposal = arrange(ours, theirs, assigned={102: 1, 103: 2}, banned=bans)
    (option,) = alternatives(proposal, 101).best
    assert [(step.mentee.id, step.to.id) for step in option.displaced] == [(102, 2), (103, 3)]


def test_who_can_go_nowhere_would_stay_alone_and_locks_stay() -> None:
    proposal = propose([teacher(1)], [pupil(101), pupil(102)], locked={102: 1})
    assert [fit.blocks[0].words for fit in alternatives(proposal, 101).blocked] == ["все места закреплены"]
    free = propose([teacher(1)], [pupil(101), pupil(102, days_waiting=45)])
    (option,) = alternatives(free, 101).best
    assert option.leaves_alone
    assert option.gain == option.fit.score - free.row_of[102].score


def test_totals_count_what_a_curator_compares() -> None:
    ours = [teacher(1, "физика", wishes=(101,)), teacher(2, "химия", capacity=2)]
    theirs = [pupil(101, "физика", wishes=(1,)), pupil(102, "физика", wishes=(1,)), pupil(103, has_consent=False)]
    totals = propose(ours, theirs, Rules(weak_below=40), SUBJECT_ONLY).totals
    assert (totals.matched, totals.unmatched, totals.total, totals.mean, totals.minimum) == (2, 1, 100, 50, 0)
    assert (totals.weak, totals.wishes_met, totals.wishes_named, totals.mutual) == (1, 1, 2, 1)
    assert (totals.loads, totals.spread) == (((1, 2),), 0)


def test_an_empty_set_has_totals_too() -> None:
    totals = propose([], []).totals
    assert (totals.matched, totals.mean, totals.minimum, totals.loads, totals.spread) == (0, 0, 0, (), 0)


def test_two_versions_are_compared_row_by_row() -> None:
    ours = [teacher(1, "физика"), teacher(2, "химия")]
    before = propose(ours, [pupil(101, "физика"), pupil(102, "химия"), pupil(103)], Rules(), SUBJECT_ONLY)
    after = moved(moved(before, 102, None), 103, 2)
    difference = compare(before, after)
    assert [(d.before.mentee.id, d.before.mentor, d.after.mentor) for d in difference.differences] == [
        (102, ours[1], None),
        (103, None, ours[1]),
    ]
    assert (difference.before.total, difference.after.total) == (200, 150)
    assert compare(before, before).differences == ()


def test_a_version_arranged_by_hand_says_what_it_breaks() -> None:
    ours = [teacher(1), teacher(2, has_consent=False)]
    theirs = [pupil(101), pupil(102), pupil(103)]
    proposal = arrange(ours, theirs, assigned={101: 1, 102: 1, 103: 2, 999: 1}, locked=[101, 999])
    assert [[block.rule for block in row.fit.blocks] for row in proposal.rows] == [
        [Rule.CAPACITY],
        [Rule.CAPACITY],
        [Rule.MENTOR_CONSENT],
    ]
    assert proposal.rows[0].fit.blocks[0].words == "занято 2 из 1"
    assert [row.locked for row in proposal.rows] == [True, False, False]
