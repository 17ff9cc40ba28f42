"""A guest answers a questionnaire; the school decides. Through the pages, as a browser without scripts does."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from mentoring.actions import intake as actions
from mentoring.models import Application, Consent, IntakeLink, Participation, Person
from notifications.actions import deliver
from tests.conftest import NOW
from tests.people_factories import make_application, make_consent_text, make_intake_link
from tests.world import World

SignIn = Callable[[str], Client]
NAME = {"last_name": "Ёлкина-Тестова", "first_name": "Анна", "gender": "f", "birth_date": "12.05.1985"}
CONTACT = {"phone": "8 (900) 000-00-00", "email": "guest@example.org"}
KEPT = NAME | CONTACT | {"birth_date": "1985-05-12"}
TEACHER: dict[str, dict[str, Any]] = {
    "name": NAME,
    "contact": CONTACT,
    "about": {"position": "учитель химии", "subjects": "химия"},
    "offer": {"competences": "опыты, олимпиады"},
    "when": {"slots": ["mon_pm"], "time_resource": "раз в неделю", "capacity": "2", "forms": ["teacher_pupil"]},
}


@pytest.fixture
def link(world: World) -> IntakeLink:
    with tenancy.tx(SYSTEM):
        body = "Можно назвать меня на сайте школы. [оператор], [адрес оператора], [обработчик], [срок]."
        make_consent_text(world.school.organization, purpose="dissemination", signer="self", body=body)
        return make_intake_link(world.school.organization, title="Стать наставником")


@pytest.fixture
def guest() -> Client:
    return Client()


@pytest.fixture
def later() -> Iterator[None]:
    """A minute after the draft was begun: nobody fills a questionnaire in no time."""
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        yield


def begin(guest: Client, link: IntakeLink) -> None:
    with time_machine.travel(NOW, tick=False):
        guest.post(reverse("intake_fill", args=[link.code]))


def answer(guest: Client, link: IntakeLink, pages: dict[str, dict[str, Any]]) -> None:
    for step, data in pages.items():
        response = guest.post(reverse("intake_step", args=[link.code, step]), data)
        assert response.status_code == 302, response.content.decode()


def agree(guest: Client, link: IntakeLink, publication: str = "no") -> Any:
    """To the end; words of a publication that want a pen are left to the paper."""
    guest.post(reverse("intake_check", args=[link.code]), {"website": ""})
    page = decide(guest, link, "intake_consent", "yes")
    if page.redirect_chain and page.redirect_chain[-1][0] == reverse("intake_publication", args=[link.code]):
        page = decide(guest, link, "intake_publication", publication)
    return page


def decide(guest: Client, link: IntakeLink, name: str, answer: str) -> Any:
    """Answers about the words the page shows."""
    address = reverse(name, args=[link.code])
    shown = guest.get(address).context["paper"].wording.pk
    return guest.post(address, {"answer": answer, "wording": shown}, follow=True)


def applications(link: IntakeLink) -> list[Application]:
    with tenancy.tx(SYSTEM):
        return list(Application.objects.filter(link=link).order_by("number"))


def test_a_teacher_answers_and_gets_a_number(guest: Client, link: IntakeLink, later: None) -> None:
    begin(guest, link)
    answer(guest, link, TEACHER)
    done = agree(guest, link, "yes")

    (row,) = applications(link)
    assert f"Заявка № {row.number} принята" in done.content.decode()
    assert row.answers["subjects"] == ["химия"]
    assert [given["purpose"] for given in row.consents] == ["processing", "dissemination"]
    given = row.consents[0]
    assert given["signer"] == "self"
    assert "Ёлкина-Тестова" in given["shown"]
    assert given["at"] == (NOW + timedelta(minutes=1)).isoformat()


def test_sent_twice_it_is_one_application(guest: Client, link: IntakeLink, later: None) -> None:
    for _ in range(2):
        begin(guest, link)
        answer(guest, link, TEACHER)
        agree(guest, link)

    assert len(applications(link)) == 1


def test_a_refusal_stores_nothing(guest: Client, link: IntakeLink, later: None) -> None:
    begin(guest, link)
    answer(guest, link, TEACHER)
    page = decide(guest, link, "intake_consent", "no")

    assert "Ничего не сохранено" in page.content.decode()
    assert applications(link) == []
    assert guest.get(reverse("intake_check", args=[link.code])).url == reverse("intake_fill", args=[link.code])


@pytest.mark.parametrize(("born", "asked"), [("21.11.2008", True), ("22.11.2008", False)])
def test_who_is_of_age_is_asked_everything(world: World, guest: Client, later: None, born: str, asked: bool) -> None:
    with tenancy.tx(SYSTEM):
        link = make_intake_link(world.school.organization, audience="pupil", side="mentee")
    begin(guest, link)
    answer(guest, link, {"name": NAME | {"birth_date": born}, "contact": CONTACT, "about": {"class_name": "11 «А»"}})

    page = guest.get(reverse("intake_step", args=[link.code, "when"]))

    assert (page.status_code == 200) is asked


def test_a_pupil_alone_needs_the_parent_as_well(world: World, guest: Client, later: None) -> None:
    with tenancy.tx(SYSTEM):
        link = make_intake_link(world.school.organization, audience="pupil", side="mentee")
    begin(guest, link)
    young = {"name": NAME | {"birth_date": "01.03.2011"}, "contact": CONTACT, "about": {"class_name": "9 «Б»"}}
    answer(guest, link, young | {"request": {"request": "сдать экзамен"}})
    done = agree(guest, link)

    (row,) = applications(link)
    assert row.consents[0]["signer"] == "pupil"
    assert "должен подписать и родитель" in done.content.decode()


def test_under_fourteen_a_parent_answers(world: World, guest: Client, later: None) -> None:
    with tenancy.tx(SYSTEM):
        link = make_intake_link(world.school.organization, audience="pupil", side="mentee")
    begin(guest, link)
    page = guest.post(reverse("intake_step", args=[link.code, "name"]), NAME | {"birth_date": "22.11.2012"})

    assert page.status_code == 422
    assert "заполняет родитель" in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closed_at": NOW}, "Анкета закрыта"),
        ({"opens_on": "2026-11-22"}, "ещё не открыта"),
        ({"closes_on": "2026-11-20"}, "Срок анкеты прошёл"),
        ({"limit": 1}, "Мест больше нет"),
    ],
)
def test_a_closed_questionnaire_says_why(world: World, guest: Client, fields: dict[str, Any], words: str) -> None:
    with tenancy.tx(SYSTEM):
        link = make_intake_link(world.school.organization, **fields)
        make_application(link)

    page = guest.get(reverse("intake_fill", args=[link.code]))

    assert page.status_code == 410
    assert words in page.content.decode()


def test_a_robot_is_too_fast(guest: Client, link: IntakeLink) -> None:
    begin(guest, link)
    answer(guest, link, TEACHER)
    page = agree(guest, link)

    assert page.status_code == 422
    assert "слишком быстро" in page.content.decode()
    assert applications(link) == []


def test_one_address_sends_no_flood(
    guest: Client, link: IntakeLink, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "FROM_ONE_ADDRESS", 1)
    with tenancy.tx(SYSTEM):
        make_application(link, address="127.0.0.1", submitted_at=NOW, number=9)
    begin(guest, link)
    answer(guest, link, TEACHER)

    assert agree(guest, link).status_code == 422
    assert len(applications(link)) == 1


def test_the_paper_is_what_was_shown(guest: Client, link: IntakeLink, later: None) -> None:
    begin(guest, link)
    answer(guest, link, TEACHER)
    agree(guest, link)
    paper = guest.get(reverse("intake_paper", args=[link.code]))

    assert paper.content.startswith(b"%PDF-")
    assert Client().get(reverse("intake_paper", args=[link.code])).status_code == 302


def test_the_curator_accepts(
    guest: Client, link: IntakeLink, later: None, client_as: SignIn, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    begin(guest, link)
    answer(guest, link, TEACHER)
    agree(guest, link, "yes")
    (row,) = applications(link)
    curator = client_as("curator")

    page = curator.get(reverse("application_detail", args=[row.pk])).content.decode()
    response = curator.post(reverse("application_accept", args=[row.pk]))

    assert "опыты, олимпиады" in page
    with tenancy.tx(SYSTEM):
        person = Person.objects.get(last_name="Ёлкина-Тестова")
        participation = Participation.objects.get(person=person)
        assert response.url == reverse("participant_detail", args=[person.pk])
        assert (participation.side, participation.questionnaire_on) == ("mentor", NOW.date())
        consents = Consent.objects.filter(person=person).order_by("purpose")
        assert [(c.purpose, c.state, c.method) for c in consents] == [
            ("dissemination", "given", "screen"),
            ("processing", "given", "screen"),
        ]
        assert AuditEvent.objects.filter(verb="application.viewed").count() == 1
    deliver()
    assert "принята" in mailoutbox[-1].subject
    assert "Ёлкина" not in mailoutbox[-1].body


@pytest.mark.parametrize(("name", "state"), [("application_ask", "asked"), ("application_decline", "declined")])
def test_the_curator_answers_by_letter(
    link: IntakeLink, client_as: SignIn, mailoutbox: list[EmailMultiAlternatives], name: str, state: str
) -> None:
    with tenancy.tx(SYSTEM):
        row = make_application(link, answers=KEPT)
    words = "Напишите, пожалуйста, когда вам удобно."

    client_as("curator").post(reverse(name, args=[row.pk]), {"message": words})
    deliver()

    assert applications(link)[0].state == state
    assert words in mailoutbox[-1].body


def test_a_decision_is_made_once(link: IntakeLink, client_as: SignIn) -> None:
    with tenancy.tx(SYSTEM):
        row = make_application(link, answers=KEPT, state="declined")

    page = client_as("curator").post(reverse("application_accept", args=[row.pk]))

    assert page.status_code == 422
    assert "уже решили" in page.content.decode()


def test_no_page_of_a_guest_weighs_more_than_a_first_window(guest: Client, link: IntakeLink, later: None) -> None:
    begin(guest, link)
    for step, data in TEACHER.items():
        page = guest.get(reverse("intake_step", args=[link.code, step]))
        assert len(page.content) <= 14 * 1024, (step, len(page.content))
        guest.post(reverse("intake_step", args=[link.code, step]), data)
    for name in ("intake_check", "intake_consent"):
        page = guest.get(reverse(name, args=[link.code]))
        assert len(page.content) <= 14 * 1024, (name, len(page.content))
        assert b"htmx" not in page.content


def test_words_changed_meanwhile_are_read_again(guest: Client, link: IntakeLink, later: None) -> None:
    begin(guest, link)
    answer(guest, link, TEACHER)
    address = reverse("intake_consent", args=[link.code])
    shown = guest.get(address).context["paper"].wording
    with tenancy.tx(SYSTEM):
        make_consent_text(link.organization, signer="self", number=shown.number + 1, body="Иначе. [оператор]")
    page = guest.post(address, {"answer": "yes", "wording": shown.pk})

    assert page.status_code == 422
    assert "изменила текст" in page.content.decode()
    assert "Иначе." in page.content.decode()


def test_the_parent_who_answered_has_signed(world: World, guest: Client, later: None, client_as: SignIn) -> None:
    people = world.school.people
    with tenancy.tx(SYSTEM):
        people.consent.delete()
        link = make_intake_link(world.school.organization, audience="parent", side="mentee")
    father = {"guardian_last_name": "Образцов", "guardian_first_name": "Олег", "relation": "father"}
    child = {"last_name": people.mentee.last_name, "first_name": "Иван", "patronymic": "Сергеевич", "gender": "m"}
    begin(guest, link)
    answer(
        guest,
        link,
        {
            "parent": father,
            "name": child | {"birth_date": "12.05.2014", "class_name": "6 «А»"},
            "contact": {"phone": "8 900 000-00-00"},
            "request": {"request": "алгебра"},
            "when": {"slots": ["mon_pm"]},
        },
    )
    agree(guest, link)
    (row,) = applications(link)
    client_as("curator").post(reverse("application_accept", args=[row.pk]), {"same": people.mentee.pk})

    with tenancy.tx(SYSTEM):
        consent = Consent.objects.select_related("guardian").get(person=people.mentee, state="given")
        assert consent.guardian is not None
        assert consent.guardian.first_name == "Олег"


def test_a_long_list_of_applications_has_pages(client_as: SignIn, world: World, link: IntakeLink) -> None:
    with tenancy.tx(SYSTEM):
        for number in range(52):
            make_application(link, number + 1)
    client, address = client_as("curator"), reverse("application_list")

    first, second = (client.get(f"{address}?state=all&page={page}").content.decode() for page in (1, 2))

    assert "Страница 1 из 2" in first
    assert (first.count('class="small mut">№'), "Страница 2 из 2" in second) == (50, True)
