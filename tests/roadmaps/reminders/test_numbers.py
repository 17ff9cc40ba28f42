"""Queries, days and words behind the digests."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions.reminders import queue_digests
from roadmaps.queries.reminders import Counts
from roadmaps.reminding import Day, ReminderPlan
from schools.models import Organization
from tests import factories
from tests.roadmaps.reminders.scene import EIGHT, FRIDAY
from tests.world import World


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
    before_holidays = Day.of(date(2025, 12, 30), date(2025, 12, 29))

    assert before_holidays.next_working == date(2026, 1, 12)
    assert before_holidays.calls(date(2026, 1, 12), ReminderPlan(lead_days=(1,)))
    assert before_holidays.calls(date(2026, 1, 18), ReminderPlan(lead_days=(7,)))
    assert not before_holidays.calls(date(2026, 1, 19), ReminderPlan(lead_days=(7,)))


def test_counts_say_nothing_of_zeros() -> None:
    assert Counts.of([FRIDAY, FRIDAY - timedelta(days=1)], FRIDAY).words() == "Сегодня 1, просрочено 1"
    assert Counts(0, 0, 2).words() == "Скоро 2"
