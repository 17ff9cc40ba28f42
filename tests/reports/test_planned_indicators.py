"""Indicators in the order on a municipal roadmap."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from orders import actions
from orders.blocks import digest
from orders.drafts.checking import draft_warnings
from orders.kinds import kind_of
from orders.kinds.municipal_roadmap import indicators_appendix, year_of
from orders.models import Order
from orders.queries import paper_of
from reports.figures import Cell
from reports.indicators.measures import Measure
from reports.models import Indicator
from reports.queries.indicators import IndicatorValue
from reports.queries.planned_indicators import rows_of
from reports.words import SMALL_NUMBERS
from roadmaps.models import Roadmap
from schools.models import Organization
from tests import factories
from tests.indicator_factories import make_indicator, make_plan, make_published
from tests.reports.measured import Measured, build_measured
from tests.world import TODAY

TOWN = Organization(level="municipality")
SHARE = Indicator(name="Доля обученных", numerator="обучены", denominator="всего", level="school")
NUMBER = Indicator(name="Слётов", numerator="слёты", unit="number", people=False, level="municipality")
PEOPLE = Indicator(name="Методистов", numerator="методисты", unit="number", level="municipality")
YES = Indicator(name="Положение есть", numerator="положение", unit="yes_no", people=False, level="municipality")


def value(indicator: Indicator, *cells: Cell, plan: str = "", typed: bool = False) -> IndicatorValue:
    measure = Measure(indicator.unit, *cells) if cells else None
    numbers = (cells[0].value, cells[1].value if len(cells) > 1 else None) if typed else None
    wanted = Decimal(plan) if plan else None
    return IndicatorValue(indicator, TOWN, 2026, 0, measure, wanted, numbers=numbers)


def test_rows_tell_unit_plan_and_fact() -> None:
    rows, note = rows_of(
        [
            value(SHARE, Cell(25), Cell(40), plan="70.50"),
            value(NUMBER, Cell(4), typed=True),
            value(YES, Cell(1), plan="1"),
            value(NUMBER, plan="3"),
        ]
    )

    assert rows == [
        ("Доля обученных", "%", "70,5", "62,5"),
        ("Слётов", "число", "план не задан", "4"),
        ("Положение есть", "да или нет", "да", "да"),
        ("Слётов", "число", "3", "нет данных"),
    ]
    assert note == ""


def test_few_people_are_hidden_also_when_the_town_has_typed_them_itself() -> None:
    rows, note = rows_of([value(PEOPLE, Cell(3), typed=True), value(SHARE, Cell(0, exact=False), Cell(40))])

    assert [row[3] for row in rows] == [str(Cell(0, exact=False)), "доля скрыта"]
    assert note == SMALL_NUMBERS


def test_without_indicators_the_appendix_is_a_form() -> None:
    form = indicators_appendix("Отдел", 2026)
    filled = indicators_appendix("Отдел", 2026, [("Доля", "%", "70", "62,5")], "Скрыты.")

    assert [column.title for column in form.table.columns[1:]] == ["Показатель", "Сейчас", "План"]
    assert {row[2:] for row in form.table.groups[0].rows} == {("", "")}
    assert [column.title for column in filled.table.columns[3:]] == ["План на 2026/2027 учебный год", "Сейчас"]
    assert filled.table.groups[0].rows == (("1", "Доля", "%", "70", "62,5"),)
    assert (filled.note, filled.approved) == ("Скрыты.", "УТВЕРЖДЕНЫ")


@pytest.mark.parametrize(("today", "year"), [((2026, 6, 1), 2026), ((2027, 10, 1), 2027), ((2030, 1, 9), 2028)])
def test_the_plan_is_of_a_year_of_the_roadmap(today: tuple[int, int, int], year: int) -> None:
    roadmap = Roadmap(starts_on=date(2026, 9, 1), ends_on=date(2029, 5, 31))

    assert year_of(roadmap, date(*today)) == year


@pytest.fixture
def here(db: None) -> Iterator[Measured]:
    """The share of the schools: 25 of 40 in one, a few people in the other; a plan of the town alone."""
    here = build_measured()
    with tenancy.tx(SYSTEM):
        make_published(here.share, here.first.organization, 25, 40)
        make_published(here.share, here.second.organization, 0, 6, numerator_hidden=True)
        make_plan(here.share, here.town.organization, 70, period=0)
        roadmap = factories.make_roadmap(here.town.organization, title="Карта округа", target_model="municipal")
        factories.make_occurrence(factories.make_activity(factories.make_stage(roadmap), name="Совещание"))
    with tenancy.tx(here.town.scope):
        yield here


def drafted(by: Viewer) -> Order:
    roadmap = Roadmap.objects.visible_to(by).get(organization=by.organization)
    params = {"roadmap": roadmap.pk, "responsible": by.membership.pk}
    return actions.draft_order(kind_of("municipal_roadmap"), params, by=by, today=TODAY)


def test_an_order_carries_the_indicators_of_its_day(here: Measured, now: datetime) -> None:
    order = drafted(here.town)
    first = paper_of(order).appendices[2]
    make_indicator(here.town.organization, name="Слётов", unit="number", denominator="", level="municipality")
    told = [each.text for each in draft_warnings(here.town, order, paper_of(order), TODAY) if each.outdated]
    with pytest.raises(actions.AppendixOutdated):
        actions.register_order(order, number="", on=TODAY, by=here.town, now=now)
    actions.refresh_appendix(order, by=here.town, seen_version=order.version, now=now)
    done = actions.register_order(order, number="", on=TODAY, by=here.town, now=now)

    frozen = paper_of(done).appendices[2]
    assert [row[2:] for row in first.table.groups[0].rows] == [("%", "70", "доля скрыта")]
    assert told == ["Данные изменились после составления приказа: обновите приложение."]
    assert [row[1:] for row in frozen.table.groups[0].rows] == [
        ("Доля обученных наставников", "%", "70", "доля скрыта"),
        ("Слётов", "число", "план не задан", "нет данных"),
    ]
    assert frozen.note.replace("\u00a0", " ") == SMALL_NUMBERS.replace("\u00a0", " ")
    assert done.texts.get().sha256 == digest(paper_of(done))
