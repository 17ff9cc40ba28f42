"""Strip of terms, month, by responsible: the same rows as the table, in other shapes."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps import actions
from roadmaps.layouts.groups import groups_of
from roadmaps.layouts.load import holders_of
from roadmaps.layouts.month import Seen, nearest_month, sheet_of
from roadmaps.layouts.timeline import Strip, add_months, bars_of, ground_of, outside, strip_of
from roadmaps.models import Activity, Roadmap
from roadmaps.queries.filters import GROUPS, STATES, TERMS, Filters
from roadmaps.queries.rows import ActivityRow, roadmap_rows
from roadmaps.queries.status import Due
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
TODAY = date(2026, 11, 21)
YEAR = Strip(date(2026, 9, 1), date(2027, 5, 31), TODAY)


def due(starts_on: date | None, due_on: date | None, state: str = "not_started") -> Due:
    return Due(1, 1, starts_on, due_on, state, 0, None)


def rows_of(svg: str) -> list[str]:
    return re.findall(r'<(?:rect|path) class="(b-[a-z]+)"', svg)


def test_a_window_is_a_bar_as_wide_as_its_days() -> None:
    svg = bars_of(YEAR, "", [due(date(2026, 9, 11), date(2026, 9, 20))], continuous=False)
    assert 'x="10" y="6" width="10"' in svg


def test_a_day_is_a_diamond_and_today_a_line() -> None:
    svg = bars_of(YEAR, "", [due(date(2026, 12, 1), date(2026, 12, 1))], continuous=False)
    assert "M91.5 5l" in svg
    assert 'class="now"' in svg


@pytest.mark.parametrize(
    ("state", "due_on", "name"),
    [
        ("done", date(2026, 10, 1), "b-ok"),
        ("not_started", date(2026, 10, 1), "b-bad"),
        ("in_progress", date(2027, 2, 1), "b-pri"),
        ("not_started", date(2026, 11, 24), "b-warn"),
        ("not_started", date(2027, 2, 1), "b-no"),
        ("cancelled", date(2027, 2, 1), "b-off"),
    ],
)
def test_the_colour_of_a_bar_is_its_status(state: str, due_on: date, name: str) -> None:
    assert rows_of(bars_of(YEAR, "", [due(date(2026, 9, 1), due_on, state)], continuous=False)) == [name]


def test_what_lies_outside_is_cut_off() -> None:
    strip = Strip(date(2026, 10, 1), date(2026, 12, 31), TODAY)
    partly = due(date(2026, 9, 1), date(2026, 10, 10))
    assert 'x="0" y="6" width="10"' in bars_of(strip, "", [partly], continuous=False)
    gone = due(date(2027, 2, 1), date(2027, 2, 20))
    assert rows_of(bars_of(strip, "", [gone], continuous=False)) == []
    assert (outside(strip, [gone]), outside(strip, [gone, partly])) == (True, False)


def test_a_permanent_activity_is_one_dashed_line() -> None:
    assert rows_of(bars_of(YEAR, "", [due(date(2026, 9, 1), date(2027, 5, 31))], continuous=True)) == ["b-long"]


def test_days_off_are_shaded_from_the_quarter_down() -> None:
    quarter = ground_of(Strip(date(2026, 10, 1), date(2026, 12, 31), TODAY))
    assert quarter.count("h1v24h-1z") == 28  # Saturdays and Sundays, 4 November and 31 December
    assert "off" not in ground_of(YEAR)


@pytest.mark.parametrize(
    ("scale", "at", "first", "last"),
    [
        ("all", None, date(2026, 9, 1), date(2027, 5, 31)),
        ("half", None, date(2026, 9, 1), date(2027, 2, 28)),
        ("quarter", None, date(2026, 10, 1), date(2026, 12, 31)),
        ("months", None, date(2026, 11, 1), date(2027, 1, 31)),
        ("months", date(2027, 3, 15), date(2027, 3, 1), date(2027, 5, 31)),
        ("quarter", date(2030, 1, 1), date(2027, 5, 1), date(2027, 7, 31)),
    ],
)
def test_scales(scale: str, at: date | None, first: date, last: date) -> None:
    strip = strip_of(date(2026, 9, 1), date(2027, 5, 31), scale, at, TODAY)
    assert (strip.first, strip.last) == (first, last)
    assert sum(month.days for month in strip.months()) == strip.days


def test_a_long_strip_names_years() -> None:
    names = [month.name for month in Strip(date(2026, 9, 1), date(2029, 8, 31), TODAY).months() if month.name]
    assert names == ["2026", "2027", "2028", "2029"]


def test_months_step_over_the_year() -> None:
    assert (add_months(date(2026, 11, 5), 3), add_months(date(2026, 1, 5), -1)) == (date(2027, 2, 1), date(2025, 12, 1))


queries = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["а", "приказ", "встреч", "1.1", "такого нет", "ghbrfp"]),
        "stage": st.integers(0, 8).map(str),
        "who": st.sampled_from(["none", "rcoordinator", "rcurator", "rdirector", "p1"]),
        "state": st.sampled_from([*STATES]),
        "term": st.sampled_from([*TERMS]),
        "group": st.sampled_from([*GROUPS]),
    },
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
def test_the_four_views_show_the_same_rows(world: World, query: dict[str, str]) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        roadmap = _template(world)
        if query.get("stage", "0") != "0":
            stage = roadmap.stages.filter(position=query["stage"]).first()
            query["stage"] = str(stage.pk) if stage else "0"
        table = roadmap_rows(viewer, roadmap, TODAY, Filters.read(query))
    expected = {row.pk for row in table.rows}
    assert _on_strip(table.rows) == expected
    for by in GROUPS:
        grouped = [row.pk for group in groups_of(table.rows, by) for row in group.rows]
        assert sorted(grouped) == sorted(row.pk for row in table.rows)
    assert _in_months(table.rows, Filters.read(query)) == expected
    assert {row.pk for holder in holders_of(table.rows, *PERIOD, TODAY) for row in holder.rows} == expected


PERIOD = (date(2026, 9, 1), date(2027, 5, 31))


def _template(world: World) -> Roadmap:
    viewer = world.viewer("coordinator")
    return actions.create_from_template("pupil", school_year=2026, organization=viewer.organization, by=viewer)


def _on_strip(rows: list[ActivityRow]) -> set[int]:
    strip = strip_of(*PERIOD, "all", None, TODAY)
    drawn = {row.pk for row in rows if rows_of(bars_of(strip, "", row.dues, row.continuous))}
    return drawn | {row.pk for row in rows if not any(due.due_on for due in row.dues)}


def _in_months(rows: list[ActivityRow], filters: Filters) -> set[int]:
    seen = Seen(TODAY, None, filters)
    sheet = sheet_of(rows, date(2026, 9, 1), TODAY, seen=seen)
    months = [first for first, _, _ in sheet.months]
    shown = {pk for first in months for pk in sheet_of(rows, first, TODAY, seen=seen).ids()}
    assert shown.isdisjoint(row.pk for row in sheet.without)
    return shown | {row.pk for row in sheet.without}


def several_terms(world: World, status: str) -> list[ActivityRow]:
    """One activity with a term that is late and one that lies far ahead."""
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.school.organization, status=status)
        row = factories.make_activity(factories.make_stage(roadmap), name="Ежеквартальная сверка")
        for due_on in (date(2026, 10, 5), date(2027, 3, 5)):
            factories.make_occurrence(row, starts_on=None, due_on=due_on)
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        return roadmap_rows(viewer, roadmap, TODAY, Filters()).rows


def test_the_calendar_shows_the_terms_a_filter_asks_for(world: World) -> None:
    rows = several_terms(world, "approved")
    late = Seen(TODAY, TODAY, Filters(state="overdue"))

    assert [first.month for first, _, _ in sheet_of(rows, date(2026, 11, 1), TODAY).months] == [10, 3]
    assert [first.month for first, _, _ in sheet_of(rows, date(2026, 11, 1), TODAY, seen=late).months] == [10]
    assert nearest_month(sheet_of(rows, date(2026, 11, 1), TODAY, seen=late)) == date(2026, 10, 1)


@pytest.mark.parametrize(("status", "late"), [("approved", True), ("draft", False)])
def test_nothing_of_a_draft_is_late(client_as: SignIn, world: World, status: str, late: bool) -> None:
    row = several_terms(world, status)[0]
    client = client_as("coordinator")

    pages = [client.get(row.address), *(_view(client, row, view) for view in ("", "timeline/", "calendar/", "people/"))]

    assert ("overdue" in row.states) is late
    assert ["Просрочено на" in page.content.decode() for page in pages] == [late] * 5


def _view(client: Client, row: ActivityRow, view: str) -> Any:
    with tenancy.tx(SYSTEM):
        roadmap = Activity.objects.get(pk=row.pk).roadmap_id
    return client.get(f"/roadmaps/{roadmap}/{view}")


def test_numbers_of_months_are_what_their_pages_list(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        rows = roadmap_rows(viewer, _template(world), TODAY, Filters()).rows
    for first, _, count in sheet_of(rows, TODAY.replace(day=1), TODAY).months:
        assert len(sheet_of(rows, first, TODAY).ids()) == count


def test_nobody_comes_first_and_names_fold(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        rows = roadmap_rows(viewer, _template(world), TODAY, Filters()).rows
    names = [holder.name.lower() for holder in holders_of(rows, *PERIOD, TODAY)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("view", ["", "timeline/", "calendar/", "people/"])
def test_every_view_keeps_the_filter_in_its_links(client_as: SignIn, world: World, view: str) -> None:
    page = client_as("coordinator").get(f"/roadmaps/{world.school.roadmap.pk}/{view}?state=not_started")
    assert page.status_code == 200
    assert page.content.decode().count("?state=not_started") >= 4


def test_the_strip_of_a_usual_map_is_light(client_as: SignIn, world: World) -> None:
    with tenancy.tx(world.viewer("coordinator").scope):
        roadmap = _template(world)
    text = client_as("coordinator").get(f"/roadmaps/{roadmap.pk}/timeline/").content
    start, end = text.index(b"<table"), text.index(b"</table>")
    assert text[start:end].count(b"<svg") >= 38
    assert len(gzip.compress(text[start:end])) <= 5 * 1024


@pytest.mark.parametrize(
    ("group", "heads"),
    [
        ("who", ["Ответственный не назначен", "Директор", "Куратор"]),
        ("month", ["Октябрь 2026", "Март 2027", "Без срока"]),
    ],
)
def test_the_table_is_grouped_by_its_address(client_as: SignIn, world: World, group: str, heads: list[str]) -> None:
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.school.organization)
        stage = factories.make_stage(roadmap)
        march, never, october = (factories.make_activity(stage, position=n, name=f"Дело {n}") for n in (1, 2, 3))
        factories.make_occurrence(march, starts_on=None, due_on=date(2027, 3, 31))
        factories.make_occurrence(never, starts_on=None, due_on=None)
        factories.make_occurrence(october, starts_on=None, due_on=date(2026, 10, 31))
        for row, role in ((march, "director"), (march, "curator"), (never, "curator")):
            factories.make_responsible(row, kind="role", text="", role=role)

    page = client_as("coordinator").get(f"/roadmaps/{roadmap.pk}/?group={group}").content.decode()

    assert re.findall(r'role="rowheader">([А-Я][^<]+) <', page) == heads
    assert sorted(re.findall(r'<tr role="row" id="a(\d+)"', page)) == sorted(str(r.pk) for r in (march, never, october))
    assert "?group=" in page


def test_a_sheet_is_of_one_holder(client_as: SignIn, world: World) -> None:
    with tenancy.tx(world.viewer("coordinator").scope):
        roadmap = _template(world)
    client = client_as("coordinator")
    page = client.get(f"/roadmaps/{roadmap.pk}/people/sheet/?who=rcurator")
    assert "<h1>Куратор</h1>" in page.content.decode()
    assert client.get(f"/roadmaps/{roadmap.pk}/people/sheet/?who=p999").status_code == 404
