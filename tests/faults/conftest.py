"""Servers of their own, which a test may kill; other processes do the work. Nothing here touches the test database."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from launcher import paths
from launcher.console import Failure
from launcher.locks import open_lock, try_exclusive
from launcher.postgres import Postgres
from launcher.servers import THROWAWAY
from launcher.valkey import Valkey

PATIENCE = 180  # seconds for one process on a busy machine; an idle one needs a tenth


@dataclass
class Farm:
    """Two servers and a way to start processes that use them."""

    postgres: Postgres
    valkey: Valkey
    folder: Path

    @property
    def sink(self) -> Path:
        return self.folder / "sink"

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.postgres.url("mentoring_app"),
            "DATABASE_OWNER_URL": self.postgres.url("mentoring_owner"),
            "REDIS_URL": self.valkey.broker_url(),
            "CACHE_URL": self.valkey.cache_url(),
            "MEDIA_ROOT": str(self.folder),
            "STATIC_ROOT": str(self.folder / "static"),
            "SECRET_KEY": "a key of the fault tests, long enough to please everybody",
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "C_FORCE_ROOT": "1",
        }

    def spawn(self, *words: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        with (self.folder / "processes.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *words], env=self.environment(), cwd=paths.ROOT, stdout=stdout, stderr=log
            )

    def start(self, verb: str, number: int = 0) -> subprocess.Popen[bytes]:
        return self.spawn("-m", "tests.faults.worker", verb, str(number), stdout=subprocess.PIPE)

    def do(self, verb: str, number: int = 0) -> Any:
        """Runs a verb of `tests.faults.worker` to its end and returns what it printed."""
        return self.answer(self.start(verb, number))

    def answer(self, process: subprocess.Popen[bytes]) -> Any:
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
        assert process.returncode == 0, (self.folder / "processes.log").read_text()[-2000:]
        return json.loads(output)

    def sent(self) -> list[str]:
        """Message-IDs in the order in which letters left."""
        return self.sink.read_text().split() if self.sink.exists() else []

    def fresh(self, people: int) -> None:
        self.sink.unlink(missing_ok=True)
        self.do("prepare", people)


@pytest.fixture(scope="session")
def servers() -> Iterator[Farm]:
    folder = paths.private(THROWAWAY / f"faults-{os.getpid()}")
    sockets = paths.socket_folder(folder / "run")
    postgres = Postgres(folder / "postgres", sockets, folder / "postgres.log", durable=False, tied=True)
    valkey = Valkey(folder / "valkey", sockets, folder / "valkey.log", durable=True, tied=True)
    with open_lock(folder / "lock") as lock:
        try_exclusive(lock)
        try:
            postgres.start()
            valkey.start()
            valkey.wait()
        except Failure as error:
            pytest.skip(f"No servers that may be killed here: {error}")
        farm = Farm(postgres, valkey, folder)
        try:
            keep_commits(postgres)
            made = farm.spawn("manage.py", "migrate", "--verbosity=0")
            assert made.wait(PATIENCE) == 0, (folder / "processes.log").read_text()[-2000:]
            yield farm
        finally:
            valkey.stop()
            postgres.stop()
            for path in (postgres.data, sockets, folder):
                shutil.rmtree(path, ignore_errors=True)


def keep_commits(postgres: Postgres) -> None:
    """The fast settings of test servers forget the last commits of a server that is killed; these tests must not."""
    connection = psycopg2.connect(postgres.url("postgres", "postgres"))
    with contextlib.closing(connection), connection, connection.cursor() as cursor:
        cursor.execute("ALTER ROLE mentoring_app SET synchronous_commit = on")


@pytest.fixture
def farm(servers: Farm) -> Farm:
    """The servers up and a school of 50 people."""
    servers.postgres.start()
    servers.valkey.start()
    servers.valkey.wait()
    servers.fresh(50)
    return servers
