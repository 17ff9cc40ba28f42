"""The sample, loaded once per worker: later tests get the database back as the loading left it, by a copy of its files.

A copy takes a fraction of a second; the example region with its papers takes ten. Nothing a test writes is seen by
another one.
"""

import pickle
from dataclasses import dataclass, field

import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection

from tests.browser.sample import Ids, load_sample
from tests.conftest import NOW
from tests.databases import as_owner, as_owner_alone


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
        as_owner(f'DROP DATABASE IF EXISTS "{self.copy}"')
        as_owner_alone(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.database}"')
        self.ids, self.letters = pickle.dumps(ids), list(mail.outbox)

    def _bring_back(self) -> None:
        """Rows have the ids they had in the test before: nothing of it may be found in the cache."""
        cache.clear()
        mail.outbox[:] = self.letters
        as_owner_alone(f'DROP DATABASE "{self.database}"', f'CREATE DATABASE "{self.database}" TEMPLATE "{self.copy}"')

    def drop(self) -> None:
        if self.ids:
            as_owner(f'DROP DATABASE IF EXISTS "{self.copy}"')
