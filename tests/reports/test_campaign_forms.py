"""What a request asks and what reports come to, without a database."""

from typing import Any

import pytest

from core.canonical import digest
from reports.campaigns import answers, fields
from reports.campaigns.amounts import Amount, summed
from reports.campaigns.answers import Content, Heading, answered
from reports.campaigns.fields import Field, FieldKind
from reports.campaigns.figures import PAIRS, amounts_of, counted_keys, published_cells
from reports.campaigns.indicators import upward_of
from reports.campaigns.summary import Line, as_sheet, summary
from reports.figures import FORM_KEYS, Cell
from reports.indicators.measures import NUMBER, PERCENT, YES_NO, Measure
from reports.models import Indicator
from tests.campaign_factories import ASKED, QUESTION

HIDDEN = Cell(0, exact=False)
HEADING = Heading("Итоги", "h1", 2026, "СОШ № 1", "Округ", 1)
SHARE = Field("indicator_7", FieldKind.INDICATOR, "Доля", people=True, unit=PERCENT)


def test_a_question_keeps_its_key_and_a_new_one_gets_another() -> None:
    before = fields.numbered(["Первый?", "Второй?"], ())
    after = fields.numbered(["Второй?", "Третий?"], before)
    assert [(field.key, field.title) for field in after] == [("question_2", "Второй?"), ("question_3", "Третий?")]
    assert [field.title for field in fields.added(before, after)] == ["Третий?"]


def test_a_frozen_report_reads_back_and_has_one_checksum() -> None:
    amounts = {"mentors": Amount(HIDDEN), "indicator_7": Amount(Cell(12), Cell(40), PERCENT)}
    content = Content(HEADING, answered((*ASKED, SHARE), amounts, {"question_1": "Ничего"}), (1, 2))
    state = answers.to_json(content)
    assert answers.from_json(state) == content
    assert digest(dict(reversed(state.items()))) == digest(state)


def test_a_frozen_report_holds_no_floats() -> None:
    year: Any = 2026.5
    with pytest.raises(TypeError):
        answers.to_json(Content(Heading("Итоги", "h1", year, "СОШ № 1", "Округ", 1), ()))


def test_all_pairs_hide_the_forms_that_are_small() -> None:
    first, second, *_others = FORM_KEYS
    asked = [Field(PAIRS, FieldKind.FIGURE, "Пары", people=True)]
    [whole] = amounts_of(published_cells({first: 12, second: 3}), asked).values()
    [small] = amounts_of(published_cells({first: 4, second: 3}), asked).values()
    assert (str(whole), str(small)) == ("12+", "2+")


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (Measure(PERCENT, Cell(3), Cell(40)), "доля скрыта"),
        (Measure(PERCENT, Cell(30), Cell(40)), "75\u00a0%"),
        (Measure(PERCENT, Cell(38), Cell(40)), "доля скрыта"),
        (Measure(PERCENT, Cell(0), Cell(0)), "нет данных"),
        (Measure(NUMBER, Cell(2)), "<\u00a05"),
        (Measure(YES_NO, Cell(1)), "да"),
    ],
)
def test_an_indicator_of_people_leaves_a_school_without_small_numbers(measure: Measure, shown: str) -> None:
    typed = Indicator(source=Indicator.Source.ENTERED, people=measure.unit != YES_NO)
    assert str(upward_of(typed, measure, None)) == shown


def test_an_indicator_of_a_figure_says_what_the_row_of_figures_says() -> None:
    """Twelve pairs of one form and three of another: the row says «12+», so fifteen would tell the three."""
    first, second, *_others = FORM_KEYS
    counted = Indicator(source=Indicator.Source.FIGURES, numerator_figure=PAIRS)
    cells = published_cells({first: 12, second: 3})
    assert str(upward_of(counted, Measure(NUMBER, Cell(15)), cells)) == "12+"


def test_a_part_that_leaves_a_small_rest_is_a_lower_bound() -> None:
    waiting = Field("waiting", FieldKind.FIGURE, "Ждут пару", people=True)
    found = amounts_of(published_cells({"waiting": 12, "mentees": 14}), [waiting])
    assert (counted_keys(["waiting"]), str(found["waiting"])) == (["waiting", "mentees"], "5+")


def test_sums_are_of_what_is_shown() -> None:
    assert str(summed([Amount(Cell(12)), Amount(HIDDEN)])) == "12+"
    assert str(summed([Amount(HIDDEN)])) == "<\u00a05"
    assert str(summed([Amount(HIDDEN)] * 3)) == "3+"
    assert str(summed([])) == "0"
    assert str(summed([Amount(Cell(10), Cell(40), PERCENT), Amount(Cell(20), Cell(20), PERCENT)])) == "50\u00a0%"
    assert str(summed([Amount(Cell(1), None, YES_NO), Amount(Cell(0), None, YES_NO)])) == "1"


def test_the_sheet_is_the_table_of_the_page() -> None:
    content = Content(HEADING, answered(ASKED, {"mentors": Amount(Cell(12))}, {"question_1": "Времени"}))
    lines = [Line(1, 1, "СОШ № 1", "sent", "review", "Сдан", content), Line(2, 2, "СОШ № 2", "new", "ring", "Не начат")]
    found = summary("Итоги", "полугодие", ASKED, lines)
    [group] = as_sheet(found, facts=(), author="").groups
    assert group.rows == (
        ("СОШ № 1", 12, "Времени"),
        ("СОШ № 2: не начат", "—", ""),
        ("Итого", 12, ""),
    )
    assert (found.handed_in, found.asked, found.quotes) == (1, 2, ((QUESTION, (("СОШ № 1", "Времени"),)),))
