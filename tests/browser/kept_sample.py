"""The sample, loaded once per worker: later tests get the database back as the loading left it, by a copy of its files.

A copy takes a fraction of a second; the example region with its papers takes ten. Nothing a test writes is seen by
another one.
"""

import contextlib
import pickle
from dataclasses import dataclass, field

import psycopg2
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection

from tests.browser.sample import Ids, load_sample
from tests.conftest import NOW


@dataclass
class KeptSample:
    """`ids` are empty until the first test asks."""

    ids: bytes = b""
    letters: list[EmailMessage] = field(default_factory=list)

    @property
    def database(self) -> str:
        return connection.settings_dict["NAME"]

    @property
    def copy(self) -> str:
        return f"{self.database}_sample"

    def give(self) -> Ids:
        """The arguments of the pages; the empty database of a test that commits holds the sample then, made at NOW."""
        if self.ids:
            self._bring_back()
        else:
            self._load()
        return pickle.loads(self.ids)

    def _load(self) -> None:
        with time_machine.travel(NOW, tick=False):
            ids = load_sample(NOW)
        as_owner(f'DROP DATABASE IF EXISTS "{self.copy}"', f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.database}"')
        self.ids, self.letters = pickle.dumps(ids), list(mail.outbox)

    def _bring_back(self) -> None:
        """Rows have the ids they had in the test before: nothing of it may be found in the cache."""
        cache.clear()
        mail.outbox[:] = self.letters
        as_owner(f'DROP DATABASE "{self.database}"', f'CREATE DATABASE "{self.database}" TEMPLATE "{self.copy}"')

    def drop(self) -> None:
        if self.ids:
            as_owner(f'DROP DATABASE IF EXISTS "{self.copy}"')


def as_owner(*statements: str) -> None:
    """From outside: a database that somebody is connected to is neither copied nor dropped."""
    connection.close()
    own = connection.get_connection_params()
    address = {key: own[key] for key in ("host", "port", "password") if key in own}
    owner = psycopg2.connect(**address, dbname="postgres", user=settings.OWNER_ROLE)
    owner.autocommit = True
    with contextlib.closing(owner), owner.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
