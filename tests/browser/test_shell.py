"""The base of every page in a real browser: accessibility, reflow, keyboard, menus, keys of access."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.checks import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]
PAGES = ["/ui/", "/accounts/login/", "/accounts/login/code/", "/weak-sight/", "/help/home/", "/nowhere/"]
LOOKS = {"light": (1280, 360, 320), "dark": (1280, 320)}  # widths by scheme
PASSWORD = "Берёзовая-роща-7"


@pytest.mark.parametrize("scheme", LOOKS)
def test_pages_are_accessible_and_never_scroll_sideways(open_page: Any, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    assert [(address, fault) for address in PAGES for fault in faults_at(page, address, LOOKS[scheme])] == []


@pytest.mark.parametrize("scheme", ["white", "black", "blue", "beige"])
def test_plain_view_is_accessible_at_its_largest(open_page: Any, scheme: str) -> None:
    page = open_page(marks=f"size-200.scheme-{scheme}.letters-3.lines-3.face-serif")
    assert faults_at(page, "/ui/", (1280, 320)) == []


def faults_at(page: Page, address: str, widths: tuple[int, ...]) -> list[str]:
    """The page is loaded once, as wide as the first of the widths."""
    page.set_viewport_size({"width": widths[0], "height": 800})
    page.goto(address)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += faults_of(page)
    return found


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


def test_what_is_typed_before_the_scripts_come_is_not_lost(open_page: Any) -> None:
    page, held = open_page(), []
    page.route("**/app*.js", lambda route: held.append(route))
    page.goto("/ui/", wait_until="commit")
    field = page.locator("[data-date]").first
    field.focus()
    page.keyboard.type("25.12")
    held[0].continue_()
    expect(page.get_by_role("button", name="Выбрать дату в календаре").first).to_be_visible()
    page.keyboard.type(".2026")
    expect(field).to_have_value("25.12.2026")


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
