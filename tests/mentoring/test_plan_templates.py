"""Templates of programmes: fit, terms, what goes into the bank."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import is_working_day
from mentoring.models import PlanTemplate
from mentoring.plans.choosing import ranked
from mentoring.plans.library import LIBRARY, built_in
from mentoring.plans.scrubbing import without_people
from mentoring.plans.sections import SECTIONS
from mentoring.plans.sketches import DAYS_OF_MONTH, Sketch
from mentoring.plans.terms import due_days, months_of

STARTS, ENDS = date(2026, 10, 1), date(2027, 5, 31)


@pytest.mark.parametrize("sketch", LIBRARY.values(), ids=LIBRARY)
def test_a_built_in_template_is_whole(sketch: Sketch) -> None:
    days = [task.day for task in sketch.tasks]

    assert len(sketch.tasks) >= 6
    assert {task.section for task in sketch.tasks} <= set(SECTIONS[sketch.model])
    assert min(days) > 0
    assert max(days) <= sketch.months * DAYS_OF_MONTH
    assert all([sketch.goal, sketch.objectives, sketch.expected, *(task.expected for task in sketch.tasks)])
    assert 3 <= sketch.months <= 12


@pytest.mark.parametrize(
    ("model", "request_words", "key"),
    [
        ("pupil", "подтянуть математику", "subject"),
        ("pupil", "Подготовиться к ОГЭ по физике", "exam"),
        ("pupil", "подготовиться к олимпиаде", "contest"),
        ("pupil", "найти друзей в новом классе", "settle"),
        ("pupil", "выбрать профессию", "profession"),
        ("pupil", "вести свой проект", "project"),
        ("pupil", "привыкнуть к средней школе", "settle"),
        ("teacher", "дисциплина на уроке", "discipline"),
        ("teacher", "освоить электронный журнал", "digital"),
        ("teacher", "вести уроки в первом классе", "first_year"),
        ("teacher", "родительское собрание", "parents"),
    ],
)
def test_the_words_of_a_request_choose_the_template(model: str, request_words: str, key: str) -> None:
    best = ranked(built_in(model), request_words)[0]

    assert best.sketch.key == key
    assert best.why.startswith("по запросу: ")


def test_without_a_request_all_templates_are_offered_as_they_stand() -> None:
    fits = ranked(built_in("teacher"), "")

    assert [each.sketch.key for each in fits] == [each.key for each in built_in("teacher")]
    assert {each.why for each in fits} == {""}


def test_an_own_template_stands_before_a_built_in_one_that_fits_as_well() -> None:
    own = Sketch.of(PlanTemplate(pk=7, title="Наша", model="pupil", kind="plan", topics=["проект"], body={}))

    assert [each.sketch.title for each in ranked([*built_in("pupil"), own], "проект")[:2]] == [
        "Наша",
        "Сделать свой проект",
    ]


def test_a_template_for_one_form_stays_in_it() -> None:
    assert "workplace" in {each.key for each in built_in("pupil", "employer_pupil")}
    assert "workplace" not in {each.key for each in built_in("pupil", "teacher_pupil")}


def test_a_template_comes_back_from_the_bank_as_it_went() -> None:
    sketch = LIBRARY["discipline"]
    row = PlanTemplate(
        pk=5,
        title=sketch.title,
        model=sketch.model,
        kind=sketch.kind,
        months=sketch.months,
        topics=list(sketch.topics),
        body=sketch.body(),
    )

    back = Sketch.of(row)

    assert (back.tasks, back.goal, back.regime, back.is_own) == (sketch.tasks, sketch.goal, sketch.regime, True)


@given(key=st.sampled_from(sorted(LIBRARY)), begins=st.integers(0, 300), length=st.integers(89, 366))
def test_terms_are_working_days_in_order_inside_the_programme(key: str, begins: int, length: int) -> None:
    starts = date(2026, 9, 1) + timedelta(days=begins)
    sketch, ends = LIBRARY[key], starts + timedelta(days=length)

    days = due_days(sketch, starts, ends)

    by_template = [day for _, day in sorted(zip([task.day for task in sketch.tasks], days, strict=True))]
    assert by_template == sorted(by_template)
    assert all(is_working_day(day) for day in days)
    assert min(days) >= starts
    assert max(days) <= ends


def test_terms_follow_the_length_of_the_pair() -> None:
    sketch = LIBRARY["subject"]

    whole, half = due_days(sketch, STARTS, ENDS), due_days(sketch, STARTS, date(2027, 1, 29))

    assert (whole[0], whole[-1]) == (date(2026, 10, 7), date(2027, 5, 13))
    assert half[-1] == date(2027, 1, 20)


@pytest.mark.parametrize(("ends", "months"), [(date(2026, 12, 1), 3), (ENDS, 8), (date(2027, 10, 1), 12)])
def test_months_are_counted_as_templates_do(ends: date, months: int) -> None:
    assert months_of(STARTS, ends) == months


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Разобрать с Петровым И. С. ошибки", "Разобрать с … ошибки"),
        ("петрову позвонить 8 900 123-45-67", "… позвонить …"),
        ("Вера и Образцовой в 6 «А» классе", "… и … в …"),
        ("провести урок в 7 классе, верно оценить", "провести урок в …, верно оценить"),
        ("написать на primer@example.org", "написать на …"),
        ("решить 8 задач и 2 примера", "решить 8 задач и 2 примера"),
        ("Семёнова и Семенову", "… и …"),
    ],
)
def test_the_bank_learns_no_names(text: str, kept: str) -> None:
    assert without_people(text, ["Петров", "Иван", "Вера", "Образцова", "Семёнов", "Ли"]) == kept
