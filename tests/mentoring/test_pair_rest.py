"""A mentee of a group who rests for want of a consent: what the pages of the participants say."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import consent_links
from mentoring.models import PairMember, Person
from mentoring.queries.own_pairs import own_pairs
from tests.conftest import NOW
from tests.pair_factories import make_meeting, make_member
from tests.people_factories import make_guardian, make_participation, make_person
from tests.world import TODAY, World

SignIn = Callable[[str], Client]
OWN = "Ваше участие в группе приостановлено с 21.11.2026"


@pytest.fixture
def other(world: World) -> PairMember:
    """The pair of those who sign in is a group of two; the one who signs in rests."""
    organization = world.school.organization
    with tenancy.tx(SYSTEM):
        person = make_person(organization, last_name="Соседов", first_name="Лев", patronymic="")
        make_meeting(world.own_pair, held_on=TODAY)
        world.own_pair.members.update(paused_on=TODAY)
        return make_member(world.own_pair, make_participation(person))


def test_whoever_rests_reads_why_and_is_asked_nothing(client_as: SignIn, world: World, other: PairMember) -> None:
    by = world.viewer("mentee")
    with tenancy.tx(by.scope):
        [own] = own_pairs(by, NOW)
    assert (own.rests, own.to_confirm, own.planned, own.questions) == (True, None, None, [])

    home = client_as("mentee").get("/m/").content.decode()
    page = client_as("mentee").get(reverse("own_pair", args=[world.own_pair.pk])).content.decode()
    assert [OWN in home, OWN in page, "Попросить о встрече" in home] == [True, True, False]
    assert "Соседов" not in home + page


def test_the_mentor_reads_who_is_not_to_be_waited_for(client_as: SignIn, world: World, other: PairMember) -> None:
    home = client_as("mentor").get("/m/").content.decode()
    page = client_as("mentor").get(reverse("own_pair", args=[world.own_pair.pk])).content.decode()
    told = "Пока не встречаются с вами: Свой\u00a0И.\u00a0С. (с 21.11.2026)."
    assert [told in home, told in page, "Отметить встречу" in home] == [True, True, True]

    with tenancy.tx(SYSTEM):
        Person.objects.filter(memberships__pair=world.own_pair, last_name="Свой").update(status="blocked")
    assert "Свой\u00a0И." not in client_as("mentor").get("/m/").content.decode()


def test_the_others_of_the_group_read_nothing_of_it(client_as: SignIn, world: World, other: PairMember) -> None:
    with tenancy.tx(SYSTEM):
        world.own_pair.members.exclude(pk=other.pk).update(paused_on=None)
        PairMember.objects.filter(pk=other.pk).update(paused_on=TODAY)
    page = client_as("mentee").get("/m/").content.decode()
    assert ["приостановлено" in page, "Попросить о встрече" in page] == [False, True]


def test_who_is_left_without_a_pair_by_a_withdrawal_is_sent_to_the_curator(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        Person.objects.filter(memberships__pair=world.own_pair).update(status="blocked", blocked_at=NOW)
    page = client_as("mentee").get("/m/").content.decode()
    assert "согласие на обработку данных отозвано, она скрыта: обратитесь к куратору" in page


def test_the_parent_reads_since_when_the_child_rests(world: World, other: PairMember) -> None:
    viewer = world.viewer("curator")
    with tenancy.tx(SYSTEM):
        guardian = make_guardian(other.mentee)
    with tenancy.tx(viewer.scope):
        link = consent_links.make_link(guardian, ["processing"], by=viewer, now=NOW)
    address = reverse("parent_papers", args=[consent_links.token_of(link)])
    pages = []
    for since in (None, TODAY):
        with tenancy.tx(SYSTEM):
            PairMember.objects.filter(pk=other.pk).update(paused_on=since)
        with time_machine.travel(NOW, tick=False):
            pages.append(Client().get(address).content.decode())
    assert ["приостановлены с 21.11.2026" in page for page in pages] == [False, True]
