"""Pages of invitations: the letter, the link, what is refused."""

import pytest

from accounts.models import User
from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter
from notifications.recipients import text_of
from schools import actions
from schools.models import Invitation, Membership
from tests import factories

PEOPLE = "/settings/people/"
INVITE = "/settings/people/invite/"
ONE = {"email": "new@example.org", "roles": ["curator"]}
ACCEPT = {"last_name": "Новикова", "first_name": "Анна", "way": "password", "password": "длинная фраза для входа"}


def queued_letter() -> Letter:
    with tenancy.tx(SYSTEM):
        return Letter.objects.get(kind="invitation")


def written(letter: Letter, now):
    """The words of the letter as the outbox asks for them: under the scope of its address."""
    found = text_of(letter, now)
    return found and found[1]


def link(world, now, email="new@example.org") -> str:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        issued = actions.invite(
            email, ["curator"], viewer.organization, by=viewer, now=now, person_name="Новикова Анна"
        )
    return f"/invitations/{issued.token}/"


def test_invitation_create_queues_a_letter_with_a_working_link(world, client_as, client, now):
    inviter = client_as("coordinator")
    assert inviter.get(INVITE).status_code == 200
    assert inviter.post(INVITE, ONE).url == PEOPLE
    letter = queued_letter()
    page = client.get(written(letter, now).link)

    assert (letter.address, letter.account_id) == ("new@example.org", None)
    assert page.status_code == 200
    assert "new@example.org" in page.content.decode()


def test_letter_holds_no_token(world, client_as, now):
    client_as("coordinator").post(INVITE, ONE)
    letter = queued_letter()

    assert written(letter, now).link.split("/")[2] not in str(letter.payload)


def test_letter_is_not_written_after_revoking(world, client_as, now):
    client = client_as("coordinator")
    client.post(INVITE, ONE)
    letter = queued_letter()
    assert client.post(f"/settings/invitations/{letter.payload['invitation']}/revoke/").url == PEOPLE

    assert written(letter, now) is None


def test_pasted_rows_are_read(world, client_as):
    rows = "a@example.org; Первая Анна Ивановна; куратор\nb@example.org\tВторой Иван\tНаставник, куратор\n"
    assert client_as("director").post(INVITE, {"rows": rows}).status_code == 302
    with tenancy.tx(SYSTEM):
        made = Invitation.objects.filter(email__in=["a@example.org", "b@example.org"]).order_by("email")
        assert [(row.person_name, row.roles) for row in made] == [
            ("Первая Анна Ивановна", ["curator"]),
            ("Второй Иван", ["curator", "mentor"]),
        ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("не почта; Кто-то; куратор", "не похоже на адрес"),
        ("a@example.org; Кто-то; директор", "вам недоступна"),
        ("a@example.org; Кто-то", "нет роли"),
    ],
)
def test_pasted_rows_with_a_mistake_invite_nobody(world, client_as, row, words):
    response = client_as("coordinator").post(INVITE, {"rows": f"good@example.org;;куратор\n{row}"})

    assert response.status_code == 422
    assert words in response.content.decode()
    with tenancy.tx(SYSTEM):
        assert Invitation.objects.filter(email="good@example.org").count() == 0


def test_refused_address_is_named_and_nobody_is_invited(world, client_as):
    taken = world.people["director"].account.email
    response = client_as("coordinator").post(INVITE, {"rows": f"good@example.org;;куратор\n{taken};;куратор"})

    assert response.status_code == 422
    assert taken in response.content.decode()
    with tenancy.tx(SYSTEM):
        assert Invitation.objects.filter(email="good@example.org").count() == 0
        assert Letter.objects.filter(kind="invitation").count() == 0


