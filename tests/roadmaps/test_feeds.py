"""Subscriptions to the terms: made, reset, read without a sign-in, taken back."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions.feeds import digest_of
from roadmaps.models import Activity, CalendarFeed, Occurrence
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
ADDRESS = re.compile(r'value="(http[^"]+\.ics)"')


def subscribe(client: Client, roadmap: int | str = "", seen: int | str = "") -> str:
    """The path of the new address."""
    page = client.post(reverse("feed_create"), {"roadmap": roadmap, "seen": seen})
    found = ADDRESS.search(page.content.decode())
    assert found is not None
    return "/" + found[1].split("/", 3)[3]


def read(path: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(Client().get(path).content).walk("VEVENT"))


def test_whole_map_is_read_by_a_guest_who_knows_the_address(world: World, client_as: SignIn, client: Client) -> None:
    path = subscribe(client_as("director"), world.school.roadmap.pk)
    response = client.get(path)
    event = next(iter(icalendar.Calendar.from_ical(response.content).walk("VEVENT")))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["summary"]) == f"1.1 {world.school.activity.name}"
    assert str(event["url"]).endswith(world.school.activity.get_absolute_url())
    assert event.decoded("dtstart").isoformat() == "2026-11-30"


def test_only_the_digest_of_the_secret_is_kept_and_its_reading_is_noted(
    world: World, client_as: SignIn, client: Client, now: datetime
) -> None:
    path = subscribe(client_as("director"))
    client.get(path)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    with tenancy.tx(SYSTEM):
        feed = CalendarFeed.objects.get(account=world.people["director"].account)
    assert (feed.secret, feed.read_at) == (digest_of(secret), now)


def test_my_feed_holds_what_i_answer_for(world: World, client_as: SignIn) -> None:
    path = subscribe(client_as("curator"))
    before = read(path)
    with tenancy.tx(SYSTEM):
        factories.make_responsible(world.school.activity, kind="role", role="curator", text="куратор")
    assert (len(before), len(read(path))) == (0, 1)


def test_moved_and_cancelled_terms_say_so(world: World, client_as: SignIn) -> None:
    path = subscribe(client_as("director"), world.school.roadmap.pk)
    first = read(path)[0]
    with tenancy.tx(SYSTEM):
        rows = Occurrence.objects.filter(pk=world.school.occurrence.pk)
        rows.update(due_on="2026-12-04", starts_on="2026-12-01", version=5)
    moved = read(path)[0]
    with tenancy.tx(SYSTEM):
        Activity.objects.filter(pk=world.school.activity.pk).update(removed_on="2026-11-21", version=2)
    removed = read(path)[0]
    assert (moved["uid"], moved["sequence"]) == (first["uid"], first["sequence"] + 4)
    assert (moved.decoded("dtstart").day, moved.decoded("dtend").day) == (1, 5)
    assert (removed["status"], removed["sequence"]) == ("CANCELLED", moved["sequence"] + 1)
    assert removed.walk("VALARM") == []


def test_reset_link_replaces_the_old_one(world: World, client_as: SignIn, client: Client) -> None:
    person = client_as("director")
    old = subscribe(person)
    with tenancy.tx(SYSTEM):
        seen = CalendarFeed.objects.get(account=world.people["director"].account).pk
    new = subscribe(person, seen=seen)
    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]


def test_code_is_drawn_with_the_fresh_address_only(client_as: SignIn) -> None:
    person = client_as("director")
    made = person.post(reverse("feed_create"), {"roadmap": "", "seen": ""}).content.decode()
    later = person.get(reverse("feed_list")).content.decode()
    assert ["<svg" in text and 'class="qr"' in text for text in (made, later)] == [True, False]


def test_form_sent_twice_makes_one_link(world: World, client_as: SignIn, client: Client) -> None:
    person = client_as("director")
    path = subscribe(person)
    again = person.post(reverse("feed_create"), {"roadmap": "", "seen": ""}, follow=True)
    assert "Ссылка уже создана" in again.content.decode()
    assert client.get(path).status_code == 200


def test_revoked_link_is_not_found(world: World, client_as: SignIn, client: Client) -> None:
    path = f"/calendar/секрет-{world.school.coordinator.pk}.ics"
    assert client.get(path).status_code == 200
    client_as("coordinator").post(reverse("feed_revoke", args=[world.school.feed.pk]))
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("what", ["ended", "blocked", "demoted"])
def test_link_of_somebody_who_left_is_not_found(world: World, client: Client, now: datetime, what: str) -> None:
    person = world.school.coordinator
    with tenancy.tx(SYSTEM):
        if what == "ended":
            person.ended_at = now
        if what == "demoted":
            person.roles = ["mentee"]
        person.save()
        person.account.is_active = what != "blocked"
        person.account.save()
    assert client.get(f"/calendar/секрет-{person.pk}.ics").status_code == 404


def test_unknown_address_is_not_found(world: World, client: Client) -> None:
    assert client.get("/calendar/unknown.ics").status_code == 404


def test_link_of_another_person_is_not_found(world: World, client_as: SignIn) -> None:
    address = reverse("feed_revoke", args=[world.school.feed.pk])
    assert client_as("director").post(address).status_code == 404


def test_map_of_another_school_is_not_offered(world: World, client_as: SignIn) -> None:
    data = {"roadmap": world.schools[1].roadmap.pk, "seen": ""}
    assert client_as("coordinator").post(reverse("feed_create"), data).status_code == 404


def test_mentee_has_no_calendar(world: World, client_as: SignIn) -> None:
    assert client_as("mentee").get(reverse("feed_list")).status_code == 403


def test_unchanged_feed_is_not_sent_again(world: World, client_as: SignIn, client: Client, now: datetime) -> None:
    path = subscribe(client_as("director"), world.school.roadmap.pk)
    first = client.get(path)
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_feed_asks_as_many_queries_for_one_term_as_for_many(world: World, client_as: SignIn, client: Client) -> None:
    path = subscribe(client_as("director"), world.school.roadmap.pk)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    with tenancy.tx(SYSTEM):
        for _ in range(3):
            factories.make_occurrence(world.school.activity)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(one) == len(many)


def test_page_says_when_a_link_was_read(world: World, client_as: SignIn, client: Client) -> None:
    client.get(f"/calendar/секрет-{world.school.coordinator.pk}.ics")
    page = client_as("coordinator").get(reverse("feed_list")).content.decode()
    assert "Сбросить ссылку" in page
    assert "сегодня, 12:00" in page


def test_one_term_is_a_file(world: World, client_as: SignIn) -> None:
    response = client_as("psychologist").get(reverse("occurrence_ics", args=[world.school.occurrence.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    assert len(icalendar.Calendar.from_ical(response.content).walk("VEVENT")) == 1


def test_term_of_another_school_is_not_found(world: World, client_as: SignIn) -> None:
    address = reverse("occurrence_ics", args=[world.school.occurrence.pk])
    assert client_as("stranger").get(address).status_code == 404
