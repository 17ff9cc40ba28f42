"""A person anonymised: nothing of the name is left anywhere, the numbers are as they were, an act tells of it."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.actions.erasing import NobodyToErase, anonymise, erase_people
from mentoring.models import ClosedNote, DestructionAct, MentorCard, Participation, Person, Request
from schools.models import Membership
from tests import people_factories as make
from tests.factories import make_membership
from tests.mentoring.canaries import EMAIL, WORD, files_with, make_marked_person, tables_with
from tests.world import World


@pytest.fixture
def marked(world: World) -> Iterator[Person]:
    with tenancy.tx(SYSTEM):
        person = make_marked_person(world)
    yield person
    for path in files_with(WORD):  # a rollback leaves files
        default_storage.delete(path)


def erase(world: World, person: Person, now: datetime, key: str = "coordinator") -> DestructionAct:
    by = world.viewer(key)
    with tenancy.tx(by.scope):
        return anonymise([person.pk], reason="просьба субъекта", by=by, now=now)


@pytest.mark.parametrize("key", ["coordinator", "director"])
def test_nothing_of_an_anonymised_person_is_left(
    world: World,
    marked: Person,
    now: datetime,
    key: str,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    with tenancy.tx(SYSTEM):
        assert len(tables_with(WORD, EMAIL)) > 15
    assert len(files_with(WORD)) == 2

    with django_capture_on_commit_callbacks(execute=True):
        erase(world, marked, now, key)

    with tenancy.tx(SYSTEM):
        assert tables_with(WORD, EMAIL) == {}
    assert files_with(WORD) == []
    assert WORD not in caplog.text


def test_numbers_and_states_stay(world: World, marked: Person, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        before = [model.objects.count() for model in (Person, Participation, MentorCard, Request)]

    erase(world, marked, now)

    with tenancy.tx(SYSTEM):
        assert [model.objects.count() for model in (Person, Participation, MentorCard, Request)] == before
        person = Person.objects.get(pk=marked.pk)
        assert (person.birth_date, person.birth_year, person.status, person.anonymised_at) == (
            *(None, 2014, Person.Status.ANONYMISED),
            now,
        )
        assert person.last_name.startswith("Участник-")
        assert Participation.objects.get(person=person).state == Participation.State.WAITING
        assert MentorCard.objects.get(person=person).capacity == 2


def test_other_people_keep_what_is_theirs(world: World, marked: Person, now: datetime) -> None:
    erase(world, marked, now)

    with tenancy.tx(SYSTEM):
        assert Person.objects.get(pk=world.school.people.mentee.pk).full_name.startswith("Образцов")
        assert ClosedNote.objects.filter(person=world.school.people.mentee).count() == 1
        assert world.school.secret in str(list(world.school.people.application.answers.values()))


def test_an_act_tells_what_order_179_wants(world: World, marked: Person, now: datetime) -> None:
    act = erase(world, marked, now)

    assert (act.number, act.reason, len(act.subjects)) == (2, "просьба субъекта", 1)
    assert act.subjects[0].startswith("Участник-")
    assert {"Карточка человека", "Закрытые сведения", "Сканы подписанных согласий", "Письма"} <= set(act.categories)
    assert act.file.read().startswith(b"%PDF")


def test_pseudonyms_are_drawn_by_chance(world: World, now: datetime) -> None:
    mentee, mentor = world.school.people.mentee, world.school.people.mentor
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        act = anonymise([mentee.pk, mentor.pk], reason="срок", by=by, now=now)

    assert len(set(act.subjects)) == 2
    with tenancy.tx(SYSTEM):
        events = AuditEvent.objects.filter(verb="person.anonymised").values_list("subject_id", "details")
        assert sorted(events) == sorted([(str(mentee.pk), {}), (str(mentor.pk), {})])


def test_a_person_of_another_school_is_out_of_reach(world: World, now: datetime) -> None:
    by, foreign = world.viewer("coordinator"), world.schools[1].people.mentee
    with tenancy.tx(by.scope), pytest.raises(NobodyToErase):
        anonymise([foreign.pk], reason="срок", by=by, now=now)

    with tenancy.tx(SYSTEM):
        assert Person.objects.get(pk=foreign.pk).status == Person.Status.ACTIVE


def test_nobody_is_anonymised_twice(world: World, marked: Person, now: datetime) -> None:
    erase(world, marked, now)

    with pytest.raises(NobodyToErase):
        erase(world, marked, now)


def test_the_way_in_of_a_mentee_is_closed(world: World, marked: Person, now: datetime) -> None:
    erase(world, marked, now)

    with tenancy.tx(SYSTEM):
        member = Membership.objects.select_related("account").get(pk=world.people["mentee"].pk)
        assert (member.ended_at, member.account.is_active) == (now, False)
        assert member.last_name == Person.objects.get(pk=marked.pk).last_name


def test_many_take_as_many_statements_as_few(world: World, now: datetime) -> None:
    counts, by = [], world.viewer("coordinator")
    for number in (1, 4):
        with tenancy.tx(SYSTEM):
            people = [_with_everything(world) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries, tenancy.tx(by.scope):
            erase_people(people, by=by, now=now)
        counts.append(len(queries))

    assert counts[1] <= counts[0]


def _with_everything(world: World) -> int:
    member = make_membership(world.school.organization, "mentee")
    person = make.make_person(world.school.organization, account_id=member.account_id, email="a@example.org")
    guardian, participation = make.make_guardian(person), make.make_participation(person)
    scan = make.make_scan(world.school.organization, world.people["curator"])
    make.make_request(participation)
    make.make_consent(person, world.school.people.wording, scan=scan, guardian=guardian)
    make.make_closed_note(person)
    return person.pk


def test_staff_keep_their_way_in(world: World, now: datetime) -> None:
    member, mentor = world.people["curator"], world.school.people.mentor
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=mentor.pk).update(account=member.account)
    erase(world, mentor, now)

    with tenancy.tx(SYSTEM):
        stored = Membership.objects.select_related("account").get(pk=member.pk)
        assert (stored.ended_at, stored.account.is_active, stored.last_name) == (None, True, member.last_name)
