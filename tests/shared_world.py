"""The world of the tests, built once and shared: every test gets its own copy of the rows and leaves none behind.

An open transaction holds the rows; a test runs inside it and is rolled back to where it began, as Django's TestCase
does with `setUpTestData`. A test that commits, or that wants no world, first ends that transaction.
"""

import pickle

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from tests.world import World, build_world

COMMITTING = {"transactional_db", "live_server"}


class SharedWorld:
    """At most one open transaction; `wanted_by` says which tests run inside it.

    It is the application's, or for tests marked `owner` that of the owner of the tables, who is outside the policies.
    """

    def __init__(self, blocker: pytest.FixtureDef, moment: object) -> None:
        self.blocker, self.moment = blocker, moment
        self.atomic: transaction.Atomic | None = None
        self.user = ""
        self.kept = b""
        self.files: dict[str, bytes] = {}

    @staticmethod
    def wanted_by(item: pytest.Item) -> bool:
        marker = item.get_closest_marker("django_db")
        commits = bool(marker and marker.kwargs.get("transaction")) or not COMMITTING.isdisjoint(item.fixturenames)
        return "world" in item.fixturenames and not commits

    def prepare(self, item: pytest.Item) -> None:
        user = settings.OWNER_ROLE if item.get_closest_marker("owner") else settings.APP_ROLE
        if not self.wanted_by(item):
            self.close()
        elif self.atomic is None or self.user != user:
            self.close()
            self.open(user)

    def open(self, user: str) -> None:
        self._sign_in(user)
        with self.blocker.unblock(), time_machine.travel(self.moment, tick=False):
            self.atomic = transaction.atomic()
            self.atomic._from_testcase = True
            self.atomic.__enter__()
            world = build_world()
            self.kept = pickle.dumps(world)
            self.files = {file.name: file.read() for school in world.schools for file in school.files}
            connection.check_constraints()

    def close(self) -> None:
        if self.atomic is None:
            return
        with self.blocker.unblock():
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
        self.atomic = None
        self._sign_in(settings.APP_ROLE)

    def _sign_in(self, user: str) -> None:
        """The connection is as good as any while it stays with its user."""
        if connection.settings_dict["USER"] != user:
            with self.blocker.unblock():
                connection.close()
            connection.settings_dict["USER"] = user
        self.user = user

    def copy(self) -> World:
        """Rows have the ids they had in the test before: nothing of it may be found in the cache.

        No rollback brings back a stored file that the test before deleted.
        """
        cache.clear()
        for name, content in self.files.items():
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(content))
        return pickle.loads(self.kept)
