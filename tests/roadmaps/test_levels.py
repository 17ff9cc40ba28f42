"""Whom an activity is for, and two terms of two levels."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.models import Activity, Occurrence, Proposal, Responsible, Roadmap
from tests import factories
from tests.world import World

SignIn = Callable[[str], Client]


@pytest.fixture
def activity(world: World) -> Activity:
    """In a draft of the municipality, with two who answer."""
    with tenancy.tx(SYSTEM):
        roadmap = factories.make_roadmap(world.municipalities[0], target_model="municipal")
        row = factories.make_activity(factories.make_stage(roadmap), name="Сдать отчёт")
        factories.make_occurrence(row)
        factories.make_responsible(row, text="Методический кабинет")
        factories.make_responsible(row, text="Образовательные организации")
        return row


def _post(client: Client, activity: Activity, **fields: str) -> int:
    data = {"version": str(activity.version), "addressed_to": "school", **fields}
    return client.post(reverse("activity_levels", args=[activity.pk]), data).status_code


def test_two_terms_are_written_for_two_levels(client_as: SignIn, activity: Activity) -> None:
    with tenancy.tx(SYSTEM):
        office, schools = activity.responsibles.order_by("position")
    levels = {f"level_{office.pk}": "municipality", f"level_{schools.pk}": "below"}
    terms = {"below_term": "до 15 мая", "own_term": "до 1 июня"}
    assert _post(client_as("municipal_official"), activity, **levels, **terms) == 302
    with tenancy.tx(SYSTEM):
        activity.refresh_from_db()
        windows = set(Occurrence.objects.filter(activity=activity).values_list("due_on", "for_level"))
        answers = dict(Responsible.objects.filter(activity=activity).values_list("text", "for_level"))
    assert windows == {(date(2027, 5, 15), "school"), (date(2027, 6, 1), "municipality")}
    assert answers == {"Методический кабинет": "municipality", "Образовательные организации": "school"}
    assert (activity.term_text, activity.addressed_to) == ("школам: до 15 мая; муниципалитету: до 1 июня", "school")


@pytest.mark.parametrize(
    "fields",
    [
        {"below_term": "до 15 мая"},
        {"below_term": "до 15 мая", "own_term": "когда-нибудь потом"},
        {"below_term": "до 15 мая", "own_term": "до 1 июня", "addressed_to": ""},
        {"version": "9"},
    ],
)
def test_half_a_pair_of_terms_is_refused(client_as: SignIn, activity: Activity, fields: dict[str, str]) -> None:
    assert _post(client_as("municipal_official"), activity, **fields) == 422


def test_an_approved_activity_addressed_anew_is_offered_at_once(client_as: SignIn, activity: Activity) -> None:
    with tenancy.tx(SYSTEM):
        Roadmap.objects.filter(pk=activity.roadmap_id).update(status="approved", approved_on=date(2026, 9, 1))
    assert _post(client_as("municipal_official"), activity, compulsory="on") == 302
    with tenancy.tx(SYSTEM):
        assert Proposal.objects.filter(source=activity).count() == 2


def test_a_methodist_and_a_stranger_may_not(client_as: SignIn, activity: Activity) -> None:
    address = reverse("activity_levels", args=[activity.pk])
    assert client_as("municipal_methodist").get(address).status_code == 403
    assert client_as("region_official").get(address).status_code == 403
    assert client_as("coordinator").get(address).status_code == 403
