"""What the database itself holds of people, participations and consents."""

from datetime import date

import pytest
from django.db import IntegrityError

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import ClosedNote, Person, age_on
from tests.people_factories import make_consent, make_participation, make_person
from tests.world import World


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 21), date(2026, 11, 20), 17),
        (date(2008, 11, 21), date(2026, 11, 21), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_a_year_is_full_on_the_birthday(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_a_pupil_without_a_birth_date_counts_as_a_minor() -> None:
    assert Person(kind="pupil").is_minor(date(2026, 11, 21))
    assert not Person(kind="teacher").is_minor(date(2026, 11, 21))


def test_a_name_is_searched_without_yo_and_capitals(world: World) -> None:
    with tenancy.tx(SYSTEM):
        person = make_person(world.school.organization, last_name="Ёлкина", first_name="Алёна", patronymic="")

        assert Person.objects.get(pk=person.pk).search_name == "елкина алена "


def test_one_participation_per_year_side_and_model(world: World) -> None:
    with pytest.raises(IntegrityError), tenancy.tx(SYSTEM):
        make_participation(world.school.people.mentee)


def test_a_second_given_consent_of_a_signer_is_refused(world: World) -> None:
    people = world.school.people
    with pytest.raises(IntegrityError), tenancy.tx(SYSTEM):
        make_consent(people.mentee, people.wording)


@pytest.mark.parametrize(
    ("key", "count"),
    [("coordinator", 1), ("curator", 1), ("director", 0), ("psychologist", 0), ("mentor", 0), ("neighbour", 0)],
)
def test_closed_data_have_a_wall_of_their_own(world: World, key: str, count: int) -> None:
    note = world.school.people.closed_note
    viewer = world.viewer(key)
    with tenancy.tx(viewer.scope):
        assert ClosedNote.objects.filter(pk=note.pk).count() == count
        assert ClosedNote.objects.visible_to(viewer).filter(pk=note.pk).count() == count
