"""Stencils: a page made of them is what its template shows; a template never decides by a word."""

from typing import Any, NamedTuple, cast

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

from accounts.models import User
from accounts.roles import GRANTS, Role
from core import stencils
from core.shell import show
from core.stencils import DecidedByWord, filled
from core.viewer import Request, Viewer
from schools.models import Membership, Organization

BLOCKS = ("title", "crumbs", "heading", "actions", "meta", "content")
WORDS = {name: f"<{name}> & {{слова}}" for name in BLOCKS}
TOKEN = "t" * 64
TEMPLATES = {
    "plain.html": '<p id="{{ who }}">{% if loud %}<b>{{ text }}</b>{% else %}{{ text }}{% endif %} {"a": 1}</p>',
    "decides.html": "{% if text %}{{ text }}{% endif %}",
    "changes.html": "{{ text|upper }}",
    "branded.html": "{% extends 'base.html' %}" + "".join(
        f"{{% block {name} %}}{{{{ {name} }}}}{{% endblock %}}" for name in BLOCKS
    ),
}  # fmt: skip


class Traits(NamedTuple):
    loud: bool


@pytest.fixture(autouse=True)
def templates(settings: Any) -> None:
    """Those of the test beside those of the project."""
    [engine] = settings.TEMPLATES
    folders = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
    loaders = [("django.template.loaders.locmem.Loader", TEMPLATES), *folders]
    settings.TEMPLATES = [engine | {"APP_DIRS": False, "OPTIONS": engine["OPTIONS"] | {"loaders": loaders}}]
    stencils.stencil.cache_clear()


@pytest.mark.parametrize("loud", [True, False])
def test_a_stencil_shows_what_its_template_shows(loud: bool) -> None:
    words = {"who": 7, "text": "<i>Анна</i> {text} & {"}
    told = engines["django"].get_template("plain.html").render({"loud": loud, **words})
    assert filled("plain.html", Traits(loud), **words) == told


def test_words_are_filled_into_the_same_stencil() -> None:
    first, second = (filled("plain.html", Traits(True), who=1, text=text) for text in ("раз", "два"))
    assert first.replace("раз", "два") == second
    assert stencils.stencil.cache_info().misses == 1


@pytest.mark.parametrize(("template", "error"), [("decides.html", DecidedByWord), ("changes.html", KeyError)])
def test_a_template_may_only_place_a_word(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        filled(template, None, text="слово")


@pytest.mark.parametrize("organizations", [1, 3])
@pytest.mark.parametrize("unread", [0, 12])
@pytest.mark.parametrize("cookie", ["", "size-150.scheme-black"])
def test_the_shell_of_a_busy_page_is_the_base_of_every_page(organizations: int, unread: int, cookie: str) -> None:
    request = _request(organizations, cookie)
    context = {**WORDS, "unread_news": unread, "csrf_token": TOKEN}
    base = engines["django"].get_template("branded.html").render(context, request)

    page = show(request, csrf_token=TOKEN, unread=unread, **WORDS)

    assert _tidy(page.content.decode()) == _tidy(base)


def _tidy(html: str) -> list[str]:
    """Without the token of the request, which is another one each time, and empty lines."""
    return [line for line in html.splitlines() if line.strip()]


def _request(organizations: int, cookie: str) -> Request:
    request = cast(Request, RequestFactory().get("/?a=1&b=<2>", headers={"Cookie": f"a11y={cookie}"}))
    request.session = cast(Any, {"school_year": 2025})
    request.resolver_match = resolve("/")
    request._messages = FallbackStorage(request)
    account = User(pk=5, email="a@example.org")
    members = tuple(_member(number, account) for number in range(1, organizations + 1))
    acting = members[-1]
    request.viewer = Viewer(
        user=account,
        organization=acting.organization,
        membership=acting,
        permissions=frozenset(str(each) for each in GRANTS[Role.COORDINATOR]),
        memberships=members,
        closed_years=frozenset({2025}),
    )
    return request


def _member(number: int, account: User) -> Membership:
    names = {"last_name": "О’Нил & <сын>", "first_name": "Анна"}
    organization = Organization(pk=number, short_name=f"СОШ «{number}» <{{}}>", time_zone="Europe/Moscow")
    return Membership(pk=number, organization=organization, account=account, roles=["coordinator"], **names)
