"""Papers are asked for, signed, withdrawn; what follows for the person and the curator."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import blanks, cards, consent_errands, consent_texts, consents, reminders
from mentoring.consents.wording import built_in
from mentoring.models import Consent, ConsentText, Errand, Person, Purpose, Signer
from mentoring.queries.coverage import may_enter_pair
from notifications.models import Letter, Notice
from schools.models import Membership
from tests.people_factories import (
    make_adult,
    make_consent,
    make_consent_text,
    make_guardian,
    make_participation,
    make_person,
)
from tests.world import TODAY, World

SELF, GUARDIAN, PUPIL = Signer.SELF, Signer.GUARDIAN, Signer.PUPIL


@pytest.fixture
def curator(world: World):
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        yield viewer


@pytest.fixture
def pupil(world: World) -> Person:
    """Of fifteen, with a mother, nothing signed; the school has taken the text of the program for a year."""
    with tenancy.tx(SYSTEM):
        body = built_in("processing", "guardian")
        make_consent_text(world.school.organization, number=2, body=body, months=12)
        person = make_person(world.school.organization, birth_date=date(2011, 3, 1))
        make_guardian(person)
        make_participation(person)
    return person


def ask_all(person: Person, by, now: datetime) -> list[Consent]:
    return blanks.ask_many([person], Purpose.PROCESSING, by=by, now=now)


def test_a_pupil_of_fifteen_gets_two_papers(curator, pupil, now):
    asked = ask_all(pupil, curator, now)

    assert [(row.signer, row.state, row.guardian is None) for row in asked] == [
        ("guardian", "asked", False),
        ("pupil", "asked", False),
    ]
    assert all("Свободно, своей волей" in row.shown for row in asked)


def test_a_paper_that_waits_keeps_its_code(curator, pupil, now):
    first = [row.code for row in ask_all(pupil, curator, now)]

    assert [row.code for row in ask_all(pupil, curator, now + timedelta(days=1))] == first


def test_who_signed_is_not_asked_again(curator, pupil, now):
    for row in ask_all(pupil, curator, now):
        consents.accept_paper(row, given_at=now, by=curator, now=now)

    with pytest.raises(blanks.NobodyToAsk):
        ask_all(pupil, curator, now)


def test_who_is_about_to_end_is_asked_again_and_replaced(curator, pupil, now):
    for row in ask_all(pupil, curator, now):
        consents.accept_paper(row, given_at=now, by=curator, now=now)
    later = now + timedelta(days=345)
    again = ask_all(pupil, curator, later)
    for row in again:
        consents.accept_paper(row, given_at=later, by=curator, now=later)

    states = Consent.objects.filter(person=pupil).order_by("pk").values_list("state", "ended_reason")
    assert list(states) == [("void", consents.REPLACED)] * 2 + [("given", "")] * 2


def test_a_hundred_people_are_asked_in_as_many_statements_as_two(world, curator, now):
    with tenancy.scope(SYSTEM):
        people = [make_person(world.school.organization, last_name=f"Пробный{number}") for number in range(60)]
    ask_all(make_one(world), curator, now)  # the texts exist from here on
    with CaptureQueriesContext(connection) as few:
        blanks.ask_many(people[:2], Purpose.PROCESSING, by=curator, now=now)
    with CaptureQueriesContext(connection) as many:
        blanks.ask_many(people[2:], Purpose.PROCESSING, by=curator, now=now)

    assert len(many) == len(few)


def make_one(world: World) -> Person:
    with tenancy.scope(SYSTEM):
        return make_person(world.school.organization)


def test_both_signatures_open_the_gate(curator, pupil, now):
    first, second = ask_all(pupil, curator, now)
    consents.accept_paper(first, given_at=now, by=curator, now=now)
    assert not may_enter_pair(pupil, TODAY)
    consents.accept_paper(second, given_at=now, by=curator, now=now)

    assert may_enter_pair(pupil, TODAY)


def test_a_teacher_needs_a_labour_consent_to_mentor_teachers(world, curator, now):
    with tenancy.scope(SYSTEM):
        teacher = make_adult(world.school.organization)
        make_participation(teacher, "mentor", model="teacher")
    for purpose in (Purpose.PROCESSING, Purpose.LABOUR):
        assert not may_enter_pair(teacher, TODAY)
        [row] = blanks.ask_many([teacher], purpose, by=curator, now=now)
        consents.accept_paper(row, given_at=now, by=curator, now=now)

    assert may_enter_pair(teacher, TODAY)


@pytest.mark.parametrize("shift", [timedelta(seconds=1), timedelta(days=1)])
def test_nobody_signs_in_the_future(curator, pupil, now, shift):
    with pytest.raises(consents.FutureConsent):
        consents.accept_paper(ask_all(pupil, curator, now)[0], given_at=now + shift, by=curator, now=now)


def test_a_paper_is_accepted_once(curator, pupil, now):
    row = ask_all(pupil, curator, now)[0]
    consents.accept_paper(row, given_at=now, by=curator, now=now)

    with pytest.raises(consents.NotWaiting):
        consents.accept_paper(row, given_at=now, by=curator, now=now)


def test_on_screen_the_moment_the_address_and_the_words_are_kept(curator, pupil, now):
    wording = consent_texts.wording_of(curator.organization, "processing", "guardian", by=curator, now=now)
    given = consents.record_given(
        pupil,
        "processing",
        "guardian",
        wording=wording,
        shown="слово в слово",
        given_at=now,
        address="192.0.2.7",
        by=curator,
    )

    stored = Consent.objects.get(pk=given.pk)
    assert (stored.state, stored.method, stored.given_at) == ("given", "screen", now)
    assert (stored.shown, stored.address, stored.valid_until) == ("слово в слово", "192.0.2.7", date(2027, 11, 21))


def test_a_text_serves_its_own_purpose_only(curator, pupil, now):
    wording = consent_texts.wording_of(curator.organization, "labour", "self", by=curator, now=now)

    with pytest.raises(consents.WrongPaper):
        consents.ask(pupil, "processing", "guardian", wording=wording, by=curator, now=now)


def test_withdrawal_of_processing_stops_the_work_and_tells_the_curators(world, curator, now):
    person, consent = world.school.people.mentee, world.school.people.consent
    consents.withdraw(consent, reason="заявление", by=curator, now=now)

    person.refresh_from_db()
    errand = Errand.objects.get(occasion=f"consent-withdrawn:{consent.pk}")
    assert (person.status, person.blocked_at) == ("blocked", now)
    assert (errand.kind, errand.due_on, errand.closed_at) == ("withdrawn", TODAY, None)
    with tenancy.scope(SYSTEM):
        roles = {tuple(sorted(row)) for row in told_roles()}
    assert roles == {("coordinator",), ("curator",)}


def told_roles() -> list[list[str]]:
    told = Notice.objects.filter(kind="errand").values_list("account_id", flat=True)
    return list(Membership.objects.filter(account_id__in=told).values_list("roles", flat=True))


def test_withdrawal_of_a_publication_stops_nothing(world, curator, now):
    person = world.school.people.mentee
    with tenancy.scope(SYSTEM):
        wording = make_consent_text(world.school.organization, purpose="dissemination")
        consent = make_consent(person, wording)
    consents.withdraw(consent, reason="заявление", by=curator, now=now)

    person.refresh_from_db()
    assert person.status == "active"
    assert Errand.objects.filter(occasion=f"consent-withdrawn:{consent.pk}").count() == 1
    with pytest.raises(consents.NotInForce):
        consents.withdraw(consent, reason="ещё раз", by=curator, now=now)


def test_a_new_signature_brings_a_blocked_person_back(world, curator, now):
    people = world.school.people
    consents.withdraw(people.consent, reason="заявление", by=curator, now=now)
    row = consents.ask(people.mentee, "processing", "guardian", wording=people.wording, by=curator, now=now)
    consents.accept_paper(row, given_at=now, by=curator, now=now)

    people.mentee.refresh_from_db()
    assert (people.mentee.status, people.mentee.blocked_at) == ("active", None)


def test_a_removed_guardian_takes_the_consent_along(world, curator, now):
    people = world.school.people
    Consent.objects.filter(pk=people.consent.pk).update(guardian=people.guardian)
    cards.remove_guardian(people.guardian, by=curator, now=now)

    assert not may_enter_pair(people.mentee, TODAY)
    assert Errand.objects.filter(kind="guardian", person=people.mentee, closed_at=None).count() == 1


def watch(now: datetime) -> int:
    """As the beat does: under no scope of its own."""
    return consent_errands.watch_consents(now)


@pytest.mark.parametrize(
    ("born", "kinds"),
    [
        (date(2012, 11, 21), ["turned_14"]),
        (date(2012, 11, 22), []),
        (date(2008, 11, 20), ["turned_18"]),
        (date(2008, 11, 1), []),
    ],
)
def test_birthdays_open_an_errand_once(world, now, born, kinds):
    with tenancy.tx(SYSTEM):
        person = make_person(world.school.organization, birth_date=born)
        make_participation(person)
    watch(now)
    watch(now + timedelta(hours=3))

    with tenancy.tx(SYSTEM):
        assert list(Errand.objects.filter(person=person).values_list("kind", flat=True)) == kinds


def test_a_birthday_is_that_of_the_place_of_the_school(world):
    """In Vladivostok the 22nd has come while Moscow is at the 21st."""
    organization = world.school.organization
    with tenancy.tx(SYSTEM):
        person = make_person(organization, birth_date=date(2012, 11, 22))
        make_participation(person)
        type(organization).objects.filter(pk=organization.pk).update(time_zone="Asia/Vladivostok")
    watch(datetime.fromisoformat("2026-11-21T15:00+00:00"))

    with tenancy.tx(SYSTEM):
        assert Errand.objects.filter(person=person, kind="turned_14").count() == 1


@pytest.mark.parametrize(("left", "step"), [(31, None), (30, 30), (8, 30), (7, 7), (0, 0), (-3, 0)])
def test_a_term_calls_at_thirty_seven_and_zero_days(world, now, left, step):
    consent = world.school.people.consent
    with tenancy.tx(SYSTEM):
        Consent.objects.filter(pk=consent.pk).update(valid_until=TODAY + timedelta(days=left))
    watch(now)

    with tenancy.tx(SYSTEM):
        found = list(Errand.objects.filter(kind="expiring").values_list("occasion", flat=True))
    assert found == ([] if step is None else [f"expiring:{consent.pk}:{step}"])


def test_the_signature_closes_what_called_for_it(world, now):
    people = world.school.people
    with tenancy.tx(SYSTEM):
        Consent.objects.filter(pk=people.consent.pk).update(valid_until=TODAY + timedelta(days=5))
    watch(now)
    curator = world.viewer("curator")
    with tenancy.tx(curator.scope):
        [row] = ask_all(people.mentee, curator, now)
        consents.accept_paper(row, given_at=now, by=curator, now=now)
        assert Errand.objects.filter(kind="expiring", closed_at=None).count() == 0


def test_a_parent_is_written_to_without_a_name(curator, pupil, now):
    pupil.guardians.update(email="mama@example.org")
    assert reminders.remind_of_consents(pupil, by=curator, now=now) == 1

    with tenancy.scope(SYSTEM):
        letter = Letter.objects.get(kind="consent_asked")
    assert (letter.address, letter.payload) == ("mama@example.org", {"papers": [["processing", "guardian"]]})


def test_nobody_is_written_to_without_an_address_or_a_reason(world, curator, pupil, now):
    with pytest.raises(reminders.NoAddress):
        reminders.remind_of_consents(pupil, by=curator, now=now)
    with pytest.raises(reminders.NothingLacking):
        reminders.remind_of_consents(world.school.people.mentee, by=curator, now=now)


def test_an_edited_text_is_a_new_version(curator, now):
    first = consent_texts.wording_of(curator.organization, "transfer", "self", by=curator, now=now)
    second = consent_texts.write_text(first, body=first.body + "\n\nЕщё.", months=None, by=curator, now=now)

    numbers = ConsentText.objects.filter(purpose="transfer", signer="self").order_by("number")
    assert [(row.number, row.months) for row in numbers] == [(1, 12), (2, None)]
    with pytest.raises(consent_texts.WrittenMeanwhile):
        consent_texts.write_text(first, body="Иное. " + first.body, months=None, by=curator, now=now)
    with pytest.raises(consent_texts.NothingChanged):
        consent_texts.write_text(second, body=second.body, months=None, by=curator, now=now)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Даю согласие [оператор], [адрес оператора], [обработчик], [срок] и [паспорт].", "паспорт"),
        ("Даю согласие [оператор], [адрес оператора], [срок].", "обработчик"),
    ],
)
def test_a_text_without_a_point_of_the_law_is_refused(body, words):
    with pytest.raises(consent_texts.BadTokens, match=words):
        consent_texts.refuse_bad_tokens(body)
