"""Servers of their own, which a test may kill; other processes do the work. Nothing here touches the test database."""

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from launcher import paths
from launcher.console import Failure
from launcher.locks import open_lock, try_exclusive
from launcher.postgres import Postgres, binaries
from launcher.servers import THROWAWAY
from launcher.valkey import Valkey

PATIENCE = 180  # seconds for one process on a busy machine; an idle one needs a tenth


@dataclass
class Farm:
    """Two servers and a way to start processes that use them."""

    postgres: Postgres
    valkey: Valkey
    folder: Path
    helper: subprocess.Popen[bytes] | None = None

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

    def spawn(self, *words: str, stdin: int | None = None, stdout: int = DEVNULL) -> subprocess.Popen[bytes]:
        with (self.folder / "processes.log").open("ab") as log:
            command, env = [sys.executable, *words], self.environment()
            return subprocess.Popen(command, env=env, cwd=paths.ROOT, stdin=stdin, stdout=stdout, stderr=log, bufsize=0)

    def do(self, verb: str, number: int = 0) -> Any:
        """Has a process of its own do a verb of `tests.faults.worker` to its end and returns what it printed."""
        self.helper = self.helper or self.spawn("-m", "tests.faults.worker", stdin=PIPE, stdout=PIPE)
        self.helper.stdin.write(f"{verb} {number}\n".encode())
        ready, _, _ = select.select([self.helper.stdout.fileno()], [], [], PATIENCE)
        said = self.helper.stdout.readline().strip() if ready else b""
        if not said:
            self.dismiss()
        assert said, (self.folder / "processes.log").read_text()[-2000:]
        return json.loads(said)

    def dismiss(self) -> None:
        """Ends the helper; the next verb gets another one, which owes no old answer."""
        if self.helper is not None:
            self.helper.kill()
            self.helper.communicate()
            self.helper = None

    def sent(self) -> list[str]:
        """Message-IDs in the order in which letters left."""
        return self.sink.read_text().split() if self.sink.exists() else []

    def fresh(self, people: int) -> None:
        self.sink.unlink(missing_ok=True)
        self.do("prepare", people)


@pytest.fixture(scope="session")
def servers(django_db_setup: None) -> Iterator[Farm]:
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
            if not tables_copied(postgres):
                farm.do("migrate")
            yield farm
        finally:
            farm.dismiss()
            valkey.stop()
            postgres.stop()
            for path in (postgres.data, sockets, folder):
                shutil.rmtree(path, ignore_errors=True)


def tables_copied(postgres: Postgres) -> bool:
    """The migrations have run for the test database already: its tables are taken over, unless its server is of another
    version than our pg_dump."""
    test = connection.settings_dict
    host, port = (f"--host={test['HOST']}", f"--port={test['PORT'] or 5432}")
    dump: list[str | Path] = [binaries() / "pg_dump", host, port, f"--username={settings.OWNER_ROLE}", test["NAME"]]
    load: list[str | Path] = [
        binaries() / "psql",
        f"--host={postgres.sockets}",
        "--username=postgres",
        "--dbname=mentoring",
    ]
    env = os.environ | {"PGPASSWORD": test["PASSWORD"]}
    told = subprocess.run(dump, env=env, capture_output=True, check=False)
    if told.returncode:
        return False
    strict = ["--dbname=mentoring", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    subprocess.run([*load, *strict], input=told.stdout, stdout=DEVNULL, check=True)
    return True


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
