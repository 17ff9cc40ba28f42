"""Rules of reminders: inherited field by field, escalation, quiet days, days without the program."""

from datetime import date, timedelta
from typing import Any

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter, Pause
from roadmaps.actions.reminders import queue_digests
from roadmaps.queries.reminder_plans import inherited_by, plan_of
from roadmaps.reminding import USUAL, Day, ReminderPlan
from schools.models import Organization
from tests import factories
from tests.roadmaps.reminders.scene import EIGHT, FRIDAY, deliver, due, local, told
from tests.world import World

MONDAY = date(2026, 11, 23)


def settle(organization: Organization, **values: Any) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_reminder_rules(organization, **values)


def morning(day: date) -> int:
    return queue_digests(local("Europe/Moscow", 8, day))


def told_last(day: date) -> None:
    with tenancy.tx(SYSTEM):
        Organization.objects.update(digest_on=day)


def keys_of(world: World) -> set[str]:
    named = {person.account_id: key for key, person in world.people.items()}
    return {named[account] for account in told()}


def test_an_open_field_is_inherited_from_above(school: World) -> None:
    region, municipality, own = school.regions[0], school.municipalities[0], school.school.organization
    settle(region, lead_days=[10], overdue_days=[2], coordinator_after=5)
    settle(municipality, overdue_days=[4], on_mondays=False, quiet_from=FRIDAY, quiet_to=FRIDAY)
    settle(own, coordinator_after=0)

    with tenancy.tx(SYSTEM):
        plan, usual = plan_of(own), plan_of(school.schools[-1].organization)
        above = inherited_by(own)

    assert plan == ReminderPlan(
        lead_days=(10,), overdue_days=(4,), on_mondays=False, coordinator_after=0, quiet=((FRIDAY, FRIDAY),)
    )
    assert usual == USUAL
    assert (above["lead_days"].value, above["lead_days"].level) == ([10], "region")
    assert (above["overdue_days"].value, above["overdue_days"].level) == ([4], "municipality")
    assert (above["above_after"].value, above["above_after"].level) == (14, "")


def test_own_days_before_a_term_are_kept(school: World) -> None:
    told_last(date(2026, 11, 19))
    settle(school.school.organization, lead_days=[6])
    due(school, date(2026, 11, 26))
    due(school, date(2026, 11, 23))

    queue_digests(EIGHT)

    assert list(told().values()) == ["Скоро 2"]


@pytest.mark.parametrize(
    ("late", "keys"),
    [
        (1, {"curator"}),
        (3, {"curator"}),
        (7, {"curator", "coordinator"}),
        (13, set()),  # a Friday between the Mondays
        (14, set()),
    ],
)
def test_who_hears_of_a_late_term_on_a_plain_day(late: int, keys: set[str], school: World) -> None:
    told_last(date(2026, 11, 19))
    due(school, FRIDAY - timedelta(days=late))

    queue_digests(EIGHT)

    assert keys_of(school) == keys


@pytest.mark.parametrize(
    ("late", "keys"),
    [
        (8, {"curator", "coordinator"}),
        (13, {"curator", "coordinator"}),
        (14, {"curator", "coordinator", "municipal_methodist"}),
        (60, {"curator", "coordinator", "municipal_methodist"}),
    ],
)
def test_on_mondays_late_terms_come_back(late: int, keys: set[str], school: World) -> None:
    told_last(FRIDAY)
    due(school, MONDAY - timedelta(days=late))

    morning(MONDAY)

    assert keys_of(school) == keys


def test_a_monday_off_is_made_up_on_tuesday() -> None:
    tuesday = Day.of(date(2026, 2, 24), date(2026, 2, 20))  # Monday was the 23rd of February

    assert tuesday.opens_week
    assert not Day.of(date(2026, 2, 25), date(2026, 2, 24)).opens_week


def test_three_days_without_the_program_end_in_one_letter(school: World) -> None:
    """Down from Tuesday to Thursday: on Friday one digest of the present state, not one for every missed morning."""
    told_last(date(2026, 11, 16))
    due(school, date(2026, 11, 16))  # its first day after the term was the missed Tuesday
    due(school, date(2026, 11, 18), state="done", done_on=date(2026, 11, 18))
    due(school, date(2026, 11, 22))  # its third day before the term was the missed Thursday

    counts = [queue_digests(EIGHT), queue_digests(EIGHT + timedelta(hours=1))]
    letters = deliver()

    assert counts == [1, 0]
    assert [letter.subject for letter in letters] == ["Просрочено 1, скоро 1 — наставничество"]
    with tenancy.tx(SYSTEM):
        assert Letter.objects.filter(kind="digest").count() == 1


def test_quiet_days_are_silent_and_end_in_one_letter(school: World) -> None:
    told_last(date(2026, 11, 18))
    settle(school.municipalities[0], quiet_from=date(2026, 11, 19), quiet_to=date(2026, 11, 22))
    due(school, date(2026, 11, 18))

    counts = [morning(day) for day in (date(2026, 11, 19), FRIDAY, MONDAY)]

    assert counts == [0, 0, 1]
    assert list(told().values()) == ["Просрочено 1"]


@pytest.mark.parametrize(("last", "number"), [(FRIDAY, 0), (date(2026, 11, 19), 1)])
def test_a_person_s_pause_holds_letters_back(last: date, number: int, school: World) -> None:
    account = school.people["curator"].account
    with tenancy.tx(tenancy.Scope(account=account.pk)):
        Pause.objects.create(account=account, starts_on=date(2026, 11, 10), ends_on=last)
    due(school, FRIDAY)
    queue_digests(EIGHT)

    assert len(deliver()) == number
    assert account.pk in told()


@pytest.mark.parametrize(
    ("plan", "due_on"),
    [(ReminderPlan(lead_days=()), FRIDAY), (ReminderPlan(overdue_days=(), on_mondays=False), date(2026, 11, 16))],
)
def test_empty_days_call_nobody(plan: ReminderPlan, due_on: date) -> None:
    assert not Day.of(FRIDAY, date(2026, 11, 19)).calls(due_on, plan)
