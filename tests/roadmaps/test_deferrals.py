"""A task put off: out of one person's list until a day, the same for everybody else."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.errors import DomainError
from core.tenancy import SYSTEM
from roadmaps.actions.deferrals import NotWaiting, WrongDay, defer_task, resume_task
from roadmaps.forms.deferrals import DeferForm, next_monday
from roadmaps.models import Deferral, Occurrence
from roadmaps.queries.tasks import Today, today_of
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]
TODAY = date(2026, 11, 21)
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def late(world: World) -> Occurrence:
    with tenancy.tx(SYSTEM):
        activity = factories.make_activity(world.school.stage, name="Сбор согласий")
        return factories.make_occurrence(activity, starts_on=date(2026, 11, 1), due_on=date(2026, 11, 16))


def put_off(
    world: World, occurrence: Occurrence, now: datetime, until: date = SOON, reason: str = "жду подписи"
) -> None:
    by = world.viewer("curator")
    with tenancy.tx(by.scope):
        row = Occurrence.objects.select_related("roadmap").get(pk=occurrence.pk)
        defer_task(row, until=until, reason=reason, by=by, today=TODAY, now=now)


def home_of(world: World, key: str, today: date = TODAY, show: str = "") -> Today:
    viewer = world.viewer(key)
    with tenancy.tx(viewer.scope):
        return today_of(viewer, 2026, today, show)


def listed(page: Today) -> tuple[list[str], list[str]]:
    return [task.name for task in page.tasks], [task.name for task in page.later if task.deferred]


def test_a_task_put_off_stands_under_later_until_the_day(world: World, late: Occurrence, now: datetime) -> None:
    before = home_of(world, "curator")
    put_off(world, late, now)
    page = home_of(world, "curator")

    assert listed(before) == (["Сбор согласий"], [])
    assert listed(page) == ([], ["Сбор согласий"])
    assert "Сбор согласий" in listed(home_of(world, "curator", SOON))[0]
    assert listed(home_of(world, "curator", show="overdue"))[0] == ["Сбор согласий"]
    assert (page.counters, page.attention, page.lights) == (before.counters, before.attention, before.lights)
    assert page.put_off == 1


def test_a_task_put_off_stays_in_the_lists_of_colleagues(world: World, late: Occurrence, now: datetime) -> None:
    before = home_of(world, "director")
    put_off(world, late, now)

    assert home_of(world, "director") == before
    with tenancy.tx(world.viewer("director").scope):
        assert not Deferral.objects.exists()


def test_a_task_put_off_comes_back_at_once(world: World, late: Occurrence, now: datetime) -> None:
    put_off(world, late, now)
    by = world.viewer("curator")
    with tenancy.tx(by.scope):
        resume_task(late, by=by)

    assert listed(home_of(world, "curator")) == (["Сбор согласий"], [])


def test_what_was_put_off_again_has_the_last_day(world: World, late: Occurrence, now: datetime) -> None:
    put_off(world, late, now)
    put_off(world, late, now, until=date(2026, 12, 1), reason="болезнь")

    deferred = home_of(world, "curator").later[0].deferred
    assert deferred is not None
    assert (deferred.until, deferred.reason) == (date(2026, 12, 1), "болезнь")


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=31)])
def test_a_day_too_early_or_too_far_is_refused(world: World, late: Occurrence, now: datetime, day: date) -> None:
    with pytest.raises(WrongDay):
        put_off(world, late, now, until=day)


def test_a_task_is_put_off_with_a_reason(world: World, late: Occurrence, now: datetime) -> None:
    with pytest.raises(DomainError, match="почему"):
        put_off(world, late, now, reason=" ")


def test_what_is_done_is_not_put_off(world: World, late: Occurrence, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        Occurrence.objects.filter(pk=late.pk).update(state="done", done_on=TODAY)
    with pytest.raises(NotWaiting):
        put_off(world, late, now)


def test_a_term_put_off_may_still_be_removed(world: World, late: Occurrence, now: datetime) -> None:
    put_off(world, late, now)
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        Occurrence.objects.filter(pk=late.pk).delete()

    assert listed(home_of(world, "curator")) == ([], [])


def test_a_form_offers_three_days_monday_or_a_date() -> None:
    given = [{"choice": "days"}, {"choice": "monday"}, {"choice": "date", "on": "10.12.2026"}]
    forms = [DeferForm({**data, "reason": "жду"}, today=TODAY) for data in given]
    empty = DeferForm({"choice": "date", "reason": "жду"}, today=TODAY)

    assert [form.is_valid() for form in forms] == [True, True, True]
    assert [form.cleaned_data["until"] for form in forms] == [SOON, date(2026, 11, 23), date(2026, 12, 10)]
    assert empty.errors["on"] == ["Напишите дату."]
    assert next_monday(date(2026, 11, 23)) == date(2026, 11, 30)


def test_put_off_and_back_from_the_first_page(world: World, client_as: SignIn, late: Occurrence) -> None:
    client, address = client_as("curator"), reverse("occurrence_defer", args=[late.pk])
    assert address in client.get(reverse("home")).content.decode()
    refused = client.post(address, {"choice": "date", "on": "01.12.2030", "reason": "жду"})
    client.post(f"{address}?next=/", {"choice": "days", "reason": "жду подписи"})
    text = client.get(reverse("home")).content.decode()
    client.post(reverse("occurrence_resume", args=[late.pk]))

    assert refused.status_code == 422
    assert "отложено до" in text
    assert ": жду подписи" in text
    assert address not in text
    assert address in client.get(reverse("home")).content.decode()


def test_a_stranger_puts_nothing_off(client_as: SignIn, late: Occurrence) -> None:
    addresses = [reverse(name, args=[late.pk]) for name in ("occurrence_defer", "occurrence_resume")]
    assert [client_as("stranger").post(address).status_code for address in addresses] == [404, 404]
    assert client_as("mentee").get(addresses[0]).status_code == 403
