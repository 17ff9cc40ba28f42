"""Charts: what they say, that every one is drawn alike for a page and for paper, that none leans on colour alone."""

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from core.charts.drawing import svg
from core.charts.model import (
    NO_PLAN,
    Amount,
    Bars,
    Bullet,
    Bullets,
    Change,
    Chart,
    Dumbbells,
    Lines,
    Sparkline,
    Stacks,
    amount,
    difference,
    number,
    verdict,
)
from core.charts.pen import COLOURS, bar, num, wrapped

BARS = Bars("Пары по формам", (("Ученик – ученик", amount(12)), ("Педагоги <5>", Amount(412, "412+"))))
STACKS = Stacks("Согласия", ("есть", "нет"), (("Наставники", (amount(3), amount(1))),))
BULLETS = Bullets(
    "План и факт",
    (
        Bullet("Охват", amount(41.5, "%"), amount(70, "%")),
        Bullet("Опрос", amount(90, "%"), amount(85, "%")),
        Bullet("Свой", amount(5), amount(None, missing=NO_PLAN)),
        Bullet("Пустой", amount(None), amount(5)),
    ),
)
LINES = Lines("Встречи", ("сен", "окт", "ноя"), (("проведено", (amount(3), amount(None), amount(9))),), amount(8))
DUMBBELLS = Dumbbells("До и после", (Change("Мотивация", amount(2.8), amount(3.6), "ответили 14 из 20"),))
SPARK = Sparkline("Тренд", ("I", "II"), (amount(3), amount(7)))
CHARTS: tuple[Chart, ...] = (BARS, STACKS, BULLETS, LINES, DUMBBELLS, SPARK)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda each: type(each).__name__)
def test_a_chart_is_named_and_styled_by_attributes_alone(chart: Chart) -> None:
    drawn = svg(chart, "a")
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    named = root.get("aria-label") or "".join(root.findtext(tag) or "" for tag in ("title", "desc"))
    assert chart.title in named
    assert re.findall(r"style=|url\(|<style|\bon\w+=|nan|inf", drawn) == []


@pytest.mark.parametrize("chart", CHARTS, ids=lambda each: type(each).__name__)
def test_every_row_of_the_table_has_a_cell_under_each_head(chart: Chart) -> None:
    assert {len(row) for row in chart.cells} == {len(chart.heads)}


def test_two_charts_of_a_page_share_no_id() -> None:
    ids = [re.findall(r' id="([^"]+)"', svg(BARS, key)) for key in ("a", "b")]
    assert ids == [["a-t", "a-d"], ["b-t", "b-d"]]


def test_words_of_people_are_escaped() -> None:
    assert "Педагоги &lt;5&gt;" in svg(BARS, "a")


def test_a_figure_of_unknown_size_keeps_its_words_and_no_bar() -> None:
    one = svg(Bars("Пары", (("Скрыто", Amount(None, "< 5")),)), "a")
    assert "&lt; 5" in one
    assert COLOURS[0] not in one


def test_fills_differ_without_their_colours() -> None:
    plain = {re.sub("#[0-9a-f]{6}", "", bar(0, 0, 40, 11, fill)) for fill in range(len(COLOURS))}
    assert len(plain) == len(COLOURS)


def test_a_fact_short_of_its_plan_is_hatched_and_no_plan_has_no_line() -> None:
    short, met, without, empty = (svg(Bullets("Ход", (row,)), "a") for row in BULLETS.rows)
    assert [f'fill="{COLOURS[0]}"' in each for each in (short, met, without, empty)] == [False, True, True, False]
    assert ["l4 6h-8z" in each for each in (short, met, without, empty)] == [True, True, False, True]
    assert [verdict(row) for row in BULLETS.rows] == ["не выполнен", "выполнен", "план не задан", "нет данных"]


def test_a_line_breaks_where_a_figure_is_missing() -> None:
    steps = re.findall(r'd="(M[^"]+)" stroke="#3b7dd8"', svg(LINES, "a"))
    assert [each.count("M") for each in steps if "L" not in each and "h24" not in each] == [2]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(2.8, 3.6, "выросло на 0,8"), (6, 4.2, "снизилось на 1,8"), (5, 5, "не изменилось"), (None, 5, "нет данных")],
)
def test_difference_is_said(before: float | None, after: float, words: str) -> None:
    assert difference(Change("Мотивация", amount(before), amount(after))) == words


@pytest.mark.parametrize(("value", "words"), [(1204, "1\u00a0204"), (34.5, "34,5"), (34.04, "34"), (-2, "−2")])
def test_numbers_are_written_in_russian(value: float, words: str) -> None:
    assert number(value) == words


def test_coordinates_stay_within_the_drawing() -> None:
    drawn = svg(Bars("Пары", (("Больше шкалы", amount(500)),), whole=100), "a")
    assert max(float(each) for each in re.findall(r'width="([\d.]+)"', drawn) if each != "400") == 320.0
    assert num(1.04) == "1"


def test_long_words_are_broken() -> None:
    assert max(len(line) for line in wrapped("Ж" * 100, 320)) <= 48


def test_tag_shows_picture_caption_and_table() -> None:
    page = Template("{% load charts %}{% chart figure 'pairs' %}").render(Context({"figure": BARS}))
    assert "<figcaption" in page
    assert '<th scope="row">Ученик – ученик</th><td>12</td>' in page
    assert 'id="pairs-t"' in page


def test_paper_names_its_font() -> None:
    page = Template("{% load charts %}{% chart_print figure 'k' %}").render(Context({"figure": LINES}))
    assert 'font-family="Liberation Serif"' in page
