"""Every page of the registry in a real browser, wide and narrow."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, Response

from tests.browser.checks import AXE, Ear, faults_of
from tests.browser.registry import PAGES, WITHOUT_PAGE, Case
from tests.browser.sample import Ids, account
from tests.walls.routes import ROUTES

WIDTHS = (1280, 320)
CASES = [(login, case) for login, cases in PAGES.items() for case in cases]
SHARE = -(-len(CASES) // 12)
GROUPS = [CASES[first : first + SHARE] for first in range(0, len(CASES), SHARE)]  # no press changes a row: 422
TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)


def test_every_address_has_its_page_looked_at() -> None:
    names = {case.name for cases in PAGES.values() for case in cases}
    assert set(ROUTES) - names == WITHOUT_PAGE


@pytest.mark.browser
@pytest.mark.real_time
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"from {group[0][0] or 'guest'} {group[0][1]}")
def test_pages_are_accessible_silent_and_fit(
    group: list[tuple[str, Case]], sample: Ids, open_page: Callable[..., Page], clock: Any, site: str
) -> None:
    """Many pages in one test: they stand on one example. The answer lists every fault of a page."""
    found: list[str] = []

    for login, own in groupby(group, key=itemgetter(0)):
        page = open_page(account=account(login) if login else None)
        faults = look_at_all(page, [case for _, case in own], sample, site)
        found += [f"{login or 'guest'}: {fault}" for fault in faults]

    assert found == []


def look_at_all(page: Page, cases: list[Case], ids: Ids, site: str) -> list[str]:
    """Faults of pages of one person. A page without a button to press opens at the width the last one was left with."""
    ear = Ear(page, site)
    page.add_init_script(AXE)
    found: list[str] = []
    for before, case in zip((None, *cases), cases, strict=False):
        stays = case.press and before == replace(case, press="", clear="")
        if case.press:
            page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        response = None if stays else page.goto(address_of(case, ids))
        found += [f"{case}: {fault}" for fault in look(page, case, response, ear)]
    return found


def test_no_two_pages_of_a_person_have_one_title(sample: Ids) -> None:
    found = []

    for login, cases in PAGES.items():
        client, titles = Client(), defaultdict(set)
        if login:
            client.force_login(account(login))
        for address in {address_of(case, sample) for case in cases if not case.press}:
            title = TITLE.search(client.get(address).content.decode())
            titles[title[1] if title else ""].add(urlsplit(address).path)
        found += [f"{login}: {sorted(paths)}: {title}" for title, paths in titles.items() if len(paths) > 1]

    assert found == []


def address_of(case: Case, ids: Ids) -> str:
    given = ids[case.of] if case.of else ()
    return reverse(case.name, args=given if isinstance(given, tuple) else [given]) + case.query.format(**ids)


def look(page: Page, case: Case, response: Response | None, ear: Ear) -> list[str]:
    """Faults of a page at every width, of its answer and of what was heard meanwhile.

    Without an answer the page is the one just looked at, and only its button remains to be pressed.
    """
    found = [] if response is None or response.status == case.status else [f"status {response.status}"]
    if case.press:
        found += press(page, case)
    for width in sorted(WIDTHS, key=lambda width: width != page.viewport_size["width"]):
        if width != page.viewport_size["width"]:
            page.set_viewport_size({"width": width, "height": 800})
        found += faults_of(page)
    return found + ear.told()


def empty(field: Locator) -> None:
    """A field left as one who overlooked it would leave it."""
    kind = field.evaluate("field => field.type")
    if kind == "checkbox":
        for box in field.page.locator(f'input[name="{field.get_attribute("name")}"]').all():
            box.uncheck()
    elif kind.startswith("select"):
        field.select_option("")
    else:
        field.fill("")


def press(page: Page, case: Case) -> list[str]:
    """Sends the form with what it asks for left out."""
    main = page.locator("main")
    if case.clear:
        empty(main.get_by_label(case.clear).first)
    with page.expect_navigation() as navigation:
        main.get_by_role("button", name=case.press, exact=True).first.click()
    status = navigation.value.status
    errors = page.locator(".invalid-feedback:visible, [aria-invalid=true]").count()
    return ([] if status == 422 else [f"status {status} after the press"]) + ([] if errors else ["no error is shown"])
