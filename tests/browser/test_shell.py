"""The base of every page in a real browser: accessibility, reflow, keyboard, menus, keys of access."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
}
PAGES = ["/ui/", "/accounts/login/", "/accounts/login/code/", "/weak-sight/", "/help/home/", "/nowhere/"]
LOOKS = [("light", 1280), ("light", 360), ("light", 320), ("dark", 1280), ("dark", 320)]
PASSWORD = "Берёзовая-роща-7"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the loop of playwright runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Any]:
    contexts = []

    def opened(address: str, width: int = 1280, *, marks: str = "", **options: Any) -> Page:
        site = live_server.url.replace("127.0.0.1", "localhost")  # keys of access need a name, not an address
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=site, **options)
        contexts.append(context)
        if marks:
            context.add_cookies([{"name": "a11y", "value": marks, "url": site}])
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def check(page: Page) -> None:
    report = Axe().run(page, options=RULES)
    assert report.response["violations"] == [], report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_are_accessible_and_never_scroll_sideways(open_page: Any, scheme: str, width: int) -> None:
    page = open_page("/ui/", width, color_scheme=scheme)
    for address in PAGES:
        page.goto(address)
        check(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_plain_view_is_accessible_at_its_largest(open_page: Any, width: int) -> None:
    for scheme in ("white", "black", "blue", "beige"):
        check(open_page("/ui/", width, marks=f"size-200.scheme-{scheme}.letters-3.lines-3.face-serif"))


def test_page_works_without_scripts(open_page: Any) -> None:
    page = open_page("/accounts/login/", java_script_enabled=False)
    assert page.get_by_role("button", name="Показать").count() == 0
    assert page.get_by_role("button", name="Войти по ключу доступа").count() == 0
    assert page.get_by_role("button", name="Войти", exact=True).is_visible()


def test_every_stop_of_the_keyboard_is_seen(open_page: Any) -> None:
    page = open_page("/accounts/login/")
    stops = page.locator("a:visible, button:visible, input:visible:not([type=hidden])").count()
    outlines = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        outlines.append(page.evaluate("getComputedStyle(document.activeElement).outlineWidth"))
    assert outlines == ["3px"] * stops


def test_focus_goes_to_the_summary_of_errors(open_page: Any) -> None:
    page = open_page("/accounts/login/")
    page.get_by_role("button", name="Войти", exact=True).click()
    page.wait_for_url("**/accounts/login/")
    assert "Проверьте" in page.evaluate("document.activeElement.textContent")
    assert page.title().startswith("Ошибка: ")


def test_nothing_is_asked_of_other_sites_and_nothing_breaks_the_policy(open_page: Any) -> None:
    page = open_page("/help/home/")
    seen: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/accounts/login/")
    page.wait_for_load_state("networkidle")
    assert [url for url in seen if not url.startswith("http://localhost:")] == []
    assert len([url for url in seen if "/fonts/" not in url]) <= 8
    assert complaints == []


def sign_in(page: Page) -> None:
    page.fill("#id_login", "sova@example.org")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def test_menu_opens_by_a_press_and_closes_by_escape(open_page: Any) -> None:
    User.objects.create_user("sova@example.org", PASSWORD)
    page = open_page("/accounts/login/?next=/accounts/2fa/")
    sign_in(page)
    menu = page.locator(".bar details.end")
    menu.locator("summary").click()
    assert menu.get_by_role("button", name="Выйти").is_visible()
    page.keyboard.press("Escape")
    assert not menu.get_by_role("button", name="Выйти").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_key_of_access_is_added_and_opens_the_door(open_page: Any) -> None:
    User.objects.create_user("sova@example.org", PASSWORD)
    page = open_page("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    sign_in(page)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Подтвердить").click()
    page.get_by_label("Входить этим ключом без пароля").check()
    page.get_by_role("button", name="Добавить ключ").click()
    page.get_by_role("heading", name="Запасные коды").wait_for()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Войти по ключу доступа").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    assert any(cookie["name"] == "sessionid" for cookie in page.context.cookies())
