"""The base of every page: plain view, help, errors, menu, health."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from accounts.roles import GRANTS, Role
from core import error_views, navigation, plain_view
from core.http import client_address
from core.years import SESSION_KEY

pytestmark = pytest.mark.django_db


def test_plain_view_is_kept_in_a_cookie(client: Client) -> None:
    answer = client.post("/weak-sight/", {"size": "150", "scheme": "black", "letters": "1", "next": "/accounts/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert client.cookies[plain_view.COOKIE].value == "size-150.scheme-black"
    assert b'<html lang="ru" data-a11y="size-150 scheme-black">' in client.get("/accounts/login/").content


def test_plain_view_is_taken_back(client: Client) -> None:
    client.post("/weak-sight/", {"size": "200"})
    client.post("/weak-sight/", {"reset": "1"})
    assert b"data-a11y" not in client.get("/accounts/login/").content


def test_plain_view_ignores_unknown_marks(client: Client) -> None:
    client.cookies[plain_view.COOKIE] = 'size-900."><script>.scheme-beige'
    assert b'data-a11y="scheme-beige"' in client.get("/accounts/login/").content


def test_plain_view_never_leads_to_another_site(client: Client) -> None:
    assert client.post("/weak-sight/", {"next": "https://example.org/"})["Location"] == "/"


def test_plain_view_is_the_second_stop_of_the_keyboard(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    body = page[page.index("<body") :]
    stops = [body.index(mark) for mark in ('href="#main"', 'href="/weak-sight/', 'href="/help/')]
    assert stops == sorted(stops)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("roadmap_detail", "Дорожная карта: помощь"),
        ("mfa_index", "Второй шаг входа: помощь"),
        ("other", "Где что находится"),
    ],
)
def test_help_is_found_by_the_name_of_the_page(client: Client, name: str, words: str) -> None:
    assert words in client.get(f"/help/{name}/").content.decode()


def test_missing_page_has_words_and_no_queries(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "Нет такой страницы" in answer.content.decode()


def test_old_form_gets_a_page_of_ours() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/weak-sight/", {"size": "150"})
    assert answer.status_code == 403
    assert "Страница устарела" in answer.content.decode()


def handled(error: Exception) -> tuple[int, str]:
    request: HttpRequest = RequestFactory().get("/", headers={"X-Request-ID": "abc-1"})
    try:
        raise error
    except type(error):
        answer = error_views.server_error(request)
    return answer.status_code, answer.content.decode()


def test_error_shows_a_code_to_quote() -> None:
    status, page = handled(ValueError("secret"))
    assert status == 500
    assert "abc-1" in page
    assert "secret" not in page


def test_database_away_asks_to_wait() -> None:
    status, page = handled(OperationalError("connection refused"))
    assert status == 503
    assert "Обновите страницу через минуту" in page


def test_health_is_open(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


def test_kit_shows_an_invalid_form(client: Client) -> None:
    answer = client.post("/ui/", {"name": "Карта"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Ошибка: Составные части страниц" in page
    assert 'value="Карта"' in page
    assert page.count("<h1>") == 1


def test_kit_is_closed_where_people_work(client: Client, settings: object) -> None:
    settings.LOCAL_PERSONAS = False
    assert client.get("/ui/").status_code == 404


def test_page_has_no_inline_code_and_a_strict_policy(client: Client) -> None:
    answer = client.get("/ui/")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert b"style=" not in answer.content


def names(role: Role) -> list[str]:
    return [item.link.name for item in navigation.menu(GRANTS[role], "home").sections]


def test_menu_follows_the_rights() -> None:
    assert "organization_list" in names(Role.MUNICIPAL_OFFICIAL)
    assert "organization_list" not in names(Role.COORDINATOR)
    assert "order_list" not in names(Role.MENTOR)
    assert {"inbox_list", "settings_home"} <= set(names(Role.MENTEE))


@pytest.mark.parametrize("role", list(Role))
def test_no_role_has_more_than_nine_sections_and_each_page_is_reached(role: Role) -> None:
    """What is not in the menu itself stands on the first pages of its group."""
    menus = [navigation.menu(GRANTS[role], name) for name in ("home", "report_list", "participant_list", "pair_list")]
    own = [link for section in navigation.SECTIONS for link in getattr(section, "links", (section,))]
    allowed = [each.address for each in navigation.resolved(own, GRANTS[role])]
    assert len(menus[0].sections) <= 9
    assert [name for name in allowed if not any(f'"{name}"' in f"{menu.side}{menu.within}" for menu in menus)] == []


def test_a_group_is_marked_and_leads_to_its_pages() -> None:
    menu = navigation.menu(GRANTS[Role.COORDINATOR], "indicator_grid")
    assert [item.link.label for item in menu.sections if item.current] == ["Отчёты"]
    assert menu.group == "Отчёты"
    assert menu.within.count("<a ") == 4
    assert '<a href="/indicators/" aria-current="page">Показатели</a>' in menu.within
    assert navigation.menu(GRANTS[Role.COORDINATOR], "indicator_detail").within == ""


def test_menu_marks_the_section_of_the_page() -> None:
    menu = navigation.menu(GRANTS[Role.COORDINATOR], "people_list")
    assert [item.link.name for item in menu.sections if item.current] == ["settings_home"]


def test_quick_actions_are_of_those_who_may() -> None:
    assert navigation.menu(GRANTS[Role.MENTOR], "home").quick == ()


def test_school_year_is_switched(client_as: Callable[[str], Client]) -> None:
    client = client_as("coordinator")
    answer = client.post("/year/", {"year": "2025", "next": "/settings/"})
    assert answer["Location"] == "/settings/"
    assert client.session[SESSION_KEY] == 2025
    client.post("/year/", {"year": "1999"})
    assert client.session[SESSION_KEY] == 2025


def test_signed_in_page_names_place_year_and_person(client_as: Callable[[str], Client]) -> None:
    page = client_as("coordinator").get("/ui/").content.decode()
    assert "СОШ № 111" in page
    assert "2026/27 учебный год" in page
    assert page.count('action="/accounts/logout/"') == 2


@pytest.mark.parametrize(
    ("proxies", "passed", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (1, "unknown", "127.0.0.1"),
        (2, "198.51.100.7", "127.0.0.1"),
    ],
)
def test_log_names_the_visitor_and_believes_trusted_proxies_only(
    settings: Any, proxies: int, passed: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": passed})
    assert client_address(request) == address
