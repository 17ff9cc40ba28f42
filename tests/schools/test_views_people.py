"""Pages of people: happy path, stranger (404), wrong role (403), fields that are not offered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core import tenancy
from core.tenancy import SYSTEM
from schools.models import Substitution
from tests import factories

PEOPLE = "/settings/people/"
SUBSTITUTE = "/settings/substitutions/create/"
CARD = {"last_name": "Условная", "first_name": "Вера", "patronymic": "Ильинична", "post": "завуч"}
PERIOD = {"starts_on": "01.12.2026", "ends_on": "14.12.2026"}


def stored(row):
    with tenancy.tx(SYSTEM):
        return type(row).objects.get(pk=row.pk)


def test_people_list_shows_the_own_organization_only(world, client_as):
    page = client_as("coordinator").get(PEOPLE).content.decode()

    assert world.people["coordinator"].full_name in page
    assert world.schools[1].canary not in page


def test_people_list_asks_as_many_queries_for_more_people(world, client_as):
    client = client_as("coordinator")
    client.get(PEOPLE)
    with CaptureQueriesContext(connection) as before:
        client.get(PEOPLE)
    with tenancy.tx(SYSTEM):
        for _ in range(3):
            factories.make_membership(world.school.organization, "curator")
            factories.make_invitation(world.school.organization, world.school.coordinator)
    with CaptureQueriesContext(connection) as after:
        client.get(PEOPLE)

    assert len(after) == len(before)


def test_person_edit_saves_names_and_roles(world, client_as):
    person = world.people["curator"]
    response = client_as("coordinator").post(f"{PEOPLE}{person.pk}/", CARD | {"roles": ["curator", "mentor"]})

    assert response.status_code == 302
    assert (stored(person).last_name, stored(person).roles) == ("Условная", ["curator", "mentor"])


def test_person_edit_ignores_fields_it_does_not_offer(world, client_as):
    person, other = world.people["curator"], world.schools[1]
    extra = {
        "roles": ["curator"],
        "organization": other.organization.pk,
        "account": other.coordinator.account_id,
        "ended_at": "2026-01-01",
        "school_id": other.organization.pk,
        "is_platform": "on",
    }
    client_as("coordinator").post(f"{PEOPLE}{person.pk}/", CARD | extra)

    row = stored(person)
    assert (row.last_name, row.organization_id, row.account_id, row.ended_at) == (
        "Условная",
        person.organization_id,
        person.account_id,
        None,
    )
    assert User.objects.filter(is_platform=True).count() == 0


@pytest.mark.parametrize("role", ["director", "region_official", "чужая"])
def test_person_edit_refuses_a_raised_role_in_the_post(world, client_as, role):
    person = world.people["curator"]
    response = client_as("coordinator").post(f"{PEOPLE}{person.pk}/", CARD | {"roles": ["curator", role]})

    assert response.status_code == 422
    assert stored(person).roles == ["curator"]


@pytest.mark.parametrize("page", ["", "deactivate/"])
def test_person_of_another_organization_is_nobody(world, client_as, page):
    address = f"{PEOPLE}{world.people['neighbour'].pk}/{page}"

    assert client_as("coordinator").get(address).status_code == 404


@pytest.mark.parametrize("page", ["", "deactivate/"])
def test_person_pages_are_refused_to_a_curator(world, client_as, page):
    assert client_as("curator").get(f"{PEOPLE}{world.people['mentor'].pk}/{page}").status_code == 403


def test_person_deactivate_asks_for_a_successor_and_hands_over(world, client_as):
    person, successor = world.people["curator"], world.people["director"]
    with tenancy.tx(SYSTEM):
        row = factories.make_responsible(world.school.activity, kind="person", person=person, text="куратор")
    client, address = client_as("coordinator"), f"{PEOPLE}{person.pk}/deactivate/"

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 422
    assert client.post(address, {"hand_over_to": world.people["neighbour"].pk}).status_code == 422
    assert stored(person).ended_at is None
    assert client.post(address, {"hand_over_to": successor.pk}).status_code == 302
    assert (stored(row).person_id, stored(person).ended_at is not None) == (successor.pk, True)


def test_person_deactivate_tells_why_the_last_coordinator_stays(world, client_as):
    response = client_as("director").post(f"{PEOPLE}{world.people['coordinator'].pk}/deactivate/")

    assert response.status_code == 422
    assert "последний человек" in response.content.decode()


def test_substitution_create_and_delete(world, client_as):
    pair = {"absent": world.people["curator"].pk, "deputy": world.people["director"].pk}
    client = client_as("coordinator")
    assert client.post(SUBSTITUTE, pair | PERIOD).status_code == 302
    with tenancy.tx(SYSTEM):
        row = Substitution.objects.get(absent=world.people["curator"])
    assert world.people["director"].short_name in client.get(PEOPLE).content.decode()

    assert client.post(f"/settings/substitutions/{row.pk}/delete/").status_code == 302
    with tenancy.tx(SYSTEM):
        assert Substitution.objects.filter(pk=row.pk).count() == 0


def test_substitution_offers_own_people_only(world, client_as):
    pair = {"absent": world.people["coordinator"].pk, "deputy": world.people["neighbour"].pk}
    response = client_as("coordinator").post(SUBSTITUTE, pair | PERIOD)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["deputy"]


def test_curator_substitutes_only_oneself(world, client_as):
    pair = {"absent": world.people["director"].pk, "deputy": world.people["curator"].pk}
    response = client_as("curator").post(SUBSTITUTE, pair | PERIOD)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["absent"]


def test_substitution_of_a_neighbour_is_nobody(world, client_as):
    other = world.schools[1].substitution

    assert client_as("coordinator").post(f"/settings/substitutions/{other.pk}/delete/").status_code == 404


@pytest.mark.parametrize("key", ["coordinator", "mentee", "region_operator"])
def test_settings_home_opens_for_everybody_signed_in(world, client_as, key):
    assert client_as(key).get("/settings/").status_code == 200


def test_persona_signs_in_and_acts(world, client):
    with tenancy.tx(SYSTEM):
        account = factories.make_user("demo@demo.example")
        person = factories.make_membership(world.school.organization, "coordinator", account=account)

    assert person.full_name in client.get("/personas/").content.decode()
    assert client.post("/personas/", {"person": person.pk}).url == "/"
    assert client.get(PEOPLE).status_code == 200


def test_persona_is_only_a_demonstration_person(world, client):
    assert client.post("/personas/", {"person": world.people["coordinator"].pk}).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_personas_exist_on_the_local_run_only(db, client, settings, method):
    settings.LOCAL_PERSONAS = False

    assert getattr(client, method)("/personas/").status_code == 404
