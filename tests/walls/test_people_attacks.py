"""What a guest, a hurried hand or a stranger may send to the two bases, and what must not come of it."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.actions.scans import find_paper
from mentoring.models import Application, Consent, IntakeLink, Participation, PeopleImport, Person
from tests.conftest import NOW
from tests.mentoring.test_intake import CONTACT, KEPT, NAME, answer, applications, begin, decide
from tests.people_factories import (
    make_adult,
    make_application,
    make_consent_text,
    make_intake_link,
    make_participation,
    make_person,
)
from tests.world import World

SignIn = Callable[[str], Client]
PUPIL: dict[str, dict[str, Any]] = {
    "name": NAME,
    "contact": CONTACT,
    "about": {"class_name": "11 «А»"},
    "request": {"request": "сдать экзамен"},
    "when": {"slots": ["mon_pm"]},
}
VERSIONS = count(2)
LIVE = '=HYPERLINK("https://example.org")'


@pytest.fixture
def link(world: World) -> IntakeLink:
    with tenancy.tx(SYSTEM):
        return make_intake_link(world.school.organization, audience="pupil", side="mentee")


def stop(person: Person) -> None:
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=person.pk).update(status="blocked", blocked_at=NOW)


def test_nothing_is_signed_before_everything_is_answered(link: IntakeLink) -> None:
    guest = Client()
    begin(guest, link)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        sign_unread(guest, link)
        answer(guest, link, {"name": NAME})
        sign_unread(guest, link)

    assert applications(link) == []


def sign_unread(guest: Client, link: IntakeLink) -> None:
    with tenancy.tx(SYSTEM):
        wording = make_consent_text(link.organization, signer="self", number=next(VERSIONS))
    for name in ("intake_consent", "intake_publication"):
        guest.post(reverse(name, args=[link.code]), {"answer": "yes", "wording": wording.pk})


def test_changed_answers_need_a_new_signature(link: IntakeLink) -> None:
    """A grown-up agreed; a pupil of 15, named afterwards, did not, and the paper is another one."""
    guest = Client()
    with tenancy.tx(SYSTEM):
        for signer in ("self", "pupil"):  # words without boxes: they are asked on the screen
            make_consent_text(link.organization, purpose="dissemination", signer=signer)
    begin(guest, link)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        answer(guest, link, PUPIL)
        agreed = decide(guest, link, "intake_consent", "yes")
        answer(guest, link, {"name": NAME | {"birth_date": "01.03.2011"}})
        sent = guest.post(reverse("intake_publication", args=[link.code]), {"answer": "no"})

    assert agreed.redirect_chain[-1][0] == reverse("intake_publication", args=[link.code])
    assert (sent.url, applications(link)) == (reverse("intake_consent", args=[link.code]), [])


def test_the_draft_of_one_questionnaire_opens_no_other(world: World, link: IntakeLink) -> None:
    other = world.schools[1].people.link
    guest = Client()
    begin(guest, link)
    answer(guest, link, PUPIL)
    kept = guest.cookies[f"intake_{link.code}"].value
    thief = Client()
    thief.cookies[f"intake_{other.code}"] = kept

    page = thief.get(reverse("intake_check", args=[other.code]))

    assert page.url == reverse("intake_fill", args=[other.code])


def test_an_answer_too_long_for_the_card_is_refused_at_once(link: IntakeLink) -> None:
    guest = Client()
    begin(guest, link)

    name = guest.post(reverse("intake_step", args=[link.code, "name"]), NAME | {"last_name": "Я" * 101})
    place = guest.post(reverse("intake_step", args=[link.code, "about"]), {"class_name": "9" * 21})

    assert (name.status_code, place.status_code) == (422, 422)


def test_an_address_too_long_for_the_card_is_refused(world: World, client_as: SignIn) -> None:
    long = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".org"
    data = {"last_name": "Пробная", "first_name": "Анна", "relation": "mother", "email": long}

    answer = client_as("curator").post(reverse("guardian_create", args=[world.school.people.mentee.pk]), data)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/consents/?class=%00",
        "/applications/?state=%00",
        "/data/people/?q=ab%00",
        "/participants/?q=ab%00&after=%D9%A3",
        "/participants/?tab=archive&q=%ED%A0%80",
        "/participants/export/?q=%00",
        "/events/?q=%00&verb=%00",
    ],
)
def test_no_address_breaks_a_page(client_as: SignIn, address: str) -> None:
    assert client_as("coordinator").get(address).status_code == 200


def test_mending_takes_no_signs_the_database_refuses(world: World, client_as: SignIn) -> None:
    job = world.school.people.people_import
    data = {"version": job.version, "answer-2": "\x00", "cell-2-0": "Новый\x00 Иван"}

    client_as("curator").post(reverse("people_import_review", args=[job.pk]), data)

    with tenancy.tx(SYSTEM):
        assert PeopleImport.objects.get(pk=job.pk).rows[0][1:3] == [["Новый Иван"], ""]


@pytest.mark.parametrize("evil", ["Проб_x0000_ин", "Проб_xD800_ин", "Проб_xFFFE_ин", LIVE])
def test_a_spreadsheet_with_odd_signs_breaks_no_step(client_as: SignIn, evil: str) -> None:
    """Excel writes any sign as _xHHHH_: also those no database and no XML may hold."""
    client, book, content = client_as("curator"), Workbook(), io.BytesIO()
    for row in (["Фамилия", "Имя", "Класс"], [evil, "Пётр", "6"]):
        book.active.append(row)
    book.save(content)
    file = SimpleUploadedFile("../../evil.xlsx", content.getvalue())

    columns = client.post(reverse("people_import"), {"side": "mentee", "model": "pupil", "file": file}).url
    meanings = {"column-0": "last_name", "column-1": "first_name", "column-2": "class_name"}
    review = client.post(columns, {"kind": "pupil", "form": "", **meanings}).url

    assert client.get(review).status_code == 200
    assert client.post(review.replace("review", "confirm")).status_code == 302


def test_no_formula_lives_in_a_file(world: World, client_as: SignIn) -> None:
    with tenancy.tx(SYSTEM):
        make_participation(make_person(world.school.organization, last_name=LIVE, class_name="=1+1"))

    data = {"file": "xlsx", "purpose": "=1+1"}
    sheet = client_as("curator").post(reverse("participant_export") + "?tab=mentee", data)

    cells = [cell for each in load_workbook(io.BytesIO(sheet.content)) for row in each.iter_rows() for cell in row]
    assert any(str(cell.value).startswith(LIVE) for cell in cells)
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_the_log_keeps_no_words_of_a_purpose(world: World, client_as: SignIn) -> None:
    """It is never changed: a name written into the purpose would outlive the person."""
    client_as("curator").post(reverse("participant_export"), {"file": "xlsx", "purpose": "для Тайной Анны"})

    with tenancy.tx(SYSTEM):
        assert "Тайной" not in str(AuditEvent.objects.get(verb="export.asked").details)


def test_of_whom_work_is_stopped_no_form_shows_anything(world: World, client_as: SignIn) -> None:
    people = world.school.people
    stop(people.mentee)
    stop(people.mentor)
    client = client_as("curator")
    pages = {
        **dict.fromkeys(("participant_edit", "participant_leave", "participant_closed"), people.mentee.pk),
        "guardian_create": people.mentee.pk,
        **dict.fromkeys(("guardian_edit", "guardian_remove"), people.guardian.pk),
        **dict.fromkeys(("request_create", "participation_edit"), people.wanted.pk),
        "request_edit": people.request.pk,
        "training_edit": people.training.pk,
        "training_create": people.mentor.pk,
        "scan_detail": people.scan.pk,
    }

    answers = {name: client.get(reverse(name, args=[pk])).status_code for name, pk in pages.items()}
    card = client.get(reverse("card_edit", args=[people.mentor.pk, "mentor"])).status_code

    assert (answers, card) == (dict.fromkeys(pages, 404), 404)


def test_of_whom_work_is_stopped_the_papers_alone_are_shown(world: World, client_as: SignIn) -> None:
    """A new signature starts the work again: there is a page to ask for it, without a name or a word."""
    people = world.school.people
    stop(people.mentee)
    client = client_as("curator")

    pages = [
        client.get(reverse("consent_list", args=[people.mentee.pk])),
        client.get(reverse("guardian_link", args=[people.guardian.pk])),
        client.get(reverse("errand_list")),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200]
    texts = [page.content.decode() for page in pages[:2]]
    assert not any(world.school.secret in text for text in texts)
    assert reverse("consent_list", args=[people.mentee.pk]) in pages[2].content.decode()


def test_of_whom_work_is_stopped_no_application_is_read(world: World, client_as: SignIn) -> None:
    people = world.school.people
    with tenancy.tx(SYSTEM):
        fields: dict[str, Any] = {"state": "accepted", "person": people.mentee, "answers": {"last_name": "Тайная"}}
        row = make_application(people.link, 5, **fields)
    client, listed = client_as("curator"), reverse("application_list") + "?state=accepted"
    before = client.get(listed).content.decode()
    stop(people.mentee)

    after = client.get(listed).content.decode()

    assert ("Тайная" in before, "Тайная" in after) == (True, False)
    assert client.get(reverse("application_detail", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(("status", "code", "after"), [("left", 302, "active"), ("blocked", 422, "blocked")])
def test_an_application_of_somebody_known_opens_the_card_or_is_refused(
    world: World, client_as: SignIn, status: str, code: int, after: str
) -> None:
    """Who left comes back; whose data were stopped is not put into a base without new consents."""
    since: dict[str, Any] = {"left_on": date(2026, 10, 1)} if status == "left" else {"blocked_at": NOW}
    names = {"last_name": NAME["last_name"], "first_name": "Анна", "birth_date": date(1985, 5, 12)}
    with tenancy.tx(SYSTEM):
        person = make_adult(world.school.organization, status=status, **names, **since)
        row = make_application(world.school.people.link, 6, answers=KEPT)

    answer = client_as("curator").post(reverse("application_accept", args=[row.pk]), {"same": str(person.pk)})

    with tenancy.tx(SYSTEM):
        person.refresh_from_db()
        taken = Participation.objects.filter(person=person).exists()
    assert (answer.status_code, person.status, taken) == (code, after, code == 302)


def test_a_new_consent_in_an_application_starts_the_work_again(world: World, client_as: SignIn) -> None:
    names = {"last_name": NAME["last_name"], "first_name": "Анна", "birth_date": date(1985, 5, 12)}
    with tenancy.tx(SYSTEM):
        person = make_adult(world.school.organization, status="blocked", blocked_at=NOW, **names)
        wording = make_consent_text(world.school.organization, signer="self")
        given = {"purpose": "processing", "signer": "self", "wording": wording.pk, "shown": "x", "address": None}
        consents = [given | {"at": NOW.isoformat()}]
        row = make_application(world.school.people.link, 6, answers=KEPT, consents=consents)

    client_as("curator").post(reverse("application_accept", args=[row.pk]), {"same": str(person.pk)})

    with tenancy.tx(SYSTEM):
        person.refresh_from_db()
    assert person.status == "active"


def test_a_blank_of_whoever_left_is_not_accepted(world: World) -> None:
    people, viewer = world.school.people, world.viewer("curator")
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=people.mentee.pk).update(status="left", left_on=NOW.date())

    with tenancy.tx(viewer.scope):
        assert find_paper(people.consent.code, by=viewer) is None


def test_ids_of_another_school_in_a_form_reach_nothing(world: World, client_as: SignIn) -> None:
    theirs, client = world.schools[1].people, client_as("curator")
    with tenancy.tx(SYSTEM):
        row = make_application(world.school.people.link, 6, answers=KEPT)
        Consent.objects.filter(pk=theirs.consent.pk).update(state="asked", given_at=None, method="")
    client.post(reverse("participant_bulk"), {"do": "leave", "ids": theirs.wanted.pk, "apply": "1", "reason": "own"})
    client.post(reverse("consent_blanks"), {"purpose": "processing", "ids": theirs.mentee.pk, "show": "all"})
    client.post(reverse("application_accept", args=[row.pk]), {"same": str(theirs.mentor.pk)})
    card = {"last_name": "Пробный", "first_name": "Иван", "kind": "pupil", "version": "1", "partner": theirs.partner.pk}
    edited = client.post(reverse("participant_edit", args=[world.school.people.mentee.pk]), card)
    accepted = client.get(reverse("consent_accept", args=[theirs.consent.code]))

    with tenancy.tx(SYSTEM):
        theirs.mentee.refresh_from_db()
        participation = Application.objects.get(pk=row.pk).participation
        people = {theirs.mentee.status, participation.organization_id if participation else None}
        assert people == {"active", world.school.organization.pk}
        assert Participation.objects.filter(person=theirs.mentor).count() == 1
    assert (edited.status_code, accepted.status_code) == (422, 404)


def bomb() -> bytes:
    """A sheet of 300 MB of nothing in 300 kB, its true size hidden in no header."""
    return with_member("xl/worksheets/sheet9.xml", b" " * 300 * 1024 * 1024)


def with_member(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "word"),
    [
        ("база.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, ".xlsx"),
        ("база.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, ".xlsx"),
        ("база.xlsm", lambda: with_member("xl/vbaProject.bin", b"x"), "макрос"),
        ("база.xlsx", bomb, "велик"),
        ("база.xlsx", lambda: with_member("../../etc/passwd", b"x"), "небезопасно"),
    ],
)
def test_no_hostile_file_comes_past_the_first_step(
    client_as: SignIn, name: str, make: Callable[[], bytes], word: str
) -> None:
    with tenancy.tx(SYSTEM):
        before = PeopleImport.objects.count()
    data = {"side": "mentee", "model": "pupil", "file": SimpleUploadedFile(name, make())}
    answer = client_as("curator").post(reverse("people_import"), data)

    assert answer.status_code == 422
    assert word in answer.content.decode()
    with tenancy.tx(SYSTEM):
        assert PeopleImport.objects.count() == before


@pytest.mark.parametrize("field", ["last_name", "phone", "birth_date", "kind", "subjects"])
def test_a_field_of_megabytes_is_refused(client_as: SignIn, world: World, field: str) -> None:
    data = {"first_name": "Анна", field: "а1 , ;" * 200_000}

    assert client_as("curator").post(reverse("participant_create"), data).status_code == 422
    with tenancy.tx(SYSTEM):
        assert not Person.objects.filter(first_name="Анна", organization=world.school.organization).exists()
