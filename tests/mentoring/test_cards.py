"""The card of a person: entering, correcting, leaving, coming back, what belongs to it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions import cards, people
from mentoring.models import ClosedNote, Consent, Participation, Person, Request
from tests.people_factories import make_participation, make_person, make_request
from tests.world import World

SignIn = Callable[[str], Client]
NEW = {
    "side": "mentee",
    "model": "pupil",
    "kind": "pupil",
    "last_name": "Азбукина",
    "first_name": "Ева",
    "class_name": "6 «А»",
    "birth_date": "12.05.2014",
    "request": "подтянуть математику",
    "forms": ["teacher_pupil"],
}
CREATE = "/participants/create/"


def known(world: World, **fields: object) -> Person:
    with tenancy.tx(SYSTEM):
        fields = {"last_name": "Азбукина", "first_name": "Ева", "patronymic": "", "class_name": "6 «А»"} | fields
        return make_person(world.school.organization, **fields)


def fresh(row: Person) -> Person:
    with tenancy.tx(SYSTEM):
        return Person.objects.get(pk=row.pk)


def events(verb: str) -> list[AuditEvent]:
    with tenancy.tx(SYSTEM):
        return list(AuditEvent.objects.filter(verb=verb))


def test_a_person_enters_by_hand(client_as: SignIn, world: World) -> None:
    answer = client_as("curator").post(CREATE, NEW)

    with tenancy.tx(SYSTEM):
        person = Person.objects.get(last_name="Азбукина")
        place = Participation.objects.get(person=person)
        request = Request.objects.get(participation=place)
    assert answer.url == reverse("participant_detail", args=[person.pk])
    assert (place.side, place.state, place.school_year) == ("mentee", "waiting", 2026)
    assert (request.text, request.is_main) == ("подтянуть математику", True)
    assert events("participant.added")[0].details == {"side": "mentee", "model": "pupil", "year": 2026}


def test_somebody_alike_is_asked_about_first(client_as: SignIn, world: World) -> None:
    person = known(world)
    client = client_as("curator")

    asked = client.post(CREATE, NEW)
    another = client.post(CREATE, NEW | {"same": "0"})
    same = client.post(CREATE, NEW | {"same": str(person.pk)})

    with tenancy.tx(SYSTEM):
        people_now = Person.objects.filter(last_name="Азбукина").count()
        places = Participation.objects.filter(person=person).count()
    assert (asked.status_code, "Похоже, этот человек уже есть" in asked.content.decode()) == (422, True)
    assert (another.status_code, same.status_code) == (302, 302)
    assert (people_now, places) == (2, 1)


def test_the_same_person_does_not_enter_a_base_twice(client_as: SignIn, world: World) -> None:
    person = known(world)
    client = client_as("curator")
    client.post(CREATE, NEW | {"same": str(person.pk)})

    answer = client.post(CREATE, NEW | {"same": str(person.pk)})

    assert answer.status_code == 422
    assert people.AlreadyInBase.message in answer.content.decode()


def test_whose_data_are_stopped_does_not_enter(client_as: SignIn, world: World) -> None:
    person = known(world, status="blocked")

    answer = client_as("curator").post(CREATE, NEW | {"same": str(person.pk)})

    assert people.Blocked.message in answer.content.decode()


def test_a_stale_card_shows_both_values(client_as: SignIn, world: World) -> None:
    person = known(world, phone="111")
    client = client_as("curator")
    address = reverse("participant_edit", args=[person.pk])
    data = NEW | {"version": "1", "phone": "222"}
    client.post(address, data)

    answer = client.post(address, data | {"phone": "333"})

    assert (answer.status_code, fresh(person).phone) == (422, "222")
    assert "Сейчас записано" in answer.content.decode()
    assert client.post(address, data | {"phone": "333", "version": "2"}).status_code == 302


def test_the_log_names_fields_and_no_values(client_as: SignIn, world: World) -> None:
    person = known(world)

    client_as("curator").post(reverse("participant_edit", args=[person.pk]), NEW | {"version": "1", "phone": "222"})

    assert events("participant.edited")[0].details == {"fields": ["phone", "gender"]}


def test_leaving_ends_the_rows_and_deletes_nothing(client_as: SignIn, world: World) -> None:
    school = world.school.people
    client = client_as("curator")
    address = reverse("participant_leave", args=[school.mentee.pk])

    shown = client.get(address).content.decode()
    client.post(address, {"left_on": "20.11.2026", "reason": "school"})

    with tenancy.tx(SYSTEM):
        place = Participation.objects.get(pk=school.wanted.pk)
    person = fresh(school.mentee)
    assert "участие закончится этим днём" in shown
    assert (person.status, person.left_on, person.left_reason) == ("left", date(2026, 11, 20), "Перешёл в другую школу")
    assert (place.state, place.finished_on) == ("left", date(2026, 11, 20))


def test_leaving_tomorrow_is_refused(client_as: SignIn, world: World) -> None:
    address = reverse("participant_leave", args=[world.school.people.mentee.pk])

    answer = client_as("curator").post(address, {"left_on": "22.11.2026", "reason": "school"})

    assert (answer.status_code, fresh(world.school.people.mentee).status) == (422, "active")


def test_who_comes_back_waits_anew(client_as: SignIn, world: World) -> None:
    school, client = world.school.people, client_as("curator")
    client.post(reverse("participant_leave", args=[school.mentee.pk]), {"left_on": "20.11.2026", "reason": "own"})

    client.post(reverse("participant_return", args=[school.mentee.pk]))

    with tenancy.tx(SYSTEM):
        place = Participation.objects.get(pk=school.wanted.pk)
    assert (fresh(school.mentee).status, place.state) == ("active", "waiting")
    assert (place.waiting_since, place.finished_on) == (date(2026, 11, 21), None)


def test_a_card_of_who_left_is_closed_for_writing(world: World, now: datetime) -> None:
    viewer, person = world.viewer("curator"), known(world, status="left", left_on=date(2026, 10, 1))
    with tenancy.tx(viewer.scope), pytest.raises(people.NotPresent):
        people.edit_row(person, {"phone": "1"}, seen=1, verb="participant.edited", by=viewer, now=now)


def test_opening_closed_data_is_written_down_every_time(client_as: SignIn, world: World) -> None:
    person, client = world.school.people.mentee, client_as("curator")

    first = client.get(reverse("participant_closed", args=[person.pk])).content.decode()
    client.get(reverse("participant_closed", args=[person.pk]))

    assert "диагноз" in first
    assert [event.details for event in events("closed.opened")] == [{"ids": [person.pk]}] * 2


@pytest.mark.parametrize("tab", ["profile", "questionnaires", "consents", "pairs", "training", "history"])
def test_a_card_shows_no_closed_data_and_writes_one_event(client_as: SignIn, world: World, tab: str) -> None:
    person = world.school.people.mentee
    answer = client_as("curator").get(f"{reverse('participant_detail', args=[person.pk])}?tab={tab}")

    assert answer.status_code == 200
    assert "диагноз" not in answer.content.decode()
    assert [event.details for event in events("person.viewed")] == [{"page": tab, "ids": [person.pk]}]


def test_the_director_reads_a_card_but_no_closed_data(client_as: SignIn, world: World) -> None:
    client, person = client_as("director"), world.school.people.mentee

    card = client.get(reverse("participant_detail", args=[person.pk]))
    closed = client.get(reverse("participant_closed", args=[person.pk]))

    assert (card.status_code, closed.status_code) == (200, 403)
    assert "Закрытые сведения" not in card.content.decode()


def test_a_stopped_card_shows_only_why(client_as: SignIn, world: World) -> None:
    person = known(world, status="blocked", phone="+7 тайна")

    text = client_as("curator").get(reverse("participant_detail", args=[person.pk])).content.decode()

    assert "Обработка данных остановлена" in text
    assert "тайна" not in text


def test_one_request_is_the_main_one(world: World, now: datetime) -> None:
    viewer, place = world.viewer("curator"), world.school.people.wanted
    values = {"text": "геометрия", "source": "parent", "readers": "curators", "is_main": True}
    with tenancy.tx(viewer.scope):
        row = cards.add_request(place, values, by=viewer, now=now)
        main = Request.objects.filter(participation=place, is_main=True)
        assert [each.pk for each in main] == [row.pk]


def test_words_of_others_stay_with_the_curators(client_as: SignIn, world: World) -> None:
    address = reverse("request_create", args=[world.school.people.wanted.pk])
    client = client_as("curator")

    client.post(address, {"text": "от себя", "source": "self"})
    client.post(address, {"text": "от учителя", "source": "class_teacher"})

    with tenancy.tx(SYSTEM):
        readers = dict(Request.objects.filter(text__startswith="от ").values_list("text", "readers"))
    assert readers == {"от себя": "pair", "от учителя": "curators"}


def test_a_removed_representative_takes_the_consents_along(client_as: SignIn, world: World) -> None:
    school = world.school.people
    with tenancy.tx(SYSTEM):
        Consent.objects.filter(pk=school.consent.pk).update(guardian=school.guardian)

    client_as("curator").post(reverse("guardian_remove", args=[school.guardian.pk]))

    with tenancy.tx(SYSTEM):
        assert Consent.objects.get(pk=school.consent.pk).state == "void"


def test_a_partner_stands_once(world: World, now: datetime) -> None:
    viewer = world.viewer("curator")
    values = {"name": world.school.people.partner.name.upper(), "tax_number": "", "agreement": ""}
    with tenancy.tx(viewer.scope), pytest.raises(cards.PartnerKnown):
        cards.save_partner(None, values, by=viewer, now=now)


def test_closed_notes_are_added_and_deleted(world: World, now: datetime) -> None:
    viewer, person = world.viewer("curator"), world.school.people.mentee
    with tenancy.tx(viewer.scope):
        note = cards.add_closed_note(person, kind="health", text="аллергия", by=viewer, now=now)
        cards.delete_closed_note(note, by=viewer, now=now)
        left = ClosedNote.objects.visible_to(viewer).filter(pk=note.pk).count()
    assert left == 0


def test_a_second_year_is_another_row(world: World) -> None:
    viewer: Viewer = world.viewer("curator")
    with tenancy.tx(SYSTEM):
        earlier = make_participation(world.school.people.mentee, school_year=2025, state="completed")
        make_request(earlier, text="чтение")
    with tenancy.tx(viewer.scope):
        years = Participation.objects.visible_to(viewer).filter(person=world.school.people.mentee)
        assert sorted(years.values_list("school_year", flat=True)) == [2025, 2026]
