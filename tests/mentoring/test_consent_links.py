"""A representative answers by a secret link: what is kept, who gets in, what the letter says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import consent_links as actions
from mentoring.consents.screens import Marks
from mentoring.models import Consent, ConsentLink, Errand, Guardian, Person
from notifications.actions import deliver
from notifications.models import Notice
from tests.conftest import NOW
from tests.people_factories import make_consent_text, make_guardian, make_person
from tests.world import World

SignIn = Callable[[str], Client]
BODY = (
    "Разрешаю. [оператор], [адрес оператора], [обработчик], [срок].\n\n"
    "Что (отметьте): [клетка] имя  [клетка] фотография\n\nГде (отметьте): [клетка] сайт  [клетка] стенд\n\n"
    "Условия: [строка]"
)
NAME = "образцова Анна Петровна"


@pytest.fixture
def guardian(world: World) -> Guardian:
    with tenancy.tx(SYSTEM):
        child = make_person(world.school.organization, last_name="Образцов", first_name="Иван")
        make_consent_text(world.school.organization, purpose="dissemination", body=BODY)
        return make_guardian(child, last_name="Образцова", email="mother@example.org")


@pytest.fixture
def token(world: World, guardian: Guardian) -> str:
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope), time_machine.travel(NOW, tick=False):
        link = actions.make_link(guardian, ["processing", "dissemination"], by=viewer, now=NOW)
    return actions.token_of(link)


def answer(token: str, purpose: str, **data: Any) -> Any:
    guest, address = Client(), reverse("parent_paper", args=[token, purpose])
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        form = guest.get(address).context["form"]
        return guest.post(address, {"wording": form.shown, "name": NAME, **data})


def consents(guardian: Guardian) -> list[Consent]:
    with tenancy.tx(SYSTEM):
        return list(Consent.objects.filter(guardian=guardian).order_by("pk"))


def test_a_parent_agrees_and_the_words_are_kept(world: World, guardian: Guardian, token: str) -> None:
    answer(token, "processing", answer="yes")

    (row,) = consents(guardian)
    assert (row.state, row.method, row.signer, row.given_at) == (
        "given",
        "screen",
        "guardian",
        NOW + timedelta(minutes=2),
    )
    assert row.shown.startswith("Согласие на обработку персональных данных\nЯ, образцова Анна Петровна, мать.")
    assert "Ребёнок: Иван О., 6 «А»." in row.shown
    assert row.address == "127.0.0.1"


def test_the_publication_keeps_what_was_ticked(guardian: Guardian, token: str) -> None:
    answer(token, "dissemination", answer="yes", ticks_0=["1"], ticks_1=["2"], line_0="без фамилии")

    (row,) = consents(guardian)
    assert row.ticked == ["фотография", "сайт"]
    assert "Что (отметьте): [нет] имя [да] фотография" in row.shown
    assert "Где (отметьте): [да] сайт [нет] стенд\nУсловия: без фамилии" in row.shown


def test_nothing_ticked_is_nothing_agreed(guardian: Guardian, token: str) -> None:
    page = answer(token, "dissemination", answer="yes", ticks_0=["0"])

    assert page.status_code == 422
    assert "Отметьте хотя бы одно" in page.content.decode()
    assert consents(guardian) == []


def test_nothing_is_ticked_beforehand(token: str) -> None:
    with time_machine.travel(NOW, tick=False):
        page = Client().get(reverse("parent_paper", args=[token, "dissemination"])).content.decode()

    assert page.count('type="checkbox"') == 4
    assert "checked" not in page


def test_a_refusal_is_kept_and_told_to_the_curator(guardian: Guardian, token: str) -> None:
    answer(token, "processing", answer="no")

    (row,) = consents(guardian)
    with tenancy.tx(SYSTEM):
        errand = Errand.objects.get(person=guardian.person_id)
        told = Notice.objects.filter(title="Представитель не дал согласие").count()
    assert (row.state, errand.kind, told > 0) == ("refused", "refused", True)


def test_a_changed_mind_takes_the_refusal_back(guardian: Guardian, token: str) -> None:
    answer(token, "processing", answer="no")
    answer(token, "processing", answer="yes")

    with tenancy.tx(SYSTEM):
        assert not Errand.objects.filter(person=guardian.person_id, closed_at=None).exists()
    assert [row.state for row in consents(guardian)] == ["refused", "given"]


def test_sent_twice_it_is_one_consent(guardian: Guardian, token: str) -> None:
    guest, address = Client(), reverse("parent_paper", args=[token, "processing"])
    with time_machine.travel(NOW, tick=False):
        shown = guest.get(address).context["form"].shown
        for _ in range(2):
            guest.post(address, {"wording": shown, "name": NAME, "answer": "yes"})

    assert len(consents(guardian)) == 1


def test_another_name_signs_nothing(guardian: Guardian, token: str) -> None:
    page = answer(token, "processing", answer="yes", name="Сидорова Мария")

    assert page.status_code == 422
    assert consents(guardian) == []


def test_the_page_says_little_of_the_child(token: str) -> None:
    with time_machine.travel(NOW, tick=False):
        page = Client().get(reverse("parent_papers", args=[token]))

    text = page.content.decode()
    assert "Иван О., 6 «А»" in text
    assert ("Образцов" in text, "Сергеевич" in text, "2014" in text) == (False, False, False)
    assert len(page.content) < 14_000


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"revoked_at": NOW}, 410),
        ({"expires_at": NOW - timedelta(minutes=1), "created_at": NOW - timedelta(days=14)}, 410),
        ({"digest": "0" * 64}, 404),
    ],
)
def test_a_link_that_is_over_opens_nothing(token: str, change: dict[str, Any], status: int) -> None:
    with tenancy.tx(SYSTEM):
        ConsentLink.objects.filter(digest=actions.digest_of(token)).update(**change)
    with time_machine.travel(NOW, tick=False):
        page = Client().get(reverse("parent_paper", args=[token, "processing"]))

    assert page.status_code == status
    assert "Иван" not in page.content.decode()


def test_who_represents_nobody_any_more_gets_no_page(guardian: Guardian, token: str) -> None:
    with tenancy.tx(SYSTEM):
        Guardian.objects.filter(pk=guardian.pk).update(removed_at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert Client().get(reverse("parent_papers", args=[token])).status_code == 410


def test_a_link_ends_when_the_child_is_grown_up(guardian: Guardian, token: str) -> None:
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=guardian.person_id).update(birth_date=NOW.date() - timedelta(days=18 * 366))

    assert Client().get(reverse("parent_papers", args=[token])).status_code == 410


def test_a_link_that_is_switched_off_meanwhile_takes_no_answer(guardian: Guardian, token: str) -> None:
    opened = actions.open_link(token, address="", now=NOW)
    paper = actions.read_paper(opened, "processing", now=NOW)
    with tenancy.tx(SYSTEM):
        ConsentLink.objects.update(revoked_at=NOW)

    with pytest.raises(actions.LinkOver):
        actions.answer_paper(opened, paper, actions.Answer(True, NAME, Marks()), now=NOW)

    assert consents(guardian) == []


def test_a_purpose_that_was_not_asked_is_no_page(token: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert Client().get(reverse("parent_paper", args=[token, "special"])).status_code == 404


def test_answers_are_limited(guardian: Guardian, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "ABOUT_ONE_CHILD", 1)
    answer(token, "processing", answer="no")
    page = answer(token, "processing", answer="no")

    assert "Слишком много ответов" in page.content.decode()
    assert len(consents(guardian)) == 1


def test_a_new_link_switches_the_old_one_off(world: World, guardian: Guardian, token: str) -> None:
    viewer = world.viewer("curator")
    with tenancy.tx(viewer.scope):
        fresh = actions.make_link(guardian, ["processing"], by=viewer, now=NOW)
        with pytest.raises(actions.LinkOver):
            actions.open_link(token, address="", now=NOW)
        assert actions.open_link(actions.token_of(fresh), address="", now=NOW).link == fresh


def test_nobody_signs_for_a_grown_up(world: World, guardian: Guardian) -> None:
    viewer = world.viewer("curator")
    with tenancy.tx(SYSTEM):
        Person.objects.filter(pk=guardian.person_id).update(birth_date="2000-01-01")
    with tenancy.tx(viewer.scope), pytest.raises(actions.NotOfThisAge):
        actions.make_link(guardian, ["processing"], by=viewer, now=NOW)


def test_the_curator_sends_it_by_letter(
    client_as: SignIn, guardian: Guardian, token: str, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    client = client_as("curator")
    with time_machine.travel(NOW, tick=False):
        client.post(reverse("guardian_link_send", args=[guardian.pk]))
        page = client.get(reverse("guardian_link", args=[guardian.pk])).content.decode()
        deliver()

    (letter,) = [each for each in mailoutbox if each.to == ["mother@example.org"]]
    assert reverse("parent_papers", args=[token]) in letter.body
    assert ("Иван" in letter.body, "Образцов" in letter.body) == (False, False)
    assert reverse("parent_papers", args=[token]) in page


def test_the_curator_switches_it_off(client_as: SignIn, guardian: Guardian, token: str) -> None:
    with time_machine.travel(NOW, tick=False):
        client_as("curator").post(reverse("guardian_link_revoke", args=[guardian.pk]))
        assert Client().get(reverse("parent_papers", args=[token])).status_code == 410


def test_a_requisite_that_is_missing_is_told(client_as: SignIn, guardian: Guardian) -> None:
    page = client_as("coordinator").get(reverse("guardian_link", args=[guardian.pk])).content.decode()

    assert "сайт и страницы в социальных сетях" in page
    assert reverse("organization_edit") in page
