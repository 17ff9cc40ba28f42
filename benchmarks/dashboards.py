"""Dashboards of officials on 15,000 schools, 200,000 people and 1,000,000 meetings, and on a tenth of that.

Builds both databases itself: six to seven minutes on two cores; `bench dashboards --scale=0.1` takes one. All times are
of the processor, of the program and of the process of PostgreSQL that serves it. `…_database` is the page's own
statements (what every page asks, session, memberships and scope, is measured by `pages`) against hand-written SQL by
the owner, whom no policy concerns (`boards_sql`).
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psycopg2
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from benchmarks import data
from benchmarks.boards_sql import BY_HAND
from benchmarks.measure import Figure, compare
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
ENOUGH = 500.0  # ms of the server for a region of 3,000 schools
FREE = 30.0  # ms of processor time a page may take beside twice its database time

Statement = tuple[str, Any]  # with its values


@dataclass(frozen=True)
class Seen:
    """Medians of one page, milliseconds of processor time."""

    program: float
    database: float  # all statements of the request
    own: float  # statements of the page itself
    by_hand: float
    other: float  # a page of the program that reads none of these tables, beside it
    statements: int

    @property
    def whole(self) -> float:
        return self.program + self.database


def run(scale: float = 1.0) -> Iterator[Figure]:
    few = _measured("tenth", scale / 10)
    many = _measured("full", scale)
    for name, seen in many.items():
        yield Figure(BENCH, f"{name}_database", seen.own, "ms", seen.by_hand, seen.own / seen.by_hand)
        allowed = 2 * seen.database + FREE
        yield Figure(BENCH, f"{name}_whole_page", seen.whole, "ms", allowed, seen.whole / allowed)
        growth = (seen.whole / seen.other) / (few[name].whole / few[name].other)
        yield Figure(BENCH, f"{name}_growth", seen.whole, "ms", few[name].whole, growth)
        yield Figure(BENCH, f"{name}_statements", seen.statements, "queries", few[name].statements)
    server = many["regional"].whole
    yield Figure(BENCH, "regional_server_time", server, "ms", ENOUGH, server / ENOUGH)


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
        with override_settings(DATABASE_OWNER_URL=f"{owner.rpartition('/')[0]}/{copy}"):
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
    """The page, then its own statements beside the hand-written ones, in turn."""
    official, address, node = _visit(page)
    fetch, other = visitor(official), reverse("settings_home")
    common = {sql for sql, _ in _watched(fetch, other)[2]}
    rounds = []
    for _ in range(ROUNDS + 1):
        program, server, told = _watched(fetch, address)
        rounds.append((program, server, sum(_watched(fetch, other)[:2])))
    program, server, rest = (1000 * median(column) for column in zip(*rounds[1:], strict=True))
    own = [(sql, values) for sql, values in told if sql not in common]
    again = _again(official, own, [(sql, _values(node)) for sql in BY_HAND[page]])
    return Seen(program, server, again.value, again.baseline or 0, rest, len(told))


def _again(official: Membership, own: list[Statement], by_hand: list[Statement]) -> Figure:
    """By the processor time of both servers' processes: a busy machine does not change it."""
    viewer = data.viewer_of(official)
    with tenancy.tx(viewer.scope), connection.cursor() as ours, closing(_owner()) as link, link.cursor() as owners:
        pids = (connection.connection.info.backend_pid, link.info.backend_pid)
        return compare(
            BENCH, "again", lambda: _ask(ours, own), lambda: _ask(owners, by_hand),
            rounds=ROUNDS, calls=5, clock=lambda: sum(map(_spent, pids)),
        )  # fmt: skip


def _spent(pid: int) -> float:
    """Processor seconds of a process of the server; where the system does not tell them, the time of day."""
    told = Path(f"/proc/{pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else time.perf_counter()


def _values(node: int) -> dict[str, int]:
    return {"node": node, "year": school_year_of(timezone.localdate())}


def _ask(cursor: Any, statements: list[Statement]) -> None:
    for sql, values in statements:
        cursor.execute(sql, values)
        cursor.fetchall()


def _visit(page: str) -> tuple[Membership, str, int]:
    """An official of the first municipality or region, the page and the organization it shows."""
    with tenancy.tx(SYSTEM):
        held = Membership.objects.filter(roles__contains=[OFFICIAL[page]]).select_related("account", "organization")
        official = held.order_by("pk")[0]
        node = official.organization_id
        if page == "school":
            below = Organization.objects.filter(level="school", municipality_id=node).order_by("pk")
            node = below[4].pk
    address = reverse("dashboard_school", args=[node]) if page == "school" else reverse("dashboard")
    answer = visitor(official)(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return official, address, node


def _watched(fetch: Fetch, address: str) -> tuple[float, float, list[Statement]]:
    """Processor seconds of the program and of the server, every statement with its values."""
    told: list[Statement] = []

    def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        told.append((str(sql), params))
        return execute(sql, params, many, context)

    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    gc.collect()
    program, server = time.process_time(), _spent(pid)
    with connection.execute_wrapper(watch):
        fetch(address)
    return time.process_time() - program, _spent(pid) - server, told
