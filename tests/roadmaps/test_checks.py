"""What keeps a roadmap from being sent, and what the body above looks for."""

from dataclasses import replace

import pytest

from roadmaps.blueprints import BLUEPRINTS
from roadmaps.states.checks import Compulsory, alike, gaps_of, problems_of
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState, StageState, TermWindow

GOOD = ActivityState(
    name="Собрать сведения",
    number="1.1",
    term_text="октябрь",
    term_kind="month",
    expected_result="справка",
    windows=(TermWindow("2026-10-01", "2026-10-31"),),
    responsibles=(Answerer("role", "Координатор", role="coordinator"),),
    pk=11,
)


def of(*rows: ActivityState) -> RoadmapState:
    return RoadmapState("Карта", "2026-09-01", "2027-05-31", (StageState("Подготовка условий", activities=rows),))


def words(state: RoadmapState) -> list[tuple[str, bool]]:
    return [(problem.text, problem.blocks) for problem in problems_of(state)]


def test_a_good_roadmap_has_no_problems() -> None:
    assert problems_of(of(GOOD)) == []


def test_an_empty_roadmap_is_not_sent() -> None:
    assert words(of()) == [("В карте нет ни одного мероприятия.", True)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (replace(GOOD, term_text="", windows=(TermWindow(None, None),)), ("Без срока", True)),
        (replace(GOOD, responsibles=()), ("Без ответственного", True)),
        (replace(GOOD, windows=(TermWindow("2026-08-01", "2026-08-31"),)), ("Срок вне периода карты", False)),
        (replace(GOOD, windows=(TermWindow("2027-05-01", "2027-06-30"),)), ("Срок вне периода карты", False)),
        (
            replace(GOOD, term_text="как получится", term_kind="unknown", windows=()),
            ("Срок не понят программой, напоминаний не будет", False),
        ),
        (replace(GOOD, expected_result=" "), ("Не указан ожидаемый результат", False)),
    ],
)
def test_a_problem_names_its_row(row: ActivityState, expected: tuple[str, bool]) -> None:
    problems = problems_of(of(GOOD, row))

    assert [(problem.text, problem.blocks) for problem in problems] == [expected]
    assert [found.name for found in problems[0].rows] == [row.name]


def test_a_term_on_demand_is_a_term() -> None:
    assert problems_of(of(replace(GOOD, term_text="по запросу", term_kind="on_demand", windows=()))) == []


def test_what_blocks_links_to_the_rows_of_the_table() -> None:
    problems = problems_of(of(replace(GOOD, term_text="", windows=(), responsibles=())))

    assert [problem.query for problem in problems] == ["state=no_term", "who=none"]


def test_gaps_are_missing_stages_missing_rows_and_terms_outside() -> None:
    late = replace(GOOD, name="Итоги", number="1.2", windows=(TermWindow("2027-06-01", "2027-06-30"),), pk=12)
    compulsory = [Compulsory("Собрать  сведения", False), Compulsory("Сдать отчёт", False), Compulsory("Совет", True)]
    gaps = gaps_of(of(GOOD, late), ["Подготовка условий", "Завершение программы"], compulsory)

    assert [gap.text for gap in gaps] == [
        "Нет этапа «Завершение программы»",
        "Нет обязательного мероприятия «Сдать отчёт»",
        "1.2 «Итоги»: срок вне периода карты",
    ]
    assert [gap.row and gap.row.pk for gap in gaps] == [None, None, 12]


@pytest.mark.parametrize("slug", BLUEPRINTS)
def test_stages_of_a_template_are_not_taken_for_one_another(slug: str) -> None:
    names = [name for name, _rows in BLUEPRINTS[slug].stages]

    assert [(one, other) for one in names for other in names if one != other and alike(one, other)] == []


def test_names_of_one_stage_in_other_words_are_alike() -> None:
    assert alike(
        "Подготовка условий для запуска программы", "1. Подготовка условий для запуска программы наставничества"
    )
    assert alike("Формирование пар и групп", "Этап 5. Формирование наставнических пар или групп")
    assert not alike("Формирование базы наставляемых", "Формирование базы наставников")
