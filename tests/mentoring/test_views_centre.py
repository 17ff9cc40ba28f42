"""The pages of the personal-data centre: what they show, what they refuse, what they write down."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from jobs.actions import run_waiting_jobs
from jobs.models import Job
from mentoring.actions.handover import ask_handover
from mentoring.models import DestructionAct, Person, RetentionRule, SubjectRequest
from tests.people_factories import make_person
from tests.world import World

SignIn = Callable[[str], Client]
OPEN = ("data_centre", "data_fields", "data_people", "retention_edit", "retention_preview", "handover_create")


def events(verb: str) -> int:
    with tenancy.tx(SYSTEM):
        return AuditEvent.objects.filter(verb=verb).count()


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize(("key", "status"), [("coordinator", 200), ("curator", 403), ("municipal_official", 403)])
def test_the_centre_opens_to_those_who_answer_for_data(
    client_as: SignIn, world: World, name: str, key: str, status: int
) -> None:
    assert client_as(key).get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", ["data_person", "subject_request_create", "participant_erase"])
def test_a_person_of_another_school_is_not_found(client_as: SignIn, world: World, name: str) -> None:
    foreign = world.schools[1].people.mentee
    assert client_as("coordinator").get(reverse(name, args=[foreign.pk])).status_code == 404


def test_the_page_of_a_person_is_read_once(client_as: SignIn, world: World) -> None:
    before = events("person.viewed")
    response = client_as("coordinator").get(reverse("data_person", args=[world.school.people.mentee.pk]))

    assert world.school.secret in response.content.decode()
    assert events("person.viewed") == before + 1


def test_who_left_and_who_is_stopped_are_found(client_as: SignIn, world: World) -> None:
    with tenancy.tx(SYSTEM):
        for status in ("left", "blocked", "anonymised"):
            make_person(world.school.organization, last_name=f"Ёлкин-{status}", status=status)
    text = client_as("coordinator").get(reverse("data_people"), {"q": "елкин"}).content.decode()

    assert ["Ёлкин-left" in text, "Ёлкин-blocked" in text, "Ёлкин-anonymised" in text] == [True, True, False]


def test_the_answer_holds_every_registered_table(client_as: SignIn, world: World) -> None:
    address = reverse("data_person_file", args=[world.school.people.mentee.pk, "json"])
    answer = json.loads(client_as("coordinator").get(address).content)

    filled = {part["раздел"] for part in answer["данные"] if part["записи"]}
    assert {
        "Карточка человека",
        "Законные представители",
        "Закрытые сведения",
        "Согласия",
        "Запросы наставляемого",
    } <= filled
    assert all(part["зачем"] and part["основание"] for part in answer["данные"])
    assert [other.secret for other in world.schools[1:] if other.secret in json.dumps(answer, ensure_ascii=False)] == []
    assert (events("person.printed"), events("closed.opened")) == (1, 1)


def test_a_director_gets_the_answer_without_closed_data(client_as: SignIn, world: World) -> None:
    address = reverse("data_person_file", args=[world.school.people.mentee.pk, "json"])

    assert "диагноз" not in client_as("director").get(address).content.decode()
    assert events("closed.opened") == 0


def test_the_answer_is_a_pdf_too(client_as: SignIn, world: World) -> None:
    response = client_as("coordinator").get(reverse("data_person_file", args=[world.school.people.mentor.pk, "pdf"]))

    assert response.content.startswith(b"%PDF-")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_request_is_written_down_and_answered(client_as: SignIn, world: World) -> None:
    client, person = client_as("coordinator"), world.school.people.mentor
    form = {"kind": "access", "received_on": "20.11.2026", "note": ""}
    client.post(reverse("subject_request_create", args=[person.pk]), form)
    with tenancy.tx(SYSTEM):
        row = SubjectRequest.objects.get(person=person)
    client.post(reverse("subject_request_answer", args=[row.pk]), {"answer": "выдано"})

    assert row.due_on == date(2026, 12, 4)
    assert client.get(reverse("subject_request_answer", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("subject_request_create", {"kind": "access", "received_on": "22.11.2026"}),
        ("subject_request_create", {"kind": ""}),
        ("participant_erase", {"reason": ""}),
    ],
)
def test_a_form_with_errors_comes_back(client_as: SignIn, world: World, name: str, form: dict[str, str]) -> None:
    response = client_as("coordinator").post(reverse(name, args=[world.school.people.mentor.pk]), form)
    assert response.status_code == 422


def test_a_person_is_anonymised_and_the_act_is_there(client_as: SignIn, world: World) -> None:
    client, person = client_as("director"), world.school.people.mentee
    client.post(reverse("participant_erase", args=[person.pk]), {"reason": "запрос субъекта"})

    with tenancy.tx(SYSTEM):
        assert Person.objects.get(pk=person.pk).status == Person.Status.ANONYMISED
        act = DestructionAct.objects.get(organization=person.organization_id, number=2)
    assert client.get(reverse("act_detail", args=[act.pk])).content.startswith(b"%PDF-")
    assert client.get(reverse("data_person", args=[person.pk])).status_code == 404


def test_terms_are_kept_and_have_bounds(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    months = {"withdrawn": "1", "left": "24", "completed": "36", "applications": "1", "closed": "1"}

    assert client.post(reverse("retention_edit"), months).status_code == 302
    assert client.post(reverse("retention_edit"), months | {"withdrawn": "2"}).status_code == 422
    with tenancy.tx(SYSTEM):
        assert RetentionRule.objects.get(organization=world.school.organization, category="left").months == 24


def test_what_is_due_is_shown_and_destroyed_when_confirmed(client_as: SignIn, world: World) -> None:
    client = client_as("coordinator")
    with tenancy.tx(SYSTEM):
        person = make_person(world.school.organization, last_name="Ушедшая", status="left", left_on=date(2024, 1, 9))
    page = client.get(reverse("retention_preview")).content.decode()
    client.post(reverse("retention_preview"), {"people": [person.pk]})

    assert "Ушедшая" in page
    with tenancy.tx(SYSTEM):
        assert Person.objects.get(pk=person.pk).status == Person.Status.ANONYMISED


def test_an_archive_is_for_who_asked_for_it(client_as: SignIn, world: World, now: datetime) -> None:
    client, by = client_as("coordinator"), world.viewer("coordinator")
    waiting = client.post(reverse("handover_create"), {"purpose": "передача дел"}, follow=True)
    with tenancy.tx(SYSTEM):
        row = Job.objects.get(purpose="передача дел", organization=by.organization)
    run_waiting_jobs(clock=lambda: now)
    address = reverse("job_file", args=[row.pk])

    assert "Готовится" in waiting.content.decode()
    assert client.get(address).getvalue().startswith(b"PK")
    assert [client_as(key).get(address).status_code for key in ("director", "neighbour")] == [404, 404]
    assert events("export.downloaded") == 1


def test_an_archive_of_yesterday_is_gone(client_as: SignIn, world: World, now: datetime) -> None:
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        row = ask_handover(purpose="передача дел", by=by, now=now)
    run_waiting_jobs(clock=lambda: now)
    with tenancy.tx(SYSTEM):
        Job.objects.filter(pk=row.pk).update(expires_at=now)
    client = client_as("coordinator")

    assert client.get(reverse("job_file", args=[row.pk])).status_code == 200
    with tenancy.tx(SYSTEM):
        Job.objects.filter(pk=row.pk).update(expires_at=datetime(2026, 11, 20, tzinfo=now.tzinfo))
    assert client.get(reverse("job_file", args=[row.pk])).status_code == 404
    assert "удалён" in client.get(reverse("job_detail", args=[row.pk])).content.decode()
