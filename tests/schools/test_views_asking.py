"""«Попросить новую» on the page of a link that is used or over."""

from datetime import timedelta

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter, Notice
from notifications.recipients import text_of
from schools import actions
from schools.models import Invitation, Membership

ADDRESS = "new@example.org"


@pytest.fixture
def token(world, now) -> str:
    """An invitation of the coordinator that ended yesterday."""
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        sent = now - timedelta(days=15)
        return actions.invite(ADDRESS, ["curator"], by.organization, by=by, now=sent, person_name="Новикова Анна").token


def asked() -> list[tuple[int, str]]:
    with tenancy.tx(SYSTEM):
        return list(Notice.objects.filter(kind="invitation_asked").values_list("account_id", "url").order_by("pk"))


def test_invitation_ask_tells_the_inviter_once_a_day(world, client, token):
    closed = client.get(f"/invitations/{token}/")
    answers = [client.post(f"/invitations/{token}/ask/") for _ in range(3)]

    with tenancy.tx(SYSTEM):
        row = Invitation.objects.get(email=ADDRESS)
    assert closed.status_code == 410
    assert "Попросить новую" in closed.content.decode()
    assert {answer.status_code for answer in answers} == {200}
    assert asked() == [(world.people["coordinator"].account_id, f"/settings/people/invite/?again={row.pk}")]


def test_invitation_ask_names_nobody_to_the_guest(client, token):
    text = client.post(f"/invitations/{token}/ask/").content.decode()

    assert ADDRESS not in text
    assert "Новикова" not in text


def test_invitation_ask_answers_an_invented_link_alike(world, client, token):
    known = client.post(f"/invitations/{token}/ask/").content.decode()
    unknown = client.post(f"/invitations/{'0' * 64}/ask/")

    assert unknown.status_code == 200
    assert main_of(unknown.content.decode()) == main_of(known)
    assert len(asked()) == 1


def main_of(page: str) -> str:
    return page[page.index("<h1") : page.index("</main>")]


def test_an_open_or_revoked_link_asks_nobody(world, client, token, now):
    with tenancy.tx(SYSTEM):
        Invitation.objects.filter(email=ADDRESS).update(expires_at=now + timedelta(days=1))
    client.post(f"/invitations/{token}/ask/")
    with tenancy.tx(SYSTEM):
        Invitation.objects.filter(email=ADDRESS).update(expires_at=now, revoked_at=now)
    client.post(f"/invitations/{token}/ask/")

    assert asked() == []
    assert "Попросить новую" not in client.get(f"/invitations/{token}/").content.decode()


def test_whoever_may_invite_is_told_when_the_inviter_left(world, client, token, now):
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=world.people["coordinator"].pk).update(ended_at=now)

    client.post(f"/invitations/{token}/ask/")

    assert [account for account, _url in asked()] == [world.people["director"].account_id]


def test_the_link_of_the_notice_fills_the_form(world, client, client_as, token):
    client.post(f"/invitations/{token}/ask/")

    page = client_as("coordinator").get(asked()[0][1])

    assert page.context["form"].initial == {"email": ADDRESS, "person_name": "Новикова Анна", "roles": ["curator"]}


@pytest.mark.parametrize("again", ["x", "9" * 30, "-1"])
def test_an_invented_number_fills_nothing(world, client_as, again):
    page = client_as("coordinator").get("/settings/people/invite/", {"again": again})

    assert (page.status_code, page.context["form"].initial.get("email")) == (200, None)


def test_an_invitation_of_a_neighbour_fills_nothing(world, client_as):
    page = client_as("coordinator").get("/settings/people/invite/", {"again": world.schools[1].invitation.pk})

    assert page.context["form"].initial.get("email") is None


def test_the_letter_leads_to_the_form_and_names_nobody(world, client, token, now):
    client.post(f"/invitations/{token}/ask/")
    with tenancy.tx(SYSTEM):
        letter = Letter.objects.get(kind="invitation_asked")

    to, text = text_of(letter, now)

    assert to == world.people["coordinator"].account.email
    assert text.link == asked()[0][1]
    assert ADDRESS not in str(text)