def test_nobody_to_invite_is_an_error_of_the_field(world, client_as):
    response = client_as("coordinator").post(INVITE, {"email": ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]


def test_raised_role_in_the_post_is_refused(world, client_as):
    response = client_as("coordinator").post(INVITE, ONE | {"roles": ["director"]})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["roles"]


@pytest.mark.parametrize("key", ["curator", "municipal_methodist", "mentor"])
def test_invitation_create_is_refused_without_the_right(world, client_as, key):
    assert client_as(key).get(INVITE).status_code == 403


def test_official_invites_into_an_empty_school_below(world, client_as):
    with tenancy.tx(SYSTEM):
        school = factories.make_organization("school", world.municipalities[0])
    client, data = client_as("municipal_official"), {"email": "first@example.org", "roles": ["coordinator"]}

    assert client.post(f"/schools/{school.pk}/invite/", data).url == f"/schools/{school.pk}/"
    assert "first@example.org" in client.get(f"/schools/{school.pk}/").content.decode()
    assert client.post(f"/schools/{world.schools[2].organization.pk}/invite/", data).status_code == 404


def test_official_never_sees_whom_a_school_invites(world, client_as, now):
    link(world, now, email="pupil@example.org")
    page = client_as("municipal_official").get(f"/schools/{world.school.organization.pk}/").content.decode()

    assert "pupil@example.org" not in page


def test_official_is_told_where_the_school_invites_itself(world, client_as):
    with tenancy.tx(SYSTEM):
        factories.make_membership(world.schools[1].organization, "director")
    address = f"/schools/{world.schools[1].organization.pk}/invite/"
    client = client_as("municipal_official")

    assert "приглашает сама организация" in client.get(address).content.decode()
    assert client.post(address, ONE).status_code == 403


def test_invitation_accept_signs_the_new_person_in(world, client, now):
    address = link(world, now)
    assert client.get(address).context["form"]["first_name"].value() == "Анна"
    assert client.post(address, ACCEPT).url == "/"

    assert client.get(PEOPLE).status_code == 200
    assert client.session["organization"] == world.school.organization.pk


def test_invitation_accept_ignores_fields_it_does_not_offer(world, client, now):
    extra = {"roles": ["director"], "organization": world.schools[1].organization.pk, "email": "other@example.org"}
    client.post(link(world, now), ACCEPT | extra | {"is_platform": "on"})

    account = User.objects.get(email="new@example.org")
    with tenancy.tx(SYSTEM):
        person = Membership.objects.get(account=account)
    assert (person.roles, person.organization_id) == (["curator"], world.school.organization.pk)
    assert account.is_platform is False


@pytest.mark.parametrize("password", ["", "короткий", "123456789012345"])
def test_invitation_accept_refuses_weak_passwords(world, client, now, password):
    response = client.post(link(world, now), ACCEPT | {"password": password})

    assert response.status_code == 422
    assert User.objects.filter(email="new@example.org").count() == 0


def test_invitation_accept_by_code_needs_no_password(world, client, now):
    assert client.post(link(world, now), ACCEPT | {"way": "code", "password": ""}).status_code == 302
    assert User.objects.get(email="new@example.org").has_usable_password() is False


def test_closed_link_says_why(world, client):
    response = client.get(f"/invitations/{'0' * 64}/")

    assert response.status_code == 410
    assert "Ссылка не подходит" in response.content.decode()


def test_link_of_an_existing_account_leads_to_sign_in_and_back(world, client, now):
    account = world.people["neighbour"].account
    address = link(world, now, email=account.email)
    assert f"?next={address}" in client.get(address).content.decode()

    client.force_login(account)
    assert client.post(address, {"last_name": "Соседкина", "first_name": "Яна"}).status_code == 302
    assert client.session["organization"] == world.school.organization.pk


def test_an_account_made_meanwhile_is_asked_to_sign_in(world, client, now, monkeypatch):
    """The other invitation of the address won between the look and the insert."""
    address = link(world, now)
    factories.make_user("new@example.org")
    monkeypatch.setattr(actions.invitations, "check_account", lambda *_: None)
    monkeypatch.setattr(actions, "check_account", lambda *_: None)

    response = client.post(address, ACCEPT)

    assert response.status_code == 200
    assert f"?next={address}" in response.content.decode()


def test_link_does_not_open_under_another_account(world, client_as, now):
    page = client_as("neighbour").get(link(world, now))

    assert "на другую почту" in page.content.decode()


def test_invitation_of_a_neighbour_is_nobody(world, client_as):
    other = world.schools[1].invitation

    assert client_as("coordinator").post(f"/settings/invitations/{other.pk}/revoke/").status_code == 404


def test_first_session_of_an_invited_person_ends_with_a_change_of_roles(world, client, now):
    client.post(link(world, now), ACCEPT)
    boss = world.viewer("coordinator")
    with tenancy.tx(boss.scope):
        person = Membership.objects.get(account__email="new@example.org")
        card = actions.PersonCard(person.last_name, person.first_name)
        actions.edit_person(person, card, ["psychologist"], by=boss)

    assert client.get("/").url.startswith("/accounts/login/")
