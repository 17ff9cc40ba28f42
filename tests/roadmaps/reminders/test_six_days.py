"""A week of six days: inherited from the region down, chosen by the school."""

from datetime import date

import pytest

from core import tenancy
from core.calendar import SIX_DAYS, is_working_day, next_working_day
from core.tenancy import SYSTEM
from roadmaps.actions.reminders import queue_digests
from schools.models import Organization
from tests.roadmaps.reminders.scene import due, local
from tests.world import World

SATURDAY = date(2026, 11, 21)


def set_week(organization: Organization, days: int | None) -> None:
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=organization.pk).update(working_week=days)


@pytest.mark.parametrize("level", ["school", "municipality", "region"])
def test_a_saturday_of_a_six_day_week_has_its_digest(level: str, school: World) -> None:
    above = {
        "school": school.school.organization,
        "municipality": school.municipalities[0],
        "region": school.regions[0],
    }
    set_week(above[level], 6)
    due(school, SATURDAY)

    assert queue_digests(local("Europe/Moscow", 8, SATURDAY)) == 1


def test_the_choice_of_the_school_goes_before_that_of_the_region(school: World) -> None:
    set_week(school.regions[0], 6)
    set_week(school.school.organization, 5)
    due(school, SATURDAY)

    assert queue_digests(local("Europe/Moscow", 8, SATURDAY)) == 0


def test_holidays_are_off_in_any_week() -> None:
    assert is_working_day(SATURDAY, SIX_DAYS)
    assert not is_working_day(date(2026, 1, 3), SIX_DAYS)
    assert next_working_day(date(2026, 11, 20), SIX_DAYS) == SATURDAY
