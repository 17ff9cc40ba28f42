"""«Передать»: one activity goes to another person, at once."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.errors import DomainError
from core.models import AuditEvent
from core.tenancy import SYSTEM
from notifications.models import Notice
from roadmaps.actions.handing import NotHandable, hand_over_activity
from roadmaps.actions.people import WrongSuccessor
from roadmaps.actions.rows import ActivityChanged
from roadmaps.models import Activity, Responsible
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]


@pytest.fixture
def activity(world: World) -> Activity:
    """The curator answers for it by name, the coordinator by role."""
    with tenancy.tx(SYSTEM):
        row = factories.make_activity(world.school.stage, name="Сбор согласий")
        factories.make_occurrence(row)
        curator = world.people["curator"]
        factories.make_responsible(row, kind="person", person=curator, text=curator.short_name)
        factories.make_responsible(row, kind="role", role="coordinator", text="координатор")
        return row


def hand_over(world: World, key: str, activity: Activity, to: str, place: int, now: datetime, version: int = 1) -> None:
    by = world.viewer(key)
    with tenancy.tx(by.scope):
        row = Activity.objects.select_related("roadmap", "organization").get(pk=activity.pk)
        rows = Responsible.objects.filter(activity=row).order_by("position")
        values = {"instead": rows[place], "seen_version": version, "now": now}
        hand_over_activity(row, world.people[to], by=by, **values)


def named(activity: Activity) -> list[tuple[str, str]]:
    with tenancy.tx(SYSTEM):
        rows = Responsible.objects.filter(activity=activity).select_related("person").order_by("position")
        return [(row.kind, row.person.last_name if row.person else row.role) for row in rows]


def test_the_curator_hands_over_what_is_his(world: World, activity: Activity, now: datetime) -> None:
    director = world.people["director"]
    hand_over(world, "curator", activity, "director", 0, now)

    assert named(activity) == [("person", director.last_name), ("role", "coordinator")]
    with tenancy.tx(SYSTEM):
        assert AuditEvent.objects.filter(verb="activity.handed_over", subject_id=activity.pk).count() == 1
        assert Notice.objects.filter(account_id=director.account_id, url__contains=f"/{activity.pk}/").exists()


@pytest.mark.parametrize(
    ("key", "to", "place", "version", "refusal"),
    [
        ("curator", "director", 1, 1, NotHandable),
        ("curator", "director", 0, 7, ActivityChanged),
        ("coordinator", "curator", 1, 1, WrongSuccessor),
    ],
    ids=["somebody else's", "stale", "twice the same"],
)
def test_refused(
    world: World,
    activity: Activity,
    now: datetime,
    key: str,
    to: str,
    place: int,
    version: int,
    refusal: type[DomainError],
) -> None:
    before = named(activity)
    with pytest.raises(refusal):
        hand_over(world, key, activity, to, place, now, version)
    assert named(activity) == before


def test_the_page_asks_instead_of_whom_and_leads_back(client_as: SignIn, world: World, activity: Activity) -> None:
    client, address = client_as("coordinator"), reverse("activity_hand_over", args=[activity.pk])
    director = world.people["director"]
    with tenancy.tx(SYSTEM):
        role = Responsible.objects.get(activity=activity, kind="role")
    values = {"to": director.pk, "version": 1}

    assert "Выберите, вместо кого." in client.post(address, values).content.decode()
    answer = client.post(f"{address}?next=/", values | {"instead": role.pk})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert named(activity)[1] == ("person", director.last_name)
