"""Two states of a roadmap, row by row."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.states.diffs import FieldChange
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState, StageState, TermWindow
from roadmaps.states.versions import compare

FIRST = ActivityState(name="Собрать сведения", number="1.1", term_text="октябрь", pk=11)
SECOND = ActivityState(name="Издать приказ", number="1.2", expected_result="приказ", pk=12)
STAGE = StageState("Подготовка", activities=(FIRST, SECOND), pk=1)
OTHER = StageState("Завершение", pk=2)
MAP = RoadmapState("Карта", "2026-09-01", "2027-05-31", (STAGE, OTHER))


def with_rows(*rows: ActivityState) -> RoadmapState:
    return replace(MAP, stages=(replace(STAGE, activities=rows), OTHER))


def test_a_changed_row_shows_its_field_before_and_after() -> None:
    diff = compare(MAP, with_rows(replace(FIRST, expected_result="список"), SECOND))

    assert [(row.kind, row.pk) for row in diff.rows] == [("changed", 11)]
    assert diff.rows[0].fields == (FieldChange("result", "Ожидаемый результат", "не указано", "список"),)
    assert diff.count == 1


def test_rows_that_came_and_went_are_told_apart() -> None:
    came = ActivityState(name="Провести опрос", pk=13)
    diff = compare(MAP, with_rows(FIRST, came))

    assert [(row.kind, row.name) for row in diff.rows] == [("added", "Провести опрос"), ("removed", "Издать приказ")]


def test_a_row_made_anew_with_the_same_name_is_the_same_row() -> None:
    assert not compare(MAP, with_rows(replace(FIRST, pk=99), SECOND))


def test_numbers_moved_by_another_row_are_no_change() -> None:
    diff = compare(MAP, with_rows(replace(SECOND, number="1.1")))

    assert [(row.kind, row.pk) for row in diff.rows] == [("removed", 11)]


def test_a_row_in_another_stage_names_both() -> None:
    moved = replace(
        MAP, stages=(replace(STAGE, activities=(FIRST,)), replace(OTHER, activities=(replace(SECOND, number="2.1"),)))
    )

    assert compare(MAP, moved).rows[0].fields == (FieldChange("stage", "Этап", "Подготовка", "Завершение"),)


def test_another_order_of_the_same_rows_is_said_once() -> None:
    diff = compare(MAP, with_rows(SECOND, FIRST))

    assert (diff.rows, diff.reordered, diff.count) == ((), True, 1)


def test_heading_and_stages_are_compared() -> None:
    renamed = replace(
        MAP, title="Карта школы", ends_on="2027-08-31", stages=(replace(STAGE, name="Подготовка условий"),)
    )
    diff = compare(MAP, renamed)

    assert [(change.old_words, change.new_words) for change in diff.heading] == [
        ("Карта", "Карта школы"),
        ("01.09.2026 – 31.05.2027", "01.09.2026 – 31.08.2027"),
    ]
    assert [(change.old_words, change.new_words) for change in diff.stages] == [
        ("Подготовка", "Подготовка условий"),
        ("Завершение", ""),
    ]


WORDS = st.sampled_from(["Совещание", "Приказ", "Опрос", "Сбор согласий", "Совет"])
ROWS = st.builds(
    ActivityState,
    name=WORDS,
    term_text=st.sampled_from(["", "октябрь", "до 5 мая"]),
    expected_result=st.sampled_from(["", "приказ"]),
    windows=st.lists(st.just(TermWindow("2026-10-01", "2026-10-31")), max_size=1).map(tuple),
    responsibles=st.lists(st.just(Answerer("text", "куратор")), max_size=1).map(tuple),
    pk=st.one_of(st.none(), st.integers(1, 8)),
)
STAGES = st.builds(StageState, name=WORDS, activities=st.lists(ROWS, max_size=4).map(tuple), pk=st.integers(1, 3))
MAPS = st.builds(
    RoadmapState,
    title=WORDS,
    starts_on=st.just("2026-09-01"),
    ends_on=st.just("2027-05-31"),
    stages=st.lists(STAGES, max_size=3).map(tuple),
)


@settings(max_examples=100, deadline=None)
@given(MAPS)
def test_nothing_differs_from_itself(state: RoadmapState) -> None:
    assert not compare(state, RoadmapState.from_json(state.to_json()))


@settings(max_examples=100, deadline=None)
@given(MAPS, MAPS)
def test_what_came_one_way_went_the_other(one: RoadmapState, other: RoadmapState) -> None:
    there, back = compare(one, other), compare(other, one)

    assert sum(row.kind == "added" for row in there.rows) == sum(row.kind == "removed" for row in back.rows)
    assert len(there.heading) == len(back.heading)
