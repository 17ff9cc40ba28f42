"""Teaching days and breaks: what is inherited, who sets them, where they show."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.test import Client

from core import tenancy
from core.audit import history
from core.tenancy import SYSTEM
from schools.actions import set_school_year
from schools.actions.years import NotYourYear
from schools.models import SchoolBreak, SchoolYear
from schools.queries import breaks_between, year_plan
from tests import factories
from tests.conftest import NOW
from tests.world import World

SignIn = Callable[[str], Client]
PAGE = "/settings/year/2026/"
NOTHING = {"starts_on": None, "ends_on": None, "terms": ""}
SPRING = ("Весенние каникулы", date(2027, 3, 27), date(2027, 4, 4))


def names(rows: Iterable[SchoolBreak]) -> list[str]:
    return [row.name for row in rows]


def test_a_school_without_breaks_has_those_of_its_municipality(world: World) -> None:
    school, town = world.school.organization, world.municipalities[0]
    with tenancy.tx(SYSTEM):
        SchoolBreak.objects.filter(organization=school).delete()
        factories.make_school_year(world.regions[0], ("Региональные", "2026-10-01", "2026-10-02"))
        factories.make_school_year(town, ("Муниципальные", "2026-11-01", "2026-11-08"))
        plan = year_plan(school, 2026)
        found = breaks_between(school, date(2026, 9, 1), date(2027, 5, 31))

    assert names(plan.breaks) == names(plan.above) == names(found) == ["Муниципальные"]
    assert plan.terms == "quarters"


def test_own_breaks_replace_those_from_above(world: World) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_school_year(world.municipalities[0], ("Муниципальные", "2027-01-01", "2027-01-08"))
        whole_year = breaks_between(world.school.organization, date(2026, 9, 1), date(2027, 5, 31))
        january = breaks_between(world.school.organization, date(2027, 1, 1), date(2027, 1, 31))

    assert (names(whole_year), january) == (["Осенние каникулы"], [])


def test_everyone_of_a_region_reads_the_breaks_of_its_places(world: World) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_school_year(world.regions[0], ("Региональные", "2026-12-31", "2027-01-10"))
    viewer = world.viewer("mentor")
    with tenancy.tx(viewer.scope):
        found = SchoolBreak.objects.visible_to(viewer).filter(organization=world.regions[0])
        assert names(found) == ["Региональные"]


def test_setting_a_year_replaces_its_breaks_and_is_recorded(world: World) -> None:
    viewer, own = world.viewer("coordinator"), world.school.organization
    with tenancy.tx(viewer.scope):
        set_school_year(own, 2026, NOTHING | {"terms": "halves"}, [SPRING], by=viewer, now=NOW)
        row = SchoolYear.objects.get(organization=own, year=2026)
        stored = list(row.breaks.values_list("name", "starts_on", "ends_on"))
        event = history(viewer, row).get()

    assert (row.terms, stored) == ("halves", [SPRING])
    assert (event.verb, event.at, event.details) == ("school_year.set", NOW, {"year": 2026, "breaks": 1})


@pytest.mark.parametrize("key", ["curator", "neighbour", "municipal_official"])
def test_nobody_else_sets_it(world: World, key: str) -> None:
    viewer = world.viewer(key)
    with tenancy.tx(viewer.scope), pytest.raises(NotYourYear):
        set_school_year(world.school.organization, 2026, NOTHING, [], by=viewer, now=NOW)


def test_the_page_saves_days_and_breaks(client_as: SignIn, world: World) -> None:
    typed = {"starts_on": "01.09.2026", "ends_on": "26.05.2027", "terms": "quarters"}
    spring = {"name_0": "Весенние каникулы", "from_0": "27.03.2027", "to_0": "04.04.2027"}

    response = client_as("coordinator").post(PAGE, typed | spring | {"name_1": "Летние каникулы"})

    assert (response.status_code, response.url) == (302, PAGE)
    with tenancy.tx(SYSTEM):
        plan = year_plan(world.school.organization, 2026)
    assert (plan.starts_on, plan.ends_on) == (date(2026, 9, 1), date(2027, 5, 26))
    assert [(row.name, row.starts_on, row.ends_on) for row in plan.breaks] == [SPRING]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"from_0": "27.03.2027"}, "Укажите первый и последний день."),
        ({"from_0": "27.03.2027", "to_0": "20.03.2027"}, "Последний день раньше первого."),
        ({"from_0": "27.03.2028", "to_0": "30.03.2028"}, "не относится к учебному году 2026/27"),
        ({"starts_on": "26.05.2027", "ends_on": "01.09.2026"}, "Последний день раньше первого."),
        (
            {"from_0": "01.11.2026", "to_0": "08.11.2026", "from_1": "08.11.2026", "to_1": "09.11.2026"},
            "Каникулы пересекаются.",
        ),
    ],
)
def test_the_page_refuses_days_that_cannot_be(client_as: SignIn, typed: dict[str, str], error: str) -> None:
    response = client_as("coordinator").post(PAGE, typed)

    assert response.status_code == 422
    assert error in response.content.decode()


@pytest.mark.parametrize(("key", "status"), [("director", 200), ("curator", 403), ("mentee", 403)])
def test_the_page_is_for_those_who_set_the_organization(client_as: SignIn, key: str, status: int) -> None:
    assert client_as(key).get(PAGE).status_code == status


def test_a_far_year_has_no_page(client_as: SignIn) -> None:
    assert client_as("coordinator").get("/settings/year/2031/").status_code == 404


def test_breaks_are_named_in_the_calendar(client_as: SignIn, world: World) -> None:
    address = f"/roadmaps/{world.school.roadmap.pk}/calendar/?month=2026-11"

    assert client_as("coordinator").get(address).content.decode().count("каникулы</span>") == 3
