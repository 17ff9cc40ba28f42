"""People enter a base: what is written, and who is known already."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import add_entries
from mentoring.entries import Entry, Kin
from mentoring.models import Guardian, MenteeCard, MentorCard, Participation, Person, Request
from mentoring.queries import twins_of
from tests.people_factories import make_person
from tests.world import World

PUPIL = Entry(
    last_name="Ёлкина",
    first_name="Анна-Мария",
    patronymic="Олеговна",
    kind="pupil",
    side="mentee",
    model="pupil",
    school_year=2026,
    birth_date=date(2013, 5, 1),
    class_name="7 «Б»",
    subjects=("алгебра",),
    request="подтянуть алгебру",
    guardian=Kin(last_name="Ёлкина", first_name="Вера", relation="mother"),
)
MENTOR = Entry(
    last_name="Пробный",
    first_name="Али",
    patronymic="Гасан оглы",
    kind="teacher",
    side="mentor",
    model="pupil",
    school_year=2026,
    capacity=3,
    competences=("руководство кружком",),
)


def test_an_entry_becomes_a_card_a_participation_and_a_request(world: World, now: datetime) -> None:
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        mentee, mentor = add_entries([PUPIL, MENTOR], by=curator, now=now)

        assert mentee.person.full_name == "Ёлкина Анна-Мария Олеговна"
        assert (mentee.waiting_since, mentee.state) == (date(2026, 11, 21), "waiting")
        assert Request.objects.get(participation=mentee).text == "подтянуть алгебру"
        assert MenteeCard.objects.get(person=mentee.person).subjects == ["алгебра"]
        assert Guardian.objects.get(person=mentee.person).first_name == "Вера"
        assert MentorCard.objects.get(person=mentor.person).capacity == 3
        assert not MenteeCard.objects.filter(person=mentor.person).exists()


def test_known_people_added_twice_change_nothing(world: World, now: datetime) -> None:
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        rows = add_entries([PUPIL, MENTOR], by=curator, now=now)
        before = Participation.objects.count(), Person.objects.count(), Request.objects.count()
        known = [replace(e, person_id=row.person_id) for e, row in zip((PUPIL, MENTOR), rows, strict=True)]

        again = add_entries(known, by=curator, now=now)

        assert [row.pk for row in again] == [row.pk for row in rows]
        assert before == (Participation.objects.count(), Person.objects.count(), Request.objects.count())


def test_a_hundred_entries_take_as_many_statements_as_two(world: World, now: datetime) -> None:
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        counts = []
        for entries in ([PUPIL, MENTOR], [PUPIL, MENTOR] * 50):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                add_entries(entries, by=curator, now=now)
            counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("entry", "alike", "is_sure"),
    [
        (PUPIL, True, True),
        (replace(PUPIL, last_name="ЕЛКИНА"), True, True),
        (replace(PUPIL, patronymic=""), True, False),
        (replace(PUPIL, patronymic="Игоревна"), False, False),
        (replace(PUPIL, birth_date=None), True, False),
        (replace(PUPIL, birth_date=None, phone="8 (900) 000-00-01"), True, True),
        (replace(PUPIL, birth_date=None, birth_year=2013), True, False),
        (replace(PUPIL, birth_date=None, birth_year=2012), True, False),  # the class agrees: a slip of the pen
        (replace(PUPIL, birth_date=date(2012, 5, 1), class_name="8 «Б»"), False, False),
        (replace(PUPIL, first_name="Анна"), False, False),
    ],
)
def test_twins_are_found_by_name_birth_and_contact(world: World, entry: Entry, alike: bool, is_sure: bool) -> None:
    with tenancy.tx(SYSTEM):
        make_person(
            world.school.organization,
            last_name="Елкина",
            first_name="Анна-Мария",
            patronymic="Олеговна",
            birth_date=date(2013, 5, 1),
            class_name="7 «б»",
            phone="+7 900 0000001",
        )
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        [twins] = twins_of(curator, [entry])

    assert bool(twins) is alike
    assert any(twin.is_sure for twin in twins) is is_sure


def test_twins_of_another_school_and_anonymised_ones_are_nobody(world: World) -> None:
    with tenancy.tx(SYSTEM):
        make_person(world.schools[1].organization, last_name="Чужая", first_name="Нина", patronymic="")
        make_person(world.school.organization, last_name="Чужая", first_name="Нина", status="anonymised")
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        assert twins_of(curator, [replace(PUPIL, last_name="Чужая", first_name="Нина", patronymic="")]) == [()]


def test_entries_stay_in_the_school_of_whoever_adds_them(world: World, now: datetime) -> None:
    neighbour = world.viewer("neighbour")
    with tenancy.tx(neighbour.scope):
        [row] = add_entries([PUPIL], by=neighbour, now=now)

        assert row.organization_id == world.schools[1].organization.pk
