"""What a criterion gives and how it says so."""

import pytest

from mentoring.matching import Criterion, Mentee, Mentor, Part, Rules, Weights, explain
from mentoring.matching.cohort import cohort_of
from mentoring.matching.phrases import nearness

EVEN = Weights(**dict.fromkeys(Criterion.values, 10))
ONLY = {name: Weights(**{other: 10 * (other == name) for other in Criterion.values}) for name in Criterion.values}


def part(name: str, mentor: dict, mentee: dict) -> Part:
    """The only criterion of a score: its points are hundredths."""
    ours, theirs = Mentor(**{"id": 1, "person": 1} | mentor), Mentee(**{"id": 101, "person": 101} | mentee)
    return explain(ours, theirs, Rules(), ONLY[name]).parts[0]


@pytest.mark.parametrize(
    ("name", "mentor", "mentee", "points", "words", "speaks"),
    [
        (
            "request", {"competences": ("театр", "классное руководство")}, {"topics": ("дисциплина на уроке",)}, 85,
            "запрос «дисциплина на уроке» ↔ опыт «классное руководство»", True,
        ),
        (
            "request", {"subjects": ("физика",)}, {"topics": ("хочу подтянуть физику",)}, 100,
            "запрос «хочу подтянуть физику» ↔ опыт «физика»", True,
        ),
        ("request", {"competences": ("театр",)}, {"topics": ("химия",)}, 0,
         "на запрос «химия» опыта не названо", False),
        (
            "request", {"competences": ("театр",)}, {"topics": ("химия", "география", "театр")}, 33,
            "запрос отвечен частью: «театр» ↔ «театр»", False,
        ),
        ("request", {"competences": ("театр",)}, {}, 50, "запрос не указан", None),
        ("subject", {"subjects": ("Физика и астрономия",)}, {"subjects": ("физика",)}, 100, "предмет: физика", True),
        ("subject", {"subjects": ("английский язык",)}, {"subjects": ("русский язык",)}, 0,
         "предмет не совпал: русский язык", False),
        ("subject", {"subjects": ("физика",)}, {"subjects": ("физика", "химия")}, 50, "предмет: физика", True),
        ("subject", {}, {}, 50, "предмет не важен", None),
        ("time", {"slots": ("thu_pm", "tue_pm", "sat")}, {"slots": ("tue_pm", "thu_pm", "wed_am")}, 67,
         "время: вт, чт после уроков", True),
        ("time", {"slots": ("sat", "mon_pm")}, {"slots": ("sat", "mon_pm")}, 100,
         "время: пн после уроков; суббота", True),
        ("time", {"slots": ("sat",)}, {"slots": ("sun",)}, 0, "время не совпало", False),
        ("time", {}, {"slots": ("sun",)}, 50, "время не указано", None),
        ("wishes", {"wishes": (101,)}, {"wishes": (1,)}, 100, "взаимный выбор", True),
        ("wishes", {"wishes": (7,)}, {"wishes": (5, 1)}, 40, "второй выбор наставляемого", True),
        ("wishes", {"wishes": (7, 8, 101)}, {}, 55, "третий выбор наставника", True),
        ("wishes", {"wishes": (7,)}, {}, 25, "наставник назвал других", False),
        ("wishes", {}, {"wishes": (5,)}, 25, "первый выбор наставляемого – другой человек", False),
        ("wishes", {}, {}, 50, "пожеланий нет", None),
        ("interests", {"interests": ("Шахматы", "кино")}, {"interests": ("шахматы", "кино", "театр")}, 100,
         "общие интересы: шахматы, кино", True),
        ("interests", {"interests": ("шахматы",)}, {"interests": ("кино", "шахматы")}, 50,
         "общие интересы: шахматы", True),
        ("interests", {"interests": ("шахматы",)}, {"interests": ("кино",)}, 0, "общих интересов не названо", False),
        ("interests", {}, {"interests": ("кино",)}, 50, "интересы не указаны", None),
        ("age", {"age_from": 10, "age_to": 14}, {"age": 12}, 100, "возраст подходит: 12\u00a0лет", True),
        ("age", {"age_from": 10, "age_to": 14}, {"age": 15}, 67,
         "возраст: 15\u00a0лет, а наставник хочет 10–14", False),
        ("age", {"age_from": 10}, {}, 50, "возраст не указан", None),
        ("age", {}, {"age": 12}, 100, "возраст любой", None),
        ("place", {"campus": "Главный", "shift": "1"}, {"campus": "главный", "shift": "2"}, 50,
         "другая смена, тот же корпус", False),
        ("place", {"languages": ("татарский", "русский")}, {"languages": ("Русский",)}, 100, "общий язык", True),
        ("place", {"campus": "1"}, {"shift": "2"}, 50, "корпус и смена не указаны", None),
        ("waiting", {}, {"days_waiting": 30}, 67, "ждёт 30\u00a0дней", True),
        ("waiting", {}, {"days_waiting": 400}, 100, "ждёт 400\u00a0дней", True),
        ("waiting", {}, {"days_waiting": 1}, 2, "ждёт 1\u00a0день", None),
        ("previous", {"previous": frozenset({101})}, {}, 100, "уже прошли программу вместе", True),
        ("previous", {}, {"parted": frozenset({1})}, 0, "прежняя пара распалась досрочно", False),
        ("previous", {}, {"parted": frozenset({5})}, 50, "раньше не были парой", None),
    ],
)  # fmt: skip
def test_a_criterion_gives_points_and_words(
    name: str, mentor: dict, mentee: dict, points: int, words: str, speaks: bool | None
) -> None:
    assert part(name, mentor, mentee) == Part(Criterion(name), points, 100, words, speaks)


