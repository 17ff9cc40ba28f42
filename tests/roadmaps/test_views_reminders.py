"""The page of the rules, what it says of inherited values, whom it names."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from notifications.models import Pause
from roadmaps.actions.reminder_rules import NotYourRules, set_reminder_rules
from roadmaps.models import ReminderRules, Responsible
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
ADDRESS = "/settings/reminders/"
FIELDS = ("lead_days", "overdue_days", "on_mondays", "coordinator_after", "above_after", "summary_weekday")
EMPTY = dict.fromkeys((*FIELDS, "quiet_from", "quiet_to"), "")


def own(world: World) -> ReminderRules:
    with tenancy.tx(SYSTEM):
        return ReminderRules.objects.get(organization=world.school.organization)


def test_rules_are_saved_and_written_into_the_log(client_as: SignIn, world: World) -> None:
    sent = EMPTY | {"lead_days": "1, 10 3", "on_mondays": "no", "above_after": "0", "summary_weekday": "4"}
    answer = client_as("coordinator").post(ADDRESS, sent | {"quiet_from": "28.12.2026", "quiet_to": "10.01.2027"})

    row = own(world)
    assert (answer.status_code, row.lead_days, row.overdue_days) == (302, [10, 3, 1], None)
    assert (row.on_mondays, row.coordinator_after, row.above_after, row.summary_weekday) == (False, None, 0, 4)
    assert (row.quiet_from, row.quiet_to) == (date(2026, 12, 28), date(2027, 1, 10))
    with tenancy.tx(SYSTEM):
        event = AuditEvent.objects.get(verb="reminders.set")
    assert event.organization_id == world.school.organization.pk
    assert "quiet_from" in event.details["fields"]


def test_an_empty_form_inherits_everything(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_reminder_rules(world.school.organization, lead_days=[5], on_mondays=True)
    client_as("director").post(ADDRESS, EMPTY)

    row = own(world)
    assert (row.lead_days, row.on_mondays) == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lead_days", "семь"),
        ("lead_days", "61"),
        ("lead_days", "1,2,3,4,5,6,7"),
        ("overdue_days", "0"),
        ("coordinator_after", "-1"),
        ("above_after", "400"),
        ("summary_weekday", "6"),
        ("quiet_from", "28.12.2026"),
        ("quiet_to", "28.12.2026"),
    ],
)
def test_a_wrong_value_is_said_beside_its_field(field: str, value: str, client_as: SignIn) -> None:
    answer = client_as("coordinator").post(ADDRESS, EMPTY | {field: value})

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()


def test_inherited_values_are_shown_with_where_they_come_from(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_reminder_rules(world.municipalities[0], lead_days=[14, 2], on_mondays=False)
        factories.make_reminder_rules(world.regions[0], coordinator_after=5)
    page = client_as("coordinator").get(ADDRESS).content.decode()

    assert "как в муниципалитете: 14, 2" in page
    assert "Как в муниципалитете: нет" in page
    assert "как в регионе: 5" in page
    assert "как обычно: 1, 3, 7" in page
    assert "Как обычно: понедельник" in page


def test_nobody_else_s_rules_are_changed(world: World) -> None:
    by = world.viewer("municipal_official")
    with pytest.raises(NotYourRules), tenancy.tx(by.scope):
        set_reminder_rules(world.school.organization, dict.fromkeys(EMPTY), by=by)


def due_on_monday(world: World, school: Any, *people: Any) -> None:
    """NOW is a Saturday; the term is Monday."""
    with tenancy.tx(SYSTEM):
        factories.make_occurrence(school.activity, due_on=date(2026, 11, 23))
        for person in people:
            factories.make_responsible(school.activity, kind="person", person=person)


def test_the_preview_names_who_gets_what(client_as: SignIn, world: World) -> None:
    due_on_monday(world, world.school, world.people["curator"], world.people["coordinator"])
    client = client_as("director")

    assert "2\u00a0людям" in client.get(ADDRESS).content.decode().replace("&nbsp;", "\u00a0")
    page = client.get(f"{ADDRESS}preview/").content.decode()
    assert world.people["curator"].full_name in page
    assert "Сегодня 1" in page
    assert "23\u00a0ноября 2026" in page


def test_the_preview_names_people_of_the_own_organization_only(client_as: SignIn, world: World) -> None:
    official = world.people["municipal_methodist"]
    due_on_monday(world, world.school, world.people["coordinator"])
    with tenancy.tx(SYSTEM):
        Responsible.objects.filter(activity=world.school.activity, kind="text").delete()
        factories.make_responsible(world.school.activity, kind="role", role=Role.MUNICIPAL_METHODIST)
    page = client_as("municipal_official").get(f"{ADDRESS}preview/").content.decode()

    assert official.full_name in page
    assert world.people["coordinator"].full_name not in page


def test_quiet_days_are_said(client_as: SignIn, world: World) -> None:
    due_on_monday(world, world.school, world.people["curator"])
    client = client_as("coordinator")
    client.post(ADDRESS, EMPTY | {"quiet_from": "23.11.2026", "quiet_to": "23.11.2026"})

    assert "Тихий день" in client.get(ADDRESS).content.decode()
    assert "тихий день" in client.get(f"{ADDRESS}preview/").content.decode()


def test_more_rows_take_no_more_queries(client_as: SignIn, world: World) -> None:
    client, counts = client_as("municipal_official"), []
    for number in (1, 4):
        for _ in range(number):
            due_on_monday(world, world.school, world.people["coordinator"])
            due_on_monday(world, world.schools[1], world.people["neighbour"])
        client.get(f"{ADDRESS}preview/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{ADDRESS}preview/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


def test_a_person_sets_and_ends_a_pause(client_as: SignIn, world: World) -> None:
    client, account = client_as("curator"), world.people["curator"].account
    sent = {"kinds": ["digest"], "pause_from": "01.07.2027", "pause_to": "28.08.2027"}

    client.post("/settings/notifications/", sent)
    with tenancy.tx(SYSTEM), tenancy.scope(tenancy.Scope(account=account.pk)):
        row = Pause.objects.get(account=account)
    assert (row.starts_on, row.ends_on) == (date(2027, 7, 1), date(2027, 8, 28))
    assert "01.07.2027" in client.get("/settings/notifications/").content.decode()

    assert client.post("/settings/notifications/", sent | {"pause_to": ""}).status_code == 422
    client.post("/settings/notifications/", {"kinds": ["digest"]})
    with tenancy.tx(SYSTEM), tenancy.scope(tenancy.Scope(account=account.pk)):
        assert not Pause.objects.exists()
