"""Databases of the tests as their owner sees them: copied whole, which takes a fraction of a second."""

import contextlib
import os

import psycopg2
from django.conf import settings
from django.db import connection

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
READY = f"test_ready_{RUN}"  # the tables as the migrations leave them, made by the first worker for the others


def as_owner(*statements: str) -> list[tuple[object, ...]]:
    """From outside: a database that somebody is connected to is neither copied nor dropped. Gives the last rows."""
    connection.close()
    return _said(settings.OWNER_ROLE, *statements)


def as_owner_alone(*statements: str) -> None:
    """After the sessions that a thread of an earlier test has left open; each role may end its own ones only."""
    connection.close()
    name = connection.settings_dict["NAME"]
    for role in (settings.APP_ROLE, settings.OWNER_ROLE):
        own = f"datname = '{name}' AND usename = '{role}'"
        _said(role, f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {own}")
    _said(settings.OWNER_ROLE, *statements)


def _said(role: str, *statements: str) -> list[tuple[object, ...]]:
    own = connection.get_connection_params()
    address = {key: own[key] for key in ("host", "port", "password") if key in own}
    link = psycopg2.connect(**address, dbname="postgres", user=role)
    link.autocommit = True
    with contextlib.closing(link), link.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def is_ready() -> bool:
    return bool(RUN and as_owner(f"SELECT 1 FROM pg_database WHERE datname = '{READY}'"))


def make_ready() -> None:
    """Whoever comes second at the same moment has migrated on its own and leaves it at that."""
    if RUN and not is_ready():
        with contextlib.suppress(psycopg2.errors.DuplicateDatabase, psycopg2.errors.UniqueViolation):
            as_owner_alone(f'CREATE DATABASE "{READY}" TEMPLATE "{connection.settings_dict["NAME"]}"')


def drop_ready() -> None:
    if RUN:
        as_owner(f'DROP DATABASE IF EXISTS "{READY}"')
