"""The palette over a page: keys only, either layout of the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import faults_of
from tests.browser.sample import Ids, account

pytestmark = [pytest.mark.browser, pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


def test_palette_finds_by_keys_alone_and_remembers(sample: Ids, open_page: Callable[..., Page], clock: Any) -> None:
    page = open_page("/", account=account("coordinator"))
    page.keyboard.press("Control+KeyK")
    expect(page.get_by_role("dialog").get_by_role("link", name="Создать дорожную карту")).to_be_visible()

    page.keyboard.type("dcnhtx")  # «встреч» in the other layout
    first = page.locator("#found a").first
    expect(first).to_contain_text("встреч", ignore_case=True)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert faults_of(page) == []
    page.keyboard.press("ArrowDown")
    assert first.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/activities/*/")

    name = page.locator("h1").inner_text()
    page.get_by_role("link", name="Поиск").click()
    expect(page.locator("#found a").first).to_contain_text(name[:20])
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
