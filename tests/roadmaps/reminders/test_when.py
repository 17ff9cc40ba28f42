"""At what hour a digest is written, and how often."""

from datetime import date, timedelta

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter, Notice
from roadmaps.actions.reminders import queue_digests
from roadmaps.models import Occurrence
from schools.models import Organization
from tests.roadmaps.reminders.scene import EIGHT, FRIDAY, due, local
from tests.world import World


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
