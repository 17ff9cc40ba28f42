from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from notifications import actions as post
from notifications.models import Letter, Notice
from roadmaps.actions.reminders import notify_approved, notify_assigned, queue_digests
from roadmaps.models import Occurrence, Responsible, Roadmap
from roadmaps.queries.reminders import Counts, Day
from schools.models import Membership, Organization, Substitution
from tests import factories
from tests.world import World

FRIDAY = date(2026, 11, 20)
EIGHT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # 08:00 in Moscow


@pytest.fixture
def school(world: World) -> World:
    """The world with an empty outbox and the only responsible in it: the named curator, on the named activity."""
    with tenancy.tx(SYSTEM):
        Letter.objects.all().delete()
        Notice.objects.all().delete()
        Responsible.objects.all().delete()
        Substitution.objects.all().delete()
        Occurrence.objects.update(due_on=date(2027, 5, 20))
    answer(world, kind="person", person=world.people["curator"])
    return world


@pytest.fixture(autouse=True)
def friday_morning() -> Iterator[None]:
    with time_machine.travel(EIGHT, tick=False):
        yield


def answer(world: World, **fields: Any) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_responsible(world.school.activity, **fields)


def due(world: World, day: date, **fields: Any) -> Occurrence:
    with tenancy.tx(SYSTEM):
        return factories.make_occurrence(world.school.activity, starts_on=date(2026, 9, 1), due_on=day, **fields)


def told() -> dict[int, str]:
    """Account → title of the digest."""
    with tenancy.tx(SYSTEM):
        return dict(Notice.objects.filter(kind="digest").values_list("account_id", "title"))


def deliver(now: datetime = EIGHT) -> list[Any]:
    post.deliver(clock=lambda: now)
    return mail.outbox


def local(zone: str, hour: int, day: date = FRIDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


# When


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Kaliningrad",
        "Europe/Moscow",
        "Europe/Samara",
        "Asia/Yekaterinburg",
        "Asia/Omsk",
        "Asia/Krasnoyarsk",
        "Asia/Irkutsk",
        "Asia/Yakutsk",
        "Asia/Vladivostok",
        "Asia/Magadan",
        "Asia/Kamchatka",
    ],
)
def test_the_digest_comes_at_eight_by_the_clock_of_the_organization(zone: str, school: World) -> None:
    due(school, FRIDAY)
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=school.school.organization.pk).update(time_zone=zone)

    before = queue_digests(local(zone, 7))
    at_eight = queue_digests(local(zone, 8))

    assert (before, at_eight) == (0, 1)


@pytest.mark.parametrize("hour", [0, 5, 7, 11, 12, 20, 23])
def test_nothing_is_written_outside_the_morning(hour: int, school: World) -> None:
    due(school, FRIDAY)

    assert queue_digests(local("Europe/Moscow", hour)) == 0


@pytest.mark.parametrize("hour", [9, 10])
def test_a_missed_beat_is_made_up(hour: int, school: World) -> None:
    due(school, FRIDAY)

    assert queue_digests(local("Europe/Moscow", hour)) == 1


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 22), date(2026, 1, 2), date(2026, 11, 4)])
def test_no_digest_on_a_day_off(day: date, school: World) -> None:
    due(school, FRIDAY)
    with tenancy.tx(SYSTEM):
        Occurrence.objects.update(starts_on=date(2025, 9, 1), due_on=date(2025, 10, 1))

    assert queue_digests(local("Europe/Moscow", 8, day)) == 0


def test_a_working_saturday_has_its_digest(school: World) -> None:
    saturday = date(2027, 2, 20)
    due(school, saturday)

    assert queue_digests(local("Europe/Moscow", 8, saturday)) == 1


def test_running_twice_changes_nothing(school: World) -> None:
    due(school, FRIDAY)

    counts = [queue_digests(EIGHT), queue_digests(EIGHT), queue_digests(EIGHT + timedelta(hours=1))]

    with tenancy.tx(SYSTEM):
        rows = (Letter.objects.count(), Notice.objects.count())
    assert counts == [1, 0, 0]
    assert rows == (1, 1)


def test_the_key_of_a_letter_stops_a_double_even_when_the_day_was_not_noted(school: World) -> None:
    due(school, FRIDAY)
    queue_digests(EIGHT)
    with tenancy.tx(SYSTEM):
        Organization.objects.update(digest_on=None)

    queue_digests(EIGHT)

    with tenancy.tx(SYSTEM):
        assert Letter.objects.count() == 1


