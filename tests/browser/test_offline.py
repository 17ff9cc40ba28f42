"""A mentor's phone without network: kept, sent once, gone at sign-out; somebody else's device keeps nothing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import User
from core import tenancy
from core.tenancy import SYSTEM
from core.years import school_year_of
from mentoring.models import Meeting, Pair
from tests import factories, pair_factories, people_factories
from tests.browser.checks import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
PHONE = 360
KEPT = "Object.keys(localStorage).filter((key) => /:v1/.test(key))"


@pytest.fixture
def pair(transactional_db: None) -> Pair:
    today = date.today()  # noqa: DTZ011  the browser has the day of this machine
    year = school_year_of(today)
    with tenancy.tx(SYSTEM):
        region = factories.make_organization("region", short_name="Примерская область")
        town = factories.make_organization("municipality", region, short_name="Примерский округ")
        school = factories.make_organization("school", town, short_name="СОШ № 1")
        member = factories.make_membership(school, "mentor")
        mentor = people_factories.make_adult(school, account_id=member.account_id)
        mentee = people_factories.make_person(school, first_name="Иван", last_name="Образцов")
        sides = (
            people_factories.make_participation(mentor, "mentor", school_year=year),
            people_factories.make_participation(mentee, school_year=year),
        )
        return pair_factories.make_pair(*sides, school_year=year, starts_on=today, ends_on=today + timedelta(days=200))


def account_of(pair: Pair) -> User:
    with tenancy.tx(SYSTEM):
        return User.objects.get(pk=Pair.objects.select_related("mentor").get(pk=pair.pk).mentor.account_id)


def meetings(pair: Pair) -> list[str]:
    with tenancy.tx(SYSTEM):
        return list(Meeting.objects.filter(pair=pair).values_list("kind", flat=True))


def ready(page: Page) -> None:
    """The worker is installed and holds the shell."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def enter(page: Page, pair: Pair, expiry: int | None = None) -> None:
    """Signed in again; expiry 0 is what «Это чужое устройство» sets."""
    client = Client()
    client.force_login(account_of(pair))
    session = client.session
    session.set_expiry(expiry)
    session.save()
    value, address = client.cookies[settings.SESSION_COOKIE_NAME].value, page.url.split("/accounts/")[0]
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])
    page.goto("/m/")


def test_a_mark_without_network_arrives_once(open_page: OpenPage, pair: Pair) -> None:
    page = open_page("/m/", PHONE, account=account_of(pair))
    ready(page)
    page.goto(f"/pairs/{pair.pk}/meetings/new/")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Отметить встречу: Иван О.")).to_be_visible()
    page.goto("/m/")
    expect(page.get_by_role("heading", name="Мои пары")).to_be_visible()
    page.get_by_role("button", name="Иван О.").click()
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("1 встреча ждёт отправки")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 встреча ждёт отправки")).to_be_visible()
    assert (faults_of(page), meetings(pair)) == ([], [])
    page.context.set_offline(False)
    expect(page.get_by_text("Отправлено встреч: 1.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Отметить встречу")).to_be_visible()
    assert (meetings(pair), page.evaluate("localStorage['outbox:v1']")) == (["acquaintance"], "[]")


def test_two_taps_are_one_mark_and_a_dead_session_loses_nothing(open_page: OpenPage, pair: Pair) -> None:
    page = open_page("/m/", PHONE, account=account_of(pair))
    ready(page)
    page.get_by_role("link", name="Отметить встречу").click()
    page.get_by_role("button", name="Сохранить").dblclick()
    expect(page.get_by_role("heading", name="Готово. Следующая встреча?")).to_be_visible()
    assert meetings(pair) == ["acquaintance"]

    page.goto(f"/pairs/{pair.pk}/meetings/new/")
    page.get_by_role("button", name="Вчера").click()
    page.context.clear_cookies()
    page.get_by_role("button", name="Сохранить").click()
    page.wait_for_url("**/accounts/login/**")
    enter(page, pair)
    expect(page.get_by_text("Отправлено встреч: 1.")).to_be_visible()
    assert sorted(meetings(pair)) == ["acquaintance", "trial"]


def test_signing_out_leaves_nothing_and_a_strange_device_keeps_nothing(open_page: OpenPage, pair: Pair) -> None:
    page = open_page("/m/", account=account_of(pair))
    assert page.evaluate(KEPT) == ["pairs:v1"]
    page.goto(f"/pairs/{pair.pk}/meetings/new/")
    page.get_by_text("Необязательно: темы").click()
    page.get_by_role("textbox", name="Заметка").fill("решали")
    expect(page.get_by_text("Черновик сохранён на этом телефоне")).to_be_visible()
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Выйти").click()
    page.wait_for_url("**/accounts/login/**")
    assert page.evaluate(KEPT) == []

    enter(page, pair, expiry=0)
    expect(page.get_by_role("link", name="Отметить встречу")).to_be_visible()
    assert page.evaluate(KEPT) == []
