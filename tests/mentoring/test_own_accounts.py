"""A participant gets a sign-in from the card."""

import pytest
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import own_accounts
from mentoring.models import Person
from schools.actions import PersonCard, accept_invitation, invite
from schools.models import Invitation
from tests import factories
from tests.people_factories import make_adult, make_participation, make_person

CARD = PersonCard("Новая", "Анна")


@pytest.fixture
def coordinator(world):
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def mentor(world, coordinator) -> Person:
    person = make_adult(world.school.organization, last_name="Новая")
    make_participation(person, "mentor")
    return person


def account_of(person: Person) -> str:
    account = Person.objects.select_related("account").get(pk=person.pk).account
    return account.email if account else ""


def test_whoever_accepts_the_invitation_is_the_person_of_the_card(mentor, coordinator, now, monkeypatch):
    tokens: list[str] = []
    monkeypatch.setattr("notifications.actions.invitations.invite", _kept(tokens))
    assert own_accounts.invite_person(mentor, "Novaya@example.org", school_year=2026, by=coordinator, now=now)

    member = accept_invitation(tokens[0], CARD, signed_in=None, password=None, now=now)

    assert (account_of(mentor), member.roles) == ("novaya@example.org", ["mentor"])


def _kept(tokens: list[str]):
    def inviting(*args, **kwargs):
        issued = invite(*args, **kwargs)
        tokens.append(issued.token)
        return issued

    return inviting


def test_an_invitation_of_nobody_links_nobody(mentor, coordinator, now):
    issued = invite("drugaya@example.org", ["mentor"], coordinator.organization, by=coordinator, now=now)
    accept_invitation(issued.token, CARD, signed_in=None, password=None, now=now)

    assert account_of(mentor) == ""


def test_a_colleague_with_a_sign_in_is_linked_at_once(world, mentor, coordinator, now):
    with tenancy.scope(SYSTEM):
        member = factories.make_membership(world.school.organization, "curator")
    assert not own_accounts.invite_person(mentor, member.account.email, school_year=2026, by=coordinator, now=now)

    assert account_of(mentor) == member.account.email


def test_one_account_is_one_participant(world, mentor, coordinator, now):
    email = world.people["mentor"].account.email

    with pytest.raises(own_accounts.TakenAccount):
        own_accounts.invite_person(mentor, email, school_year=2026, by=coordinator, now=now)


def test_a_child_gets_no_sign_in(world, coordinator, now):
    child = make_person(world.school.organization)
    make_participation(child)

    with pytest.raises(own_accounts.TooYoung):
        own_accounts.invite_person(child, "mladshaya@example.org", school_year=2026, by=coordinator, now=now)


def test_who_stands_in_no_base_is_not_invited(world, coordinator, now):
    person = make_adult(world.school.organization)

    with pytest.raises(own_accounts.NoPlaceInBases):
        own_accounts.invite_person(person, "nikto@example.org", school_year=2026, by=coordinator, now=now)


def test_an_invitation_goes_from_the_card(world, client_as):
    mentor = world.school.people.mentor
    address = reverse("participant_invite", args=[mentor.pk])
    client = client_as("coordinator")

    assert client.post(address, {"email": "ne pochta"}).status_code == 422
    assert client.post(address, {"email": "uslovnaya@example.org"}).status_code == 302
    with tenancy.tx(SYSTEM):
        sent = Invitation.objects.get(email="uslovnaya@example.org")
        assert (Person.objects.get(pk=mentor.pk).invitation_id, sent.roles) == (sent.pk, ["mentor"])