# What


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2026, 11, 1), "Просрочено 1"),
        (FRIDAY, "Сегодня 1"),
        (date(2026, 11, 21), "Скоро 1"),  # a lead day of 1
        (date(2026, 11, 23), "Скоро 1"),  # its lead day is a Sunday: told on Friday
        (date(2026, 11, 27), "Скоро 1"),  # a lead day of 7
        (date(2026, 11, 29), "Скоро 1"),  # its lead day is a Sunday too
    ],
)
def test_overdue_today_and_lead_days_call(day: date, title: str, school: World) -> None:
    due(school, day)

    queue_digests(EIGHT)

    assert told() == {school.people["curator"].account_id: title}


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 20)])
def test_other_days_ahead_do_not_call(day: date, school: World) -> None:
    due(school, day)

    queue_digests(EIGHT)

    assert told() == {}


def test_a_digest_that_is_sent_anyway_shows_the_whole_week(school: World) -> None:
    for day in (date(2026, 11, 1), date(2026, 11, 10), FRIDAY, date(2026, 11, 25)):
        due(school, day)

    queue_digests(EIGHT)

    assert list(told().values()) == ["Сегодня 1, просрочено 2, скоро 1"]


def test_lead_days_are_a_setting_of_the_organization(school: World) -> None:
    due(school, date(2026, 11, 25))
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=school.school.organization.pk).update(lead_days=[5])

    queue_digests(EIGHT)

    assert list(told().values()) == ["Скоро 1"]


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_finished_terms_are_silent(state: str, school: World) -> None:
    due(school, FRIDAY, state=state, done_on=FRIDAY if state == "done" else None)

    queue_digests(EIGHT)

    assert told() == {}


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_only_approved_roadmaps_remind(status: str, school: World) -> None:
    due(school, FRIDAY)
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=school.school.roadmap.pk).update(status=status, approved_on=None)

    queue_digests(EIGHT)

    assert told() == {}


# Whom


def accounts(*people: Membership) -> set[int]:
    return {person.account_id for person in people}


def test_a_role_is_whoever_holds_it(school: World) -> None:
    answer(school, kind="role", role=Role.COORDINATOR)
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"], school.people["coordinator"])


def test_words_remind_nobody(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Responsible.objects.all().delete()
    answer(school, kind="text", text="классные руководители")
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert told() == {}


def test_a_deputy_is_reminded_during_the_substitution_only(school: World) -> None:
    deputy = school.people["director"]
    with tenancy.tx(SYSTEM):
        Substitution.objects.create(
            organization=school.school.organization,
            account_id=deputy.account_id,
            absent=school.people["curator"],
            deputy=deputy,
            roles=["curator"],
            starts_on=FRIDAY,
            ends_on=FRIDAY,
        )
    due(school, FRIDAY)

    queue_digests(EIGHT)
    first = set(told())
    queue_digests(local("Europe/Moscow", 8, date(2026, 11, 23)))

    with tenancy.tx(SYSTEM):
        monday = Notice.objects.filter(key__endswith="2026-11-23").values_list("account_id", flat=True)
        assert set(monday) == accounts(school.people["curator"])
    assert first == accounts(school.people["curator"], deputy)


def test_a_body_is_its_methodist(school: World) -> None:
    answer(school, kind="body", body=school.municipalities[0])
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"], school.people["municipal_methodist"])


def test_an_office_that_cannot_read_the_roadmap_is_its_municipality(school: World) -> None:
    with tenancy.tx(SYSTEM):
        office = factories.make_organization("school", school.municipalities[0], body="methodical_office")
        factories.make_membership(office, Role.MUNICIPAL_METHODIST)
    answer(school, kind="body", body=office)
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"], school.people["municipal_methodist"])


def test_a_foreign_body_is_nobody(school: World) -> None:
    answer(school, kind="body", body=school.municipalities[-1])
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"])


def test_mentees_get_no_tasks(school: World) -> None:
    answer(school, kind="role", role=Role.MENTEE)
    due(school, FRIDAY)

    queue_digests(EIGHT)

    assert set(told()) == accounts(school.people["curator"])


def test_who_left_is_not_reminded(school: World) -> None:
    due(school, FRIDAY)
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=school.people["curator"].pk).update(ended_at=EIGHT)

    queue_digests(EIGHT)

    assert told() == {}


# The letter


def test_the_letter_links_to_the_exact_row(school: World, settings: Any) -> None:
    settings.SITE_URL = "https://example.org"
    row = due(school, date(2026, 11, 15))
    queue_digests(EIGHT)

    message = deliver()[0]

    assert message.subject == "Просрочено 1 — наставничество"
    address = f"/activities/{school.school.activity.pk}/#occurrence-{row.pk}"
    assert f"https://example.org/go/{school.school.organization.pk}/?next={quote(address, safe='')}\n" in message.body
    assert "Отметить выполненным" in message.body
    assert "Просрочено на 5\u00a0дн." in message.body


def test_the_letter_has_seven_rows_at_most(school: World) -> None:
    for _ in range(9):
        due(school, FRIDAY)
    queue_digests(EIGHT)

    message = deliver()[0]

    assert message.subject == "Сегодня 9 — наставничество"
    assert message.body.count("Срок сегодня") == 7
    assert "И ещё 2" in message.body


