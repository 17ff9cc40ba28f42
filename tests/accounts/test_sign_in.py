"""Sign-in: one answer for strangers and wrong passwords, letters, borrowed devices, the second step."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.world import World

pytestmark = pytest.mark.django_db
PASSWORD = "Берёзовая-роща-7"
LATIN = re.compile(r"[A-Za-z]{3,}")
PAGES = [
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/1-wrong/",
    "/accounts/inactive/",
]
OWN_PAGES = [
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/sessions/",
]


@pytest.fixture
def user() -> User:
    return User.objects.create_user("sova@example.org", PASSWORD)


def sign_in(client: Client, **fields: str) -> object:
    return client.post("/accounts/login/", {"login": "sova@example.org", "password": PASSWORD} | fields)


def words_of(page: str) -> list[str]:
    text = re.sub(r"<script.*?</script>|<title>.*?</title>", " ", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>|[\w.]+@[\w.]+|&\w+;", " ", text)
    return LATIN.findall(text)


def test_pages_of_a_signed_in_person_are_kept_by_no_browser(client: Client, user: User) -> None:
    sign_in(client)
    assert client.get("/settings/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", PAGES)
def test_page_of_a_guest_speaks_russian(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert words_of(answer.content.decode()) == []
    assert answer.content.count(b"<h1>") == 1


@pytest.mark.parametrize("address", OWN_PAGES)
def test_own_page_speaks_russian(client_as: Callable[[str], Client], address: str) -> None:
    answer = client_as("curator").get(address)
    assert answer.status_code == 200
    assert words_of(answer.content.decode()) == []
    assert answer.content.count(b"<h1>") == 1


def test_stranger_and_wrong_password_are_answered_alike(client: Client, user: User) -> None:
    wrong = sign_in(client, password="неверный")
    unknown = sign_in(client, login="sova@example.net", password="неверный")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    strip = re.compile(rb'value="[^"]*"|content="\w{64}"')
    assert strip.sub(b"", wrong.content) == strip.sub(b"", unknown.content)
    assert "Не подошли почта или пароль." in wrong.content.decode()


def test_disabled_account_stays_outside(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sign_in(client)["Location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


def test_password_opens_the_first_page(client: Client, user: User) -> None:
    answer = sign_in(client)
    assert answer.status_code == 302
    assert client.session.get_expiry_age() == 12 * 60 * 60
    assert not client.session.get_expire_at_browser_close()


def test_borrowed_device_is_forgotten_with_the_window(client: Client, user: User) -> None:
    sign_in(client, foreign_device="on")
    assert client.session.get_expire_at_browser_close()
    assert client.cookies["sessionid"]["max-age"] == ""


def test_code_comes_by_letter_and_opens_the_door(client: Client, user: User) -> None:
    client.post("/accounts/login/code/", {"email": user.email, "foreign_device": "on"})
    letter = mail.outbox[0]
    code = re.search(r"для входа: (\S+)", letter.body)[1]
    assert letter.subject == f"Код для входа: {code}"
    assert code in letter.alternatives[0][0]
    answer = client.post("/accounts/login/code/confirm/", {"code": code})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.get_expire_at_browser_close()


def test_code_for_a_stranger_looks_the_same_and_sends_nothing(client: Client) -> None:
    answer = client.post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/accounts/login/code/confirm/"
    assert mail.outbox == []


def test_wrong_code_is_told(client: Client, user: User) -> None:
    client.post("/accounts/login/code/", {"email": user.email})
    answer = client.post("/accounts/login/code/confirm/", {"code": "AAAA"})
    assert answer.status_code == 422
    assert answer.content.decode().count("Код не подошёл.") == 2  # in the summary and beside the field


def test_letter_of_a_new_password_leads_to_it(client: Client, user: User) -> None:
    client.post("/accounts/password/reset/", {"email": user.email})
    letter = mail.outbox[0]
    assert letter.subject == "Новый пароль для входа"
    address = re.search(r"http://testserver(\S+)", letter.body)[1]
    form = client.get(address, follow=True).redirect_chain[-1][0]
    answer = client.post(form, {"password1": "Сосновый-бор-19", "password2": "Сосновый-бор-19"})
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password("Сосновый-бор-19")
    assert mail.outbox[1].subject == "Пароль изменён"
    assert "смените пароль" in mail.outbox[1].body


def test_sign_up_and_address_pages_lead_away(client: Client) -> None:
    assert client.get("/accounts/signup/")["Location"] == "/accounts/login/"
    assert client.get("/accounts/confirm-email/key/")["Location"] == "/accounts/login/"


def test_second_step_is_asked_of_whoever_has_it(client: Client, user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    answer = sign_in(client)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    page = client.get("/accounts/2fa/authenticate/").content.decode()
    assert words_of(page) == []
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422


@pytest.mark.parametrize("key", ["municipal_official", "municipal_methodist", "region_official", "region_operator"])
def test_officials_set_up_a_second_step_first(client_as: Callable[[str], Client], settings: object, key: str) -> None:
    settings.REQUIRE_MFA = True
    client = client_as(key)
    assert client.get("/settings/")["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/weak-sight/").status_code == 200


def test_official_with_a_second_step_works_on(
    client_as: Callable[[str], Client], world: World, settings: object
) -> None:
    settings.REQUIRE_MFA = True
    TOTP.activate(world.people["region_official"].account, generate_totp_secret())
    assert Authenticator.objects.count() == 1
    assert client_as("region_official").get("/settings/").status_code == 200


def test_school_people_choose_for_themselves(client_as: Callable[[str], Client], settings: object) -> None:
    settings.REQUIRE_MFA = True
    assert client_as("coordinator").get("/settings/").status_code == 200


def test_staff_of_the_platform_need_it_too(client: Client, user: User, settings: object) -> None:
    settings.REQUIRE_MFA = True
    User.objects.filter(pk=user.pk).update(is_platform=True)
    sign_in(client)
    assert client.get("/settings/")["Location"] == "/accounts/2fa/"
