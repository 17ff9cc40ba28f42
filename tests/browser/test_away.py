"""Half an hour away: a warning, and what was typed outlives the sign-out."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from core import tenancy
from core.tenancy import SYSTEM
from tests import factories
from tests.browser.checks import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
PASSWORD = "Берёзовая-роща-7"
PAGE = "/settings/school/"


def coordinator() -> User:
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region")
        school = factories.make_organization("school", factories.make_organization("municipality", region))
        account = factories.make_membership(school, "coordinator").account
        account.set_password(PASSWORD)
        account.save()
    return account


def test_a_warning_comes_before_the_sign_out_and_a_press_stays(open_page: Callable[..., Page]) -> None:
    page = open_page(account=coordinator())
    page.clock.install()
    page.goto(PAGE)
    page.clock.fast_forward("26:30")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.fast_forward("01:00")
    expect(page.get_by_role("heading", name="Вы ещё здесь?")).to_be_visible()
    assert faults_of(page) == []

    with page.expect_response("**/accounts/stay/") as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.fast_forward("30:30")
    expect(page.get_by_role("heading", name="Вход закрыт")).to_be_visible()


def test_what_was_typed_outlives_the_sign_out(open_page: Callable[..., Page]) -> None:
    account = coordinator()
    page = open_page(PAGE, account=account)
    page.fill("#id_phone", "8 800 000-00-00")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Сохранить").click()
    page.fill("#id_login", account.email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    page.wait_for_url(f"**{PAGE}")

    expect(page.get_by_role("status").first).to_contain_text("введённое сохранилось")
    expect(page.locator("#id_phone")).to_have_value("8 800 000-00-00")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("status").first).to_contain_text("Сведения сохранены")
    page.wait_for_function("sessionStorage.getItem('typed') === null")
