"""The lists of the bases: order, chips, pages, counters, what stays inside."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from jobs.actions import run_job
from jobs.models import Job
from mentoring.actions import lists
from mentoring.actions.long_lists import LONGEST, TooLong, ask_people_file
from mentoring.models import Participation, SavedFilter
from mentoring.queries import people
from mentoring.queries.people import Filters, counters, filtered, page_ids
from mentoring.queries.people_rows import list_page
from tests.people_factories import make_adult, make_participation, make_person, make_training
from tests.world import TODAY, World

SignIn = Callable[[str], Client]
LIST = "/participants/"


@pytest.fixture(autouse=True)
def counted_exactly(world: World) -> None:
    """The pair of those who sign in stands in another year: here every row of the base is counted."""
    with tenancy.tx(SYSTEM):
        Participation.objects.filter(person__last_name__in=["Своя", "Свой"]).update(school_year=2025)


def mentees(world: World, *rows: tuple[str, int, str]) -> None:
    """(last name, days waiting, state) beside the mentee of the world, who has waited since 10.09."""
    with tenancy.tx(SYSTEM):
        for name, days, state in rows:
            since = date.fromordinal(TODAY.toordinal() - days)
            person = make_person(world.school.organization, last_name=name)
            make_participation(person, waiting_since=since, state=state)


def names(world: World, query: str) -> list[str]:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        page = list_page(viewer, 2026, Filters.read(QueryDict(query)), TODAY)
    return [line.name.split()[0] for line in page.lines]


def test_who_waits_comes_first_the_longest_on_top(world: World) -> None:
    mentees(world, ("Быстров", 3, "waiting"), ("Долгов", 200, "waiting"), ("Парный", 300, "paired"))

    found = names(world, "tab=mentee")

    assert [found[0], *found[2:]] == ["Долгов", "Быстров", "Парный"]


def test_who_left_the_programme_is_listed_only_when_asked_for(world: World) -> None:
    mentees(world, ("Ушедший", 5, "left"))

    assert "Ушедший" not in names(world, "tab=mentee")
    assert names(world, "tab=mentee&state=left") == ["Ушедший"]


def test_a_search_reads_any_order_and_yo(world: World) -> None:
    mentees(world, ("Семёнов", 3, "waiting"))

    assert names(world, "tab=mentee&q=иван+семенов") == ["Семёнов"]
    assert names(world, "tab=mentee&q=такого нет") == []


def test_each_chip_keeps_what_it_says(world: World) -> None:
    with tenancy.tx(SYSTEM):
        person = make_adult(world.school.organization, last_name="Готовый")
        make_participation(person, "mentor", state="paired", questionnaire_on=date(2026, 9, 11))
        make_training(person)
        make_participation(make_adult(world.school.organization, last_name="Неготовый"), "mentor")

    assert "Готовый" not in names(world, "tab=mentor&chip=unpaired")
    assert "Готовый" not in names(world, "tab=mentor&chip=blank")
    assert names(world, "tab=mentor&chip=untrained") == ["Неготовый"]
    assert "Готовый" in names(world, "tab=mentor&chip=uncovered")


@pytest.mark.parametrize("sort", ["waiting", "name"])
def test_pages_follow_each_other_without_gaps(world: World, monkeypatch: pytest.MonkeyPatch, sort: str) -> None:
    monkeypatch.setattr(people, "PAGE", 2)
    mentees(world, ("Аз", 3, "waiting"), ("Буки", 3, "waiting"), ("Веди", 9, "paired"), ("Глагол", 30, "waiting"))
    viewer, seen, after = world.viewer("coordinator"), [], 0
    with tenancy.tx(viewer.scope):
        whole = list(filtered(viewer, 2026, Filters(tab="mentee", sort=sort), TODAY).values_list("pk", flat=True))
        for _ in range(3):
            page = page_ids(viewer, 2026, Filters(tab="mentee", sort=sort, after=after), TODAY)
            seen += page[:2]
            after = page[1] if len(page) > 1 else 0

    assert seen == whole
    assert len(whole) == 5


def test_counters_are_exact_up_to_a_thousand_and_then_silent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    mentees(world, ("Аз", 3, "waiting"), ("Буки", 3, "paired"))
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        exact = counters(viewer, 2026, Filters(tab="mentee"), TODAY)
        monkeypatch.setattr("core.counting.MOST", 2)
        capped = counters(viewer, 2026, Filters(tab="mentee"), TODAY)

    assert (exact.tabs["mentee"], exact.chips["unpaired"], exact.tabs["applications"]) == (3, 2, 1)
    assert (capped.tabs["mentee"], capped.chips["unpaired"]) == (None, None)


def test_rows_add_no_queries(client_as: SignIn, world: World) -> None:
    client, counts = client_as("coordinator"), []
    for number in range(3):
        mentees(world, *((f"Новый{number}{n}", n, "waiting") for n in range(number * 10)))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{LIST}?tab=mentee").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 15


def test_opening_a_list_is_one_event_without_names(client_as: SignIn, world: World) -> None:
    client_as("curator").get(f"{LIST}?tab=mentee")

    with tenancy.tx(SYSTEM):
        events = list(AuditEvent.objects.filter(verb="people.viewed"))
    assert [event.details for event in events] == [{"page": "mentee", "ids": [world.school.people.mentee.pk]}]


@pytest.mark.parametrize("page", [LIST, f"{LIST}?tab=mentee", f"{LIST}?tab=archive"])
def test_closed_data_stay_out_of_the_lists(client_as: SignIn, world: World, page: str) -> None:
    with tenancy.tx(SYSTEM):
        world.school.people.closed_note.text = "Диагнозова"
        world.school.people.closed_note.save()

    text = client_as("coordinator").get(page).content.decode()

    assert "Диагнозова" not in text


def test_a_kept_filter_names_nobody(client_as: SignIn, world: World) -> None:
    client_as("curator").post(f"{LIST}filters/create/?tab=mentee&chip=unpaired&q=Петров", {"name": "Ждут"})

    with tenancy.tx(SYSTEM):
        [row] = SavedFilter.objects.all()
    assert (row.name, row.query) == ("Ждут", "tab=mentee&chip=unpaired")


def test_a_file_asks_what_for_and_writes_it_down(client_as: SignIn, world: World) -> None:
    client = client_as("curator")

    refused = client.post(reverse("participant_export") + "?tab=mentee", {"file": "xlsx", "purpose": ""})
    answer = client.post(reverse("participant_export") + "?tab=mentee", {"file": "xlsx", "purpose": "для педсовета"})

    with tenancy.tx(SYSTEM):
        asked = Job.objects.get(purpose="для педсовета", organization=world.school.organization, kind="mentee")
        event = AuditEvent.objects.get(verb="export.asked")
    assert refused.status_code == 422
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert asked.parameters == {"file": "xlsx", "year": 2026, "rows": 1}
    assert event.details["ids"] == [world.school.people.mentee.pk]


def test_a_long_list_is_a_long_job(client_as: SignIn, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(lists.AT_ONCE, "xlsx", 0)
    client = client_as("curator")
    data = {"file": "xlsx", "purpose": "для отчёта"}
    page = client.post(reverse("participant_export") + "?tab=mentee&q=тест", data, follow=True)
    page = client.post(reverse("participant_export") + "?tab=mentee", data, follow=True)
    with tenancy.tx(SYSTEM):
        job = Job.objects.get(kind="people", total=1)
    run_job(job.pk)

    file = client.get(reverse("job_file", args=[job.pk]))
    assert "Можно закрыть" not in page.content.decode()
    assert "Страницу можно закрыть" in page.content.decode()
    cells = [cell.value for row in load_workbook(BytesIO(file.getvalue())).worksheets[0] for cell in row]
    assert world.school.people.mentee.full_name in cells
    assert client_as("coordinator").get(reverse("job_file", args=[job.pk])).status_code == 404


def test_more_than_a_worker_can_write_is_refused(world: World, now: datetime) -> None:
    by = world.viewer("curator")
    with tenancy.tx(by.scope), pytest.raises(TooLong):
        ask_people_file(
            "pdf", Filters(), range(LONGEST["pdf"] + 1), [], purpose="x", year=2026, words="", by=by, now=now
        )


def test_many_are_marked_at_once_with_as_many_statements_as_few(client_as: SignIn, world: World) -> None:
    mentees(world, *((f"Новый{n}", n, "waiting") for n in range(12)))
    with tenancy.tx(SYSTEM):
        rows = Participation.objects.filter(organization=world.school.organization, side="mentee", school_year=2026)
        ids = [row.pk for row in rows.order_by("pk")]
    client, counts = client_as("curator"), []
    for chosen in (ids[:2], ids[2:]):
        data = {"do": "filled", "apply": "1", "ids": chosen, "questionnaire_on": "20.11.2026"}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(f"{LIST}bulk/", data).status_code == 302
        counts.append(len(queries))

    with tenancy.tx(SYSTEM):
        filled = Participation.objects.filter(pk__in=ids, questionnaire_on=date(2026, 11, 20)).count()
    assert filled == 13
    assert counts[0] == counts[1]


def test_nothing_marked_is_said(client_as: SignIn, world: World) -> None:
    answer = client_as("curator").post(f"{LIST}bulk/", {"do": "leave", "ids": ["x"]}, follow=True)

    assert "Отметьте людей" in answer.content.decode()