def test_what_was_done_since_is_left_out(school: World) -> None:
    rows = [due(school, FRIDAY), due(school, date(2026, 11, 2))]
    queue_digests(EIGHT)
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=rows[0].pk).update(state="done", done_on=FRIDAY)

    message = deliver()[0]

    assert message.subject == "Просрочено 1 — наставничество"


def test_nothing_left_to_do_sends_nothing(school: World) -> None:
    due(school, FRIDAY)
    queue_digests(EIGHT)
    with tenancy.tx(SYSTEM):
        Occurrence.objects.update(state="cancelled")

    assert deliver() == []


def test_an_official_reads_which_school_and_may_only_open(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Responsible.objects.all().delete()
    answer(school, kind="body", body=school.municipalities[0])
    due(school, FRIDAY)
    queue_digests(EIGHT)

    message = deliver()[0]

    assert school.school.organization.short_name in message.body
    assert "Открыть: " in message.body
    assert "Отметить" not in message.body


def test_no_letter_names_a_child(school: World) -> None:
    mentee = school.people["mentee"]
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=mentee.pk).update(last_name="Канарейкин", first_name="Петя")
    for role in Role:
        answer(school, kind="role", role=role)
    answer(school, kind="person", person=mentee)
    due(school, FRIDAY)
    queue_digests(EIGHT)
    with tenancy.tx(SYSTEM):
        notify_approved(school.school.roadmap, by=school.viewer("coordinator"), now=EIGHT)

    letters = deliver()

    assert len(letters) > 10
    assert all("Канарейкин" not in str(message.message()) for message in letters)
    assert mentee.account.email not in {address for message in letters for address in message.to}


# At once


def test_assignment_is_told_at_once_to_others_only(school: World) -> None:
    people = [school.people["curator"], school.people["coordinator"]]
    by = school.viewer("coordinator")
    with tenancy.tx(by.scope):
        number = notify_assigned([school.school.activity], people, by=by, now=EIGHT)

    message = deliver()[0]

    assert number == 1
    assert message.subject.startswith("Вам поручено: ")
    assert f"Кто поручил: {school.people['coordinator'].short_name}" in message.body
    assert quote(f"/activities/{school.school.activity.pk}/", safe="") in message.body


def test_a_draft_assigns_nobody(school: World) -> None:
    by = school.viewer("coordinator")

    with tenancy.tx(by.scope):
        school.school.activity.roadmap.status = "draft"
        number = notify_assigned([school.school.activity], [school.people["curator"]], by=by, now=EIGHT)

    assert number == 0


def test_approval_writes_one_letter_per_person(school: World) -> None:
    with tenancy.tx(SYSTEM):
        for _ in range(4):
            activity = factories.make_activity(school.school.stage)
            factories.make_responsible(activity, kind="person", person=school.people["curator"])
    by = school.viewer("coordinator")

    with tenancy.tx(by.scope):
        number = notify_approved(school.school.roadmap, by=by, now=EIGHT)

    messages = deliver()
    assert number == 1
    assert [message.subject for message in messages] == ["Вам поручено 5 мероприятий"]
    assert quote(f"/roadmaps/{school.school.roadmap.pk}/", safe="") in messages[0].body


# Numbers


def many(world: World, number: int) -> None:
    with tenancy.tx(SYSTEM):
        for _ in range(number):
            activity = factories.make_activity(world.school.stage)
            factories.make_occurrence(activity, starts_on=date(2026, 9, 1), due_on=FRIDAY)
            factories.make_responsible(activity, kind="person", person=world.people["curator"])
            factories.make_responsible(activity, kind="role", role=Role.COORDINATOR)


def queries_of_digests(world: World) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert queue_digests(EIGHT) == 2
    return len(captured)


def test_ten_terms_take_as_many_queries_as_three_hundred(school: World) -> None:
    many(school, 10)
    few = queries_of_digests(school)
    with tenancy.tx(SYSTEM):
        Organization.objects.update(digest_on=None)
    many(school, 290)

    assert queries_of_digests(school) == few


def test_days_off_move_a_lead_day_to_the_working_day_before() -> None:
    before_holidays = Day.of(date(2025, 12, 30))

    assert before_holidays.next_working == date(2026, 1, 12)
    assert before_holidays.calls(date(2026, 1, 12), [1])
    assert before_holidays.calls(date(2026, 1, 18), [7])
    assert not before_holidays.calls(date(2026, 1, 19), [7])


def test_counts_say_nothing_of_zeros() -> None:
    assert Counts.of([FRIDAY, FRIDAY - timedelta(days=1)], FRIDAY).words() == "Сегодня 1, просрочено 1"
    assert Counts(0, 0, 2).words() == "Скоро 2"
