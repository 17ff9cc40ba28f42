"""The dashboard by indicator: plan and fact of the schools that the filters keep, the worst first."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from reports.actions.counting import count_figures
from reports.figures import Cell
from reports.indicators.measures import Measure
from reports.models import Figures, Indicator
from reports.queries.dashboards import page_of
from reports.queries.indicator_board import BoardCell, IndicatorBoard, IndicatorRow, nearest_set
from reports.queries.indicator_rows import Rows
from reports.queries.indicators import IndicatorValue
from schools.models import Organization
from tests.indicator_factories import make_indicator, make_plan, make_published
from tests.reports.measured import NOW, YEAR, Measured, build_measured

ROWS = re.compile(r'<th scope="row"><a class="fw-medium"\s+href="/dashboard/schools/(\d+)/"')


def row(*figures: int | None) -> IndicatorRow:
    """Each figure beside a plan of 50."""
    measures = [Measure("number", Cell(figure)) if figure is not None else None for figure in figures]
    values = [IndicatorValue(Indicator(), Organization(), YEAR, 1, measure, plan=50) for measure in measures]
    return IndicatorRow(Organization(), tuple(BoardCell(value, "") for value in values))


def test_those_behind_in_most_indicators_come_first() -> None:
    fine, silent, behind, worst = row(60, 60), row(60, None), row(60, 40), row(40, None)
    assert sorted([fine, silent, behind, worst], key=lambda each: each.need) == [worst, behind, silent, fine]


@pytest.mark.parametrize(
    ("number", "asked", "shown", "pages"),
    [(3, None, [0, 1, 2], 1), (4, "", [0, 1, 2], 2), (4, "2", [3], 2), (0, None, [], 1)],
)
def test_a_board_is_paged_without_a_count_where_one_page_holds_it(
    number: int, asked: str | None, shown: list[int], pages: int
) -> None:
    page = page_of(list(range(number)), 3, asked)
    assert (list(page), page.paginator.num_pages) == (shown, pages)


@pytest.mark.parametrize(
    ("told", "first"),
    [((1, 2, 3), "20-model"), ((1, 3), "20-quality"), ((1,), "10-federal"), ((), "20-model")],
)
def test_the_nearest_set_that_says_anything_is_shown_first(told: tuple[int, ...], first: str) -> None:
    """The region has one set, the town two of its own."""
    town = Organization(pk=20, municipality_id=20, region_id=10, level="municipality")
    sets = ((1, 10, "federal"), (2, 20, "model"), (3, 20, "quality"))
    known = [Indicator(pk=pk, organization_id=owner, series=series) for pk, owner, series in sets]
    rows = Rows(targets={(pk, "school"): Decimal(70) for pk in told})
    assert nearest_set(known, rows, town) == first


@pytest.mark.parametrize(
    ("given", "shown"), [(("1", "2", "3", "5", "6"), ["1", "2", "3", "5", "6"]), (("1", "", "5"), ["1", "2", "3"])]
)
def test_columns_have_the_numbers_of_the_set(given: tuple[str, ...], shown: list[str]) -> None:
    """Where one has none, all are counted."""
    board = IndicatorBoard((), "", 1, tuple(Indicator(number=number) for number in given), ())
    assert [number for number, _indicator in board.columns] == shown


@pytest.fixture
def here(db: None) -> Measured:
    """The second school is behind its plan; what the program counts stands in a set of its own."""
    here = build_measured()
    with tenancy.tx(SYSTEM):
        town = here.town.organization
        make_indicator(
            town,
            name="Мероприятия",
            denominator="",
            unit="number",
            source="figures",
            people=False,
            numerator_figure="activities",
            series="quality",
        )
        for viewer, share in ((here.first, 90), (here.second, 20)):
            make_plan(here.share, viewer.organization, 50)
            make_published(here.share, viewer.organization, share, 100)
    count_figures(town, now=NOW)
    return here


def page(here: Measured, client: Client, **asked: str) -> str:
    client.force_login(here.town.user)
    return client.get(reverse("dashboard"), {"view": "indicators"} | asked).content.decode()


def test_the_worst_school_is_first_and_the_filters_stay(here: Measured, client: Client) -> None:
    text = page(here, client, light="no_data")
    assert ROWS.findall(text) == [str(here.second.organization.pk), str(here.first.organization.pk)]
    assert '<input type="hidden" name="light" value="no_data">' in text
    assert "\u221230\u00a0п.\u00a0п." in text
    assert ROWS.findall(page(here, client, light="on_track")) == []


def test_a_counted_number_leads_to_its_list_and_every_column_says_how(here: Measured, client: Client) -> None:
    town, school = here.town.organization, here.first.organization
    with tenancy.tx(SYSTEM):
        Figures.objects.filter(organization=school).update(values={"activities": 7})
    text = page(here, client, set=f"{town.pk}-quality")
    assert f'<a href="/figures/activities/?in={school.pk}">7</a>' in text
    assert text.count('id="how1"') == text.count('href="#how1"') == 1


def test_a_column_and_its_explanation_have_the_number_of_the_set(here: Measured, client: Client) -> None:
    with tenancy.tx(SYSTEM):
        Indicator.objects.filter(series="quality").update(number="5")
    text = page(here, client, set=f"{here.town.organization.pk}-quality")
    assert '<a href="#how1">5<span class="visually-hidden">. Мероприятия' in text
    assert '<li class="mb-2" id="how1">5. <a' in text
