"""Which terms call, and which are silent."""

from datetime import date

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions.reminders import queue_digests
from roadmaps.models import Roadmap
from schools.models import Organization
from tests.roadmaps.reminders.scene import EIGHT, FRIDAY, due, told
from tests.world import World

THURSDAY = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def thursday_was_told(school: World) -> None:
    with tenancy.tx(SYSTEM):
        Organization.objects.update(digest_on=THURSDAY)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (THURSDAY, "Просрочено 1"),
        (date(2026, 11, 17), "Просрочено 1"),  # the third day after
        (FRIDAY, "Сегодня 1"),
        (date(2026, 11, 21), "Скоро 1"),  # a lead day of 1
        (date(2026, 11, 23), "Скоро 1"),  # its lead day is a Sunday: told on Friday
        (date(2026, 11, 25), "Скоро 1"),  # three days before it is a Sunday
        (date(2026, 11, 27), "Скоро 1"),  # a lead day of 7
        (date(2026, 11, 29), "Скоро 1"),  # its lead day is a Sunday too
    ],
)
def test_days_before_and_after_a_term_call(day: date, title: str, school: World) -> None:
    due(school, day)

    queue_digests(EIGHT)

    assert told() == {school.people["curator"].account_id: title}


@pytest.mark.parametrize(
    "day",
    [date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 20), date(2026, 11, 18), date(2026, 11, 1)],
)
def test_other_days_do_not_call(day: date, school: World) -> None:
    due(school, day)

    queue_digests(EIGHT)

    assert told() == {}


def test_a_digest_that_is_sent_anyway_shows_the_whole_week(school: World) -> None:
    for day in (date(2026, 11, 1), date(2026, 11, 10), FRIDAY, date(2026, 11, 25)):
        due(school, day)

    queue_digests(EIGHT)

    assert told() == {school.people["curator"].account_id: "Сегодня 1, просрочено 2, скоро 1"}


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
