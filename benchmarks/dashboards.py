"""Dashboards of officials on 15,000 schools, 200,000 people and 1,000,000 meetings, and on a tenth of that.

Builds both databases itself: six to seven minutes on two cores; `bench dashboards --scale=0.1` takes one. The time in
the database of a page is that of its own statements: what every page asks (session, memberships, the scope) is
measured by `pages`. Against it stands hand-written SQL by the owner, whom no policy concerns (`boards_sql`).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

import psycopg2
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from benchmarks.boards_sql import BY_HAND
from benchmarks.measure import Figure, seconds
from benchmarks.serving import Fetch, visitor
from core import tenancy
from core.databases import parse_url
from core.tenancy import SYSTEM
from core.years import school_year_of
from reports.actions.counting import count_regions
from reports.load import build
from schools.models import Membership, Organization

BENCH, ROUNDS, REGIONS = "dashboards", 15, 5
OFFICIAL = {"municipal": "municipal_official", "regional": "region_official", "school": "municipal_official"}
GROWTH = {"municipal": 1.3, "regional": 2.0, "school": 1.2}  # goals
FREE = 30.0  # ms of processor time a page may take beside twice its database time


@dataclass(frozen=True)
class Seen:
    """Medians of one page, milliseconds; `other` is a page of the program that reads none of these tables."""

    wall: float
    processor: float
    own: float  # statements of the page itself
    database: float  # all statements of the request
    by_hand: float
    other: float
    statements: int


def run(scale: float = 1.0) -> Iterator[Figure]:
    few = _measured("tenth", scale / 10)
    many = _measured("full", scale)
    for name, seen in many.items():
        yield Figure(BENCH, f"{name}_database", seen.own, "ms", seen.by_hand, seen.own / seen.by_hand)
        whole = 2 * seen.database + FREE
        yield Figure(BENCH, f"{name}_whole_page", seen.wall, "ms", whole, seen.wall / whole)
        growth = (seen.wall / seen.other) / (few[name].wall / few[name].other)
        yield Figure(BENCH, f"{name}_growth", seen.wall, "ms", few[name].wall, growth)
        yield Figure(BENCH, f"{name}_statements", seen.statements, "queries", few[name].statements)
    server = many["regional"].processor + many["regional"].database
    yield Figure(BENCH, "regional_server_time", server, "ms", 500.0, server / 500)


def _measured(name: str, scale: float) -> dict[str, Seen]:
    with database(name):
        build(scale, REGIONS, timezone.localdate(), password="!")
        count_regions(timezone.now())
        connection.close()  # statements planned for small tables
        return {page: _seen(page) for page in BY_HAND}


@contextmanager
def database(name: str) -> Iterator[None]:
    """A copy of the empty database of this run, dropped in the end; the program and its owner are led to it."""
    first, owner = connection.settings_dict["NAME"], settings.DATABASE_OWNER_URL
    copy = f"{first}_{name}"
    connection.close()
    _as_owner(f'CREATE DATABASE "{copy}" TEMPLATE "{first}"')
    connection.settings_dict["NAME"] = copy
    cache.clear()  # what was kept belongs to other rows of the same numbers
    try:
        with override_settings(DATABASE_OWNER_URL=owner.replace(f"/{first}", f"/{copy}")):
            yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = first
        _as_owner(f'DROP DATABASE "{copy}"')


def _as_owner(sql: str) -> None:
    """Outside any transaction: databases are made so. From another database: a template may have no visitors."""
    with closing(_owner("postgres")) as link:
        link.autocommit = True
        link.cursor().execute(sql)


def _owner(name: str = "") -> Any:
    owner = parse_url(settings.DATABASE_OWNER_URL)
    return psycopg2.connect(dbname=name or owner["NAME"], user=owner["USER"], host=owner["HOST"])


def _seen(page: str) -> Seen:
    """In turn: the page, the hand-written statements, the other page."""
    fetch, address, node = _visit(page)
    other = reverse("settings_home")
    common = {sql for sql, _ in _watched(fetch, other)[2]}
    year = school_year_of(timezone.localdate())
    rounds = []
    with closing(_owner()) as link, link.cursor() as cursor:
        for _ in range(ROUNDS + 1):
            wall, processor, told = _watched(fetch, address)
            own = sum(spent for sql, spent in told if sql not in common)
            by_hand = _timed(lambda: _ask(cursor, BY_HAND[page], {"node": node, "year": year}))
            rest = _timed(lambda: fetch(other))
            rounds.append((wall, processor, own, sum(spent for _, spent in told), by_hand, rest))
    wall, processor, own, total, by_hand, rest = (1000 * median(column) for column in zip(*rounds[1:], strict=True))
    return Seen(wall, processor, own, total, by_hand, rest, len(told))


def _ask(cursor: Any, statements: tuple[str, ...], values: dict[str, int]) -> None:
    for statement in statements:
        cursor.execute(statement, values)
        if not cursor.fetchall() and "lightcomment" not in statement and "reminder" not in statement:
            raise RuntimeError("The hand-written SQL finds nothing")


def _timed(work: Callable[[], object]) -> float:
    return seconds(work, time.perf_counter)


def _visit(page: str) -> tuple[Fetch, str, int]:
    """An official of the first municipality or region, the page and the organization it shows."""
    with tenancy.tx(SYSTEM):
        held = Membership.objects.filter(roles__contains=[OFFICIAL[page]]).select_related("account", "organization")
        official = held.order_by("pk")[0]
        node = official.organization_id
        if page == "school":
            below = Organization.objects.filter(level="school", municipality_id=node).order_by("pk")
            node = below[4].pk
    fetch = visitor(official)
    address = reverse("dashboard_school", args=[node]) if page == "school" else reverse("dashboard")
    answer = fetch(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return fetch, address, node


def _watched(fetch: Fetch, address: str) -> tuple[float, float, list[tuple[str, float]]]:
    """Wall time, processor time, every statement with its time."""
    told: list[tuple[str, float]] = []

    def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            told.append((str(sql), time.perf_counter() - started))

    begun = time.process_time()
    with connection.execute_wrapper(watch):
        wall = _timed(lambda: fetch(address))
    return wall, time.process_time() - begun, told
