"""What an indicator is worth and how its cells are read: pure, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import DomainError
from reports.figures import FIGURES, Cell
from reports.indicators.measures import Measure, State, deviation_words, state_of
from reports.indicators.pasting import spread
from reports.indicators.periods import current_period, has_begun, quarter_of
from reports.indicators.reading import fact_text, plan_text, read_block, read_fact, read_plan
from reports.indicators.sets import ALL, BY_KEY, sketches_for

SMALL, BOUND = Cell(0, exact=False), Cell(412, exact=False)


@pytest.mark.parametrize(
    ("unit", "top", "bottom", "figure", "words"),
    [
        ("percent", Cell(25), Cell(40), Decimal("62.5"), "62,5\u00a0%"),
        ("percent", Cell(1), Cell(3), Decimal("33.3"), "33,3\u00a0%"),
        ("percent", Cell(0), Cell(40), Decimal("0.0"), "0\u00a0%"),
        ("percent", Cell(0), Cell(0), None, "нет данных"),
        ("percent", SMALL, Cell(40), None, "доля скрыта"),
        ("percent", Cell(12), SMALL, None, "доля скрыта"),
        ("percent", BOUND, Cell(900), None, "доля скрыта"),
        ("number", Cell(7), None, Decimal(7), "7"),
        ("number", Cell(10), Cell(4), Decimal("2.5"), "2,5"),
        ("number", SMALL, None, None, "<\u00a05"),
        ("number", BOUND, None, None, "412+"),
        ("yes_no", Cell(1), None, Decimal(1), "да"),
        ("yes_no", Cell(0), None, Decimal(0), "нет"),
    ],
)
def test_a_measure_divides_only_what_is_exact(
    unit: str, top: Cell, bottom: Cell | None, figure: Decimal | None, words: str
) -> None:
    measure = Measure(unit, top, bottom)
    assert (measure.figure, str(measure)) == (figure, words)


@pytest.mark.parametrize(
    ("plan", "figure", "less", "state"),
    [
        (None, Decimal(5), False, State.NO_PLAN),
        (Decimal(70), None, False, State.NO_DATA),
        (Decimal(70), Decimal(70), False, State.REACHED),
        (Decimal(70), Decimal("69.9"), False, State.BEHIND),
        (Decimal(10), Decimal(9), True, State.REACHED),
        (Decimal(10), Decimal(11), True, State.BEHIND),
    ],
)
def test_a_plan_is_reached_or_not(plan: Decimal | None, figure: Decimal | None, less: bool, state: State) -> None:
    assert state_of(plan, figure, less_is_better=less) is state


def test_a_deviation_has_a_sign_and_a_unit() -> None:
    assert deviation_words(Decimal(70), Decimal("62.5"), "percent") == "−7,5\u00a0п.\u00a0п."
    assert deviation_words(Decimal(3), Decimal(4), "number") == "+1"
    assert deviation_words(None, Decimal(4), "number") == ""


PLANS = (
    ("70", "percent", Decimal(70)),
    (" 70,5 % ", "percent", Decimal("70.5")),
    ("", "percent", None),
    ("1 200", "number", Decimal(1200)),
    ("Да", "yes_no", Decimal(1)),
    ("нет", "yes_no", Decimal(0)),
)


@pytest.mark.parametrize(("text", "unit", "read"), PLANS)
def test_a_plan_is_read_as_people_type_it(text: str, unit: str, read: Decimal | None) -> None:
    assert read_plan(text, unit) == read
    assert read_plan(plan_text(read, unit), unit) == read


FACTS = (
    ("12 из 40", "percent", True, (12, 40)),
    ("12/40", "percent", True, (12, 40)),
    ("12 40", "number", True, (12, 40)),
    ("1 200 из 3 400", "percent", True, (1200, 3400)),
    ("0 из 0", "percent", True, (0, 0)),
    ("15", "number", False, (15, None)),
    ("+", "yes_no", False, (1, None)),
)


@pytest.mark.parametrize(("text", "unit", "divided", "read"), FACTS)
def test_a_fact_is_read_as_people_type_it(text: str, unit: str, divided: bool, read: tuple[int, int | None]) -> None:
    assert read_fact(text, unit, divided=divided) == read
    assert read_fact(fact_text(*read, unit), unit, divided=divided) == read


@pytest.mark.parametrize("text", ["пять", "101", "-3", "NaN", "1e400", "inf"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(DomainError):
        read_plan(text, "percent")


@pytest.mark.parametrize("text", ["12", "41 из 40", "12,5 из 40", "двенадцать из 40", "12 из", "9" * 12 + " из 1"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(DomainError):
        read_fact(text, "percent", divided=True)


def test_a_block_keeps_its_places() -> None:
    block = read_block("70\t\t80\r\n\t60\t\r\n")
    laid, outside = spread(3, 3, (1, 1), block)
    assert block == [["70", "", "80"], ["", "60", ""]]
    assert (laid, outside) == ([(1, 1, "70"), (2, 2, "60")], 1)


def test_a_block_too_big_is_refused() -> None:
    with pytest.raises(DomainError):
        read_block("1\n" * 501)


def test_quarters_are_those_of_the_school_year() -> None:
    days = [date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 1), date(2027, 3, 1), date(2027, 8, 31)]
    assert [quarter_of(day) for day in days] == [1, 1, 2, 3, 4]
    assert (current_period(2026, days[2]), current_period(2025, days[2])) == (2, 0)
    assert [has_begun(2026, period, days[2]) for period in (0, 1, 2, 3)] == [True, True, True, False]


def test_the_built_in_sets_are_whole() -> None:
    known = {*FIGURES, ""}
    sketches = [sketch for each in ALL for sketch in each.sketches]
    assert [len(each.sketches) for each in ALL] == [8, 6, 8]
    assert len({sketch.code for sketch in sketches}) == len(sketches)
    assert {key for sketch in sketches for key in sketch.figures} <= known
    assert all(bool(sketch.figures[1]) <= bool(sketch.denominator) for sketch in sketches)


def test_the_municipal_table_has_no_plans_and_the_federal_set_has_five_years() -> None:
    federal = BY_KEY["federal"].sketches
    assert not any(sketch.targets for sketch in BY_KEY["teachers"].sketches)
    assert next(dict(sketch.targets) for sketch in federal) == {2020: 10, 2021: 20, 2022: 35, 2023: 50, 2024: 70}
    assert [sketch.targets[2024] for sketch in federal] == [70, 10, 70, 30, 85, 85]


def test_a_school_takes_no_indicator_of_a_municipality() -> None:
    codes = [sketch.code for sketch in sketches_for(BY_KEY["federal"], "school", {"federal-1"})]
    assert codes == ["federal-2", "federal-3", "federal-5", "federal-6"]
