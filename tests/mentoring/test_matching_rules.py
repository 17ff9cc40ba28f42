"""What excludes a pair, one rule at a time, and in which words."""

import pytest

from mentoring.matching import Cell, Mentee, Mentor, Rule, Rules, explain
from mentoring.matching.cohort import cohort_of

PUPILS = ("pupil_pupil",)


@pytest.mark.parametrize(
    ("mentor", "mentee", "rules", "rule", "words"),
    [
        ({}, {"has_consent": False}, Rules(), Rule.MENTEE_CONSENT, "нет согласия наставляемого"),
        ({"has_consent": False}, {}, Rules(), Rule.MENTOR_CONSENT, "нет согласия наставника"),
        ({"capacity": 3, "taken": 3}, {}, Rules(), Rule.CAPACITY, "занято 3 из 3"),
        ({"person": 5}, {"person": 5}, Rules(), Rule.SAME_PERSON, "это один и тот же человек"),
        ({"conflicts": frozenset({101})}, {}, Rules(), Rule.CONFLICT, "заявлен конфликт интересов"),
        ({}, {"conflicts": frozenset({1})}, Rules(), Rule.CONFLICT, "заявлен конфликт интересов"),
        ({"unwanted": frozenset({101})}, {}, Rules(), Rule.UNWANTED, "просили не ставить вместе"),
        ({}, {"unwanted": frozenset({1})}, Rules(), Rule.UNWANTED, "просили не ставить вместе"),
        (
            {"grades": frozenset({"8б"})}, {"class_name": "8 «Б»"}, Rules(), Rule.GRADES,
            "наставник ставит оценки: класс 8 «Б»",
        ),
        ({"pupils": frozenset({101})}, {}, Rules(), Rule.GRADES, "наставник ставит этому ученику оценки"),
        ({"is_admitted": False}, {}, Rules(), Rule.ADMISSION, "у наставника нет допуска"),
        ({"is_trained": False}, {}, Rules(training_required=True), Rule.TRAINING, "наставник не прошёл обучение"),
        ({"school": 1}, {"school": 2}, Rules(), Rule.SCHOOL, "другая школа"),
        ({"forms": ("teacher_pupil",)}, {"forms": PUPILS}, Rules(), Rule.FORM, "другая форма наставничества"),
        ({"forms": PUPILS}, {}, Rules(form="teacher_pupil"), Rule.FORM, "другая форма наставничества"),
        ({"age_from": 12, "age_to": 15}, {"age": 9}, Rules(), Rule.AGE, "возраст: 9\u00a0лет, а наставник берёт 12–15"),
        ({"age_to": 15}, {"age": 21}, Rules(), Rule.AGE, "возраст: 21\u00a0год, а наставник берёт до 15"),
        (
            {"age": 13, "forms": PUPILS}, {"age": 14, "forms": PUPILS}, Rules(), Rule.AGE,
            "возраст: наставнику 13, наставляемому 14\u00a0лет",
        ),
        (
            {"subjects": ("физика",)}, {"subjects": ("химия",)}, Rules(required=frozenset({"subject"})), Rule.REQUIRED,
            "не совпало обязательное: предмет",
        ),
    ],
)  # fmt: skip
def test_a_rule_excludes_the_pair(mentor: dict, mentee: dict, rules: Rules, rule: Rule, words: str) -> None:
    fit = explain(Mentor(**{"id": 1, "person": 1} | mentor), Mentee(**{"id": 101, "person": 101} | mentee), rules)
    assert [(block.rule, block.words) for block in fit.blocks] == [(rule, words)]


@pytest.mark.parametrize(
    ("mentor", "mentee", "rules"),
    [
        ({"is_trained": False}, {}, Rules()),
        ({"school": 1}, {"school": 2}, Rules(other_schools=True)),
        ({"school": 1}, {}, Rules()),
        ({"forms": PUPILS}, {}, Rules(form="pupil_pupil")),
        ({"age_from": 12}, {"age": 10}, Rules()),
        ({"age_from": 12}, {}, Rules()),
        ({"age": 13}, {"age": 14}, Rules(form="teacher_teacher")),
        ({"grades": frozenset({"8А", ""})}, {"class_name": ""}, Rules()),
        ({}, {"subjects": ()}, Rules(required=frozenset({"subject"}))),
        ({"slots": ("mon_pm",)}, {"slots": ("mon_pm", "sat")}, Rules(required=frozenset({"time"}))),
    ],
)
def test_what_is_allowed_or_unknown_excludes_nobody(mentor: dict, mentee: dict, rules: Rules) -> None:
    fit = explain(Mentor(**{"id": 1, "person": 1} | mentor), Mentee(**{"id": 101, "person": 101} | mentee), rules)
    assert fit.blocks == ()


def test_a_ban_is_of_two_people_and_says_why() -> None:
    ours, theirs = [Mentor(1, 1), Mentor(2, 2)], [Mentee(101, 101), Mentee(102, 102)]
    cohort = cohort_of(ours, theirs, banned={Cell(101, 2): "соседи", Cell(102, 1): "", Cell(999, 1): "ушёл"})
    assert (cohort.blocked != 0).tolist() == [[False, True], [True, False]]
    assert [block.words for block in cohort.blocks(0, 1)] == ["не эти двое: соседи"]
    assert [block.words for block in cohort.blocks(1, 0)] == ["не эти двое"]


def test_every_broken_rule_is_told() -> None:
    fit = explain(
        Mentor(1, 1, has_consent=False, capacity=1, taken=1),
        Mentee(101, 101, has_consent=False),
        banned={Cell(101, 1): "соседи"},
    )
    assert [block.rule for block in fit.blocks] == [
        Rule.MENTEE_CONSENT,
        Rule.BANNED,
        Rule.MENTOR_CONSENT,
        Rule.CAPACITY,
    ]


def test_warnings_do_not_exclude() -> None:
    fit = explain(
        Mentor(1, 1, is_trained=False, school=1, parted=frozenset({101})),
        Mentee(101, 101, school=2),
        Rules(other_schools=True),
    )
    assert fit.warnings == ("прежняя пара распалась досрочно", "наставник не прошёл обучение", "из разных школ")
    assert explain(Mentor(1, 1, previous=frozenset({101})), Mentee(101, 101)).warnings == ("уже были парой",)
    assert fit.blocks == ()
