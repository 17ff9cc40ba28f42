"""One chromium per worker. A page lives in a context of its own: no cookie of one test is seen by another."""

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from accounts.models import User
from launcher.system import browser
from tests.browser.kept_sample import KeptSample
from tests.browser.sample import Ids
from tests.conftest import NOW

OpenPage = Callable[..., Page]
LONGEST_WAIT = 20_000  # ms; a machine of two cores prints papers beside the browser
# A page lives for a second: compiling its scripts for speed costs more than it brings.
ARGUMENTS = ["--no-sandbox", "--js-flags=--no-maglev --no-turbofan"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser()
    if path is None:
        pytest.skip("chromium is not installed")
    expect.set_options(timeout=LONGEST_WAIT)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the loop of playwright runs in this thread
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def clock() -> Iterator[Any]:
    """The clock of the server goes on from NOW; `clock.move_to(later)` turns it. The browser keeps its own."""
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture(scope="session")
def kept_sample(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[KeptSample]:
    kept = KeptSample()
    yield kept
    with django_db_blocker.unblock():
        kept.drop()


@pytest.fixture
def sample(kept_sample: KeptSample, transactional_db: None) -> Ids:
    """The demonstration region is in the database; arguments of its pages."""
    return kept_sample.give()


@pytest.fixture
def site(live_server: Any) -> str:
    """Keys of access need a name, not an address."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[OpenPage]:
    """`open_page(address, width, account=…, marks="…")`: signed in as the account, with the marks of the plain view."""
    contexts = []

    def opened(
        address: str = "", width: int = 1280, *, account: User | None = None, marks: str = "", **options: Any
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, base_url=site, locale="ru-RU", **options
        )
        contexts.append(context)
        context.set_default_timeout(LONGEST_WAIT)
        cookies = {"a11y": marks} if marks else {}
        if account is not None:
            cookies[settings.SESSION_COOKIE_NAME] = session_of(account)
        if cookies:
            context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        page = context.new_page()
        if address:
            page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    wait_for_server()


def wait_for_server() -> None:
    """A failed test may leave a request running, and the flush of the tables must not meet it.

    A thread of the live server ends with its connection, and the browser has just closed its own.
    """
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(LONGEST_WAIT / 1000)


def session_of(account: User) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
