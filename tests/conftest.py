"""Tests run as the application role: whoever creates a database owns its tables, and owners are outside policies."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.test import Client
from hypothesis import settings as hypothesis_settings

from tests import databases
from tests.clients import ReadOnlyGetClient
from tests.shared_world import SharedWorld
from tests.world import World, build_world

SHARED, RUNNING = pytest.StashKey[SharedWorld](), pytest.StashKey[pytest.Item]()
hypothesis_settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the program
hypothesis_settings.load_profile("untimed")

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)  # Saturday, 12:00 in Moscow


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="write what papers look like now over what was approved")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: a zip made on import holds the second, and workers would not agree."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The migrations run once: the database of a later worker is a copy of what the first one has made."""
    connections["default"].settings_dict["USER"] = settings.OWNER_ROLE
    if databases.is_ready():
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = databases.READY


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[None]:
    connection = connections["default"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:  # the flush of transactional tests
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {settings.APP_ROLE}")
        databases.make_ready()
        connection.close()  # the owner stands above wall 3: no test runs in the session that has migrated
        connection.settings_dict["USER"] = settings.APP_ROLE
    yield
    with django_db_blocker.unblock():
        databases.drop_ready()
        connection.close()
        connection.settings_dict["USER"] = settings.OWNER_ROLE


@pytest.fixture(scope="session", autouse=True)
def ledger_of_erasures(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Beside the database, so no transaction of a test takes it back."""
    settings.ERASURE_LEDGER = tmp_path_factory.mktemp("ledger") / "erasures.jsonl"


@pytest.fixture(autouse=True)
def frozen_time(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test lives at NOW unless it is marked `real_time` (browsers, other processes)."""
    if request.node.get_closest_marker("real_time"):
        yield
        return
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def shared_world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest.FixtureDef
) -> Iterator[SharedWorld]:
    """Made by the first test that has a world, before its other fixtures; later tests are met by the hook below."""
    shared = request.session.stash[SHARED] = SharedWorld(django_db_blocker, NOW)
    shared.prepare(request.session.stash[RUNNING])
    yield shared
    shared.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.session.stash[RUNNING] = item
    if shared := item.session.stash.get(SHARED, None):
        shared.prepare(item)


@pytest.fixture
def world(request: pytest.FixtureRequest, shared_world: SharedWorld, db: None) -> World:
    """Named organizations and people in two regions."""
    return shared_world.copy() if shared_world.wanted_by(request.node) else build_world()


@pytest.fixture
def client() -> Client:
    return ReadOnlyGetClient()


@pytest.fixture
def client_as(world: World) -> Callable[[str], Client]:
    """A signed-in client of a person of the world by key: `client_as("coordinator")`."""

    def sign_in(key: str) -> Client:
        client = ReadOnlyGetClient()
        person = world.people[key]
        client.force_login(person.account)
        return client

    return sign_in