def test_the_other_first_choice_is_named() -> None:
    ours = [Mentor(1, 1, "Иванова А. П."), Mentor(2, 2, "Сидорова К. Н.")]
    cohort = cohort_of(ours, [Mentee(101, 101, wishes=(1,))], weights=ONLY["wishes"])
    assert cohort.fit(0, 1).parts[0].words == "первый выбор наставляемого – Иванова А. П."
    assert [cohort.fit(0, column).stars for column in (0, 1)] == [1, 0]


def test_points_of_criteria_add_up_to_a_hundred() -> None:
    of_the_page = Weights(7, 5, 4, 4, 0, 0, 0, 0, 0).points()
    assert list(of_the_page.values()) == [35, 25, 20, 20]
    assert sorted(EVEN.points().values()) == [11] * 8 + [12]
    assert sum(Weights().points().values()) == 100


def test_weights_are_read_as_they_are_kept() -> None:
    assert Weights.of({"request": 9, "no longer there": 3}) == Weights(request=9)


def test_the_strongest_reasons_come_first() -> None:
    fit = explain(
        Mentor(1, 1, competences=("профориентация",), subjects=("физика",), slots=("sat",), interests=("кино",)),
        Mentee(101, 101, topics=("выбор профессии",), subjects=("физика",), slots=("sun",), interests=("чай",)),
    )
    assert [found.criterion for found in fit.reasons_for()] == ["request", "subject"]
    assert [found.criterion for found in fit.reasons_against()] == ["time", "interests"]
    assert fit.score == sum(found.points for found in fit.parts)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("математика", "учитель математики", 1000),
        ("подготовка к ЕГЭ", "экзамены", 850),
        ("русский язык", "английский язык", 0),
        ("молодой специалист", "адаптация", 850),
        ("шахматный кружок", "шахматный турнир", 250),
        ("Ёлки", "елка", 1000),
        ("язык", "языки", 1000),
        ("", "химия", 0),
    ],
)
def test_phrases_are_near_by_words_and_by_theme(one: str, other: str, near: int) -> None:
    for wanted, offered in ((one, other), (other, one)):
        assert nearness([wanted], [offered], by_theme=True).nearest([wanted], [offered])[0] == near
