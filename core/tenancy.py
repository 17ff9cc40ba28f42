"""Whose rows the current transaction may touch.

A `Scope` is carried in a context variable and written into transaction-local settings of PostgreSQL as the first
statement of every transaction; the policies of `core.rls` compare them with the labels of a row.
`current() is None` means nobody declared a scope: touching a tenant table raises. `NOBODY` is a stranger: zero rows.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

Ids = tuple[int, ...]


@dataclass(frozen=True)
class Scope:
    """One field per setting `app.<name>`: arrays of ids of nodes of the tree, never expanded lists of schools."""

    account: int | None = None
    system: bool = False
    regions: Ids = ()
    municipalities: Ids = ()
    schools: Ids = ()
    ancestors: Ids = ()
    pd_regions: Ids = ()
    pd_municipalities: Ids = ()
    pd_schools: Ids = ()
    write_orgs: Ids = ()
    pd_write: Ids = ()
    closed: Ids = ()
    pairs: Ids = ()
    write_pairs: Ids = ()
    persons: Ids = ()
    concerns: Ids = ()

    def settings(self) -> list[str]:
        """The value of every field as `set_config` takes it, in their order."""
        return [_setting(getattr(self, name)) for name in NAMES]

    @property
    def cache_key(self) -> str:
        """Part of every cache key, so that a cached value never crosses a wall."""
        return hashlib.sha256("|".join(self.settings()).encode()).hexdigest()[:24]


NAMES = tuple(field.name for field in fields(Scope))


def _setting(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, tuple):
        return "{" + ",".join(map(str, value)) + "}" if value else ""
    return str(value)


NOBODY = Scope()
SYSTEM = Scope(system=True)
SET_ALL = "SELECT num_nonnulls(" + ", ".join(f"set_config('app.{name}', %s, true)" for name in NAMES) + ")"

_current: ContextVar[Scope | None] = ContextVar("tenancy", default=None)


class NoScope(RuntimeError):
    """A tenant table was touched outside `tx()`/`scope()`: a bug, never shown to users."""


def current() -> Scope | None:
    return _current.get()


def apply(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET_ALL, _settings(current() or NOBODY))


@lru_cache(maxsize=1024)
def _settings(value: Scope) -> tuple[str, ...]:
    """Kept: a request sets them twice."""
    return tuple(value.settings())


@contextmanager
def scope(value: Scope) -> Iterator[Scope]:
    """Switches the scope, also inside an open transaction; restores it on the way out."""
    token = _current.set(value)
    try:
        _apply_to_open_transactions()
        yield value
    finally:
        _current.reset(token)
        _apply_to_open_transactions()


def switch(value: Scope) -> None:
    """Another scope until the end of the surrounding `tx`, which restores the one before it. Saves a statement."""
    _current.set(value)
    _apply_to_open_transactions()


@contextmanager
def tx(value: Scope) -> Iterator[Scope]:
    """A transaction under a scope: the way of tasks, commands, tests and streams."""
    with scope(value), transaction.atomic():
        yield value


def _apply_to_open_transactions() -> None:
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block or connection.needs_rollback or connection.connection is None:
            continue
        if connection.connection.info.transaction_status != TRANSACTION_STATUS_INERROR:
            apply(connection)


_tenant_tables: re.Pattern[str] | None = None


def tenant_tables() -> re.Pattern[str]:
    """One pattern of the quoted names of all tables with a policy."""
    global _tenant_tables
    if _tenant_tables is None:
        names = [m._meta.db_table for m in apps.get_models() if getattr(m, "tenant_class", "open") != "open"]
        _tenant_tables = re.compile('"(' + "|".join(map(re.escape, names)) + ')"')
    return _tenant_tables


def guard(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wall 2: a tenant table touched by the application role without a scope and a transaction raises NoScope."""
    connection = context["connection"]
    if (
        (current() is None or not connection.in_atomic_block)
        and connection.settings_dict["USER"] == settings.APP_ROLE
        and tenant_tables().search(str(sql))
        and not str(sql).startswith("TRUNCATE")
    ):
        raise NoScope(str(sql)[:100])
    return execute(sql, params, many, context)
