"""Counting figures: one at a time in a region, never of a school alone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from reports.actions import counting
from reports.actions.counting import AlreadyCounting, count_figures, count_regions
from schools.models import Organization
from tests.world import World

SignIn = Callable[[str], Client]


def test_a_school_is_counted_with_its_municipality(now: datetime) -> None:
    with pytest.raises(ValueError, match="municipality"):
        count_figures(Organization(level=Organization.Level.SCHOOL), now=now)


def test_nobody_waits_for_a_region_that_is_being_counted(
    world: World, client_as: SignIn, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "try_lock", lambda *_: False)
    answer = client_as("municipal_official").post(reverse("dashboard_refresh"))

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [AlreadyCounting.message]
    assert count_regions(now) == 0


def test_who_counted_anew_stands_in_the_log(world: World, client_as: SignIn) -> None:
    client_as("municipal_official").post(reverse("dashboard_refresh"))
    with tenancy.tx(SYSTEM):
        [event] = AuditEvent.objects.filter(verb="figures.refreshed")
    assert event.account_id == world.people["municipal_official"].account_id
