"""What surveys ask: one bank, two moments, roles and forms. No database."""

from itertools import product

import pytest

from core.charts.drawing import svg
from mentoring.intake.questions import Kind
from mentoring.models import MentoringForm, Survey, Voice
from mentoring.surveys.charts import before_and_after, spreads
from mentoring.surveys.instruments import BANKS, MOST_ON_A_PAGE, asked, mark_of, pages
from mentoring.surveys.items import BANK
from mentoring.surveys.results import FEWEST, changes, result_of, sides

Instrument = Survey.Instrument
SIDES = (Voice.MENTOR, Voice.MENTEE)
EVERY: list[tuple[str, str, str]] = [*product((Instrument.BEFORE, Instrument.AFTER), MentoringForm, SIDES)]
EVERY += [*product((Instrument.INTERIM, Instrument.SATISFACTION), [""], SIDES), (Instrument.PARTNER, "", Voice.PARTNER)]


@pytest.mark.parametrize(("form", "voice"), [*product(MentoringForm, SIDES)])
def test_the_first_questionnaire_has_the_shape_of_the_acts(form, voice):
    kinds = [one.item.kind for one in asked(Instrument.BEFORE, form, voice)]

    assert 9 <= kinds.count(Kind.SCALE) <= 12
    assert kinds.count(Kind.YES_NO) == 3
    assert kinds.count(Kind.TEXT) == 3


@pytest.mark.parametrize(("instrument", "form", "voice"), EVERY)
def test_a_page_fits_a_phone(instrument, form, voice):
    steps = pages(instrument, form, voice)
    questions = [question for page in steps for question in page.questions]

    assert {len(page.questions) for page in steps} <= set(range(1, MOST_ON_A_PAGE + 1))
    assert len({page.key for page in steps}) == len(steps)
    assert [question.label for question in questions if "{" in question.label or not question.label] == []


@pytest.mark.parametrize("instrument", Instrument)
def test_a_question_has_one_key(instrument):
    keys = [item.key for item in BANKS[instrument]]

    assert len(keys) == len(set(keys))


def test_whoever_is_asked_before_is_asked_the_same_scales_after():
    once = {item.key for item in BANK if item.kind == Kind.SCALE and not (item.before and item.after)}

    assert once == {"came_true"}


def test_satisfaction_is_the_mean_of_its_items_in_tenths():
    given = {"joint": "8", "outcome": "7", "organized": "7", "recommend": "yes"}

    assert mark_of(Instrument.SATISFACTION, "", Voice.MENTEE, given) == 73


def test_importance_before_the_work_is_no_satisfaction():
    assert mark_of(Instrument.BEFORE, "pupil_pupil", Voice.MENTEE, {"joint": "10", "outcome": "10"}) is None


def question(key: str, instrument: str = Instrument.AFTER):
    return next(one for one in asked(instrument, "pupil_pupil", Voice.MENTEE) if one.item.key == key)


def given(*marks: int, key: str = "comfort"):
    return [{key: str(mark)} for mark in marks]


def test_a_large_change_against_a_small_spread_is_notable():
    [change] = changes([question("comfort")], given(5, 6, 5, 6, 5), given(8, 9, 8, 9, 8))

    assert change.is_notable
    assert before_and_after([change]).cells == (("Комфорт общения", "5,4", "8,4", "выросло на 3; разница заметна"),)


def test_a_change_within_the_spread_says_so():
    [change] = changes([question("comfort")], given(1, 10, 5, 2, 9), given(2, 10, 6, 3, 10))

    assert before_and_after([change]).cells[0][3] == "выросло на 0,8; в пределах разброса"


def test_below_five_answers_nothing_is_drawn():
    [change] = changes([question("comfort")], given(5, 6, 5, 6), given(8, 9, 8, 9, 8))
    few = result_of(question("comfort"), given(8, 9, 8, 9))

    assert before_and_after([change]).rows == ()
    assert spreads([few]) == []
    assert sides([few], 7).strong == ()


def test_strong_and_weak_sides_follow_the_threshold():
    strong = result_of(question("comfort"), given(7, 8, 9, 7, 6))
    weak = result_of(question("plan"), given(3, 4, 9, 5, 6, key="plan"))
    between = result_of(question("help"), given(10, 10, 5, 5, 5, key="help"))

    found = sides([strong, weak, between], 7)

    assert found.strong == (strong,)
    assert found.weak == (weak,)


def test_every_kind_of_answer_is_drawn_with_its_numbers():
    marks = result_of(question("comfort"), given(2, 6, 8, 9, 10))
    glad = result_of(question("glad"), [{"glad": "yes"}] * 4 + [{"glad": "no"}])
    often = next(one for one in asked(Instrument.AFTER, "teacher_teacher", Voice.MENTOR) if one.item.key == "often")
    chosen = result_of(often, [{"often": "часто"}] * FEWEST)

    scales, plain, choice = spreads([marks, glad, chosen])

    assert scales.cells == (("Комфорт общения: в среднем 7", "1", "1", "1", "2"),)
    assert plain.cells == (("Рады участию", "4", "1"),)
    assert choice.cells[1] == ("часто", "5")
    assert all(svg(figure, "k").startswith("<svg") for figure in (scales, plain, choice))
