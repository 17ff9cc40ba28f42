"""The servers a command needs, and the environment that leads to them.

Servers of the local run are shared by all that run in this checkout and stopped by the last of them. Tests
and benchmarks get servers of their own, which nothing outlives.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher import identity
from launcher.locks import exclusive, open_lock, shared, try_exclusive
from launcher.paths import LOCAL, private, socket_folder
from launcher.postgres import Postgres
from launcher.valkey import Valkey

THROWAWAY, BYTECODE = LOCAL / "throwaway", LOCAL / "bytecode"


class Servers:
    """PostgreSQL and Valkey under one folder, less those whose address the caller's environment gives."""

    def __init__(self, folder: Path, *, log: Path, durable: bool, tied: bool) -> None:
        sockets = socket_folder(folder / "run", frozenset(identity.user() or ()))
        self.sockets = sockets
        self.postgres = self.valkey = None
        if "DATABASE_URL" not in os.environ:
            self.postgres = Postgres(folder / "postgres", sockets, log / "postgres.log", durable, tied)
        if "REDIS_URL" not in os.environ:
            self.valkey = Valkey(folder / "valkey", sockets, log / "valkey.log", durable, tied)

    def start(self) -> None:
        if self.valkey:
            self.valkey.start()
        if self.postgres:
            self.postgres.start()
        if self.valkey:
            self.valkey.wait()

    def stop(self) -> None:
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()

    def addresses(self) -> dict[str, str]:
        found = {}
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url("mentoring_app")
            found["DATABASE_OWNER_URL"] = self.postgres.url("mentoring_owner")
        if self.valkey:
            found["REDIS_URL"] = self.valkey.broker_url()
            found["CACHE_URL"] = self.valkey.cache_url()
        return found


def environment(servers: Servers | None, settings: str) -> dict[str, str]:
    """What Django is started with: the caller's environment, the servers, the settings and a local key.

    Python keeps what it has compiled in `.local`, also where the caller wants none beside the sources: without it every
    process of a run compiles Django anew, for some seconds.
    """
    added = servers.addresses() if servers else {}
    if "SECRET_KEY" not in os.environ and "SECRET_KEY_FILE" not in os.environ:
        added["SECRET_KEY"] = secret_key()
    added |= {"DJANGO_SETTINGS_MODULE": settings, "PYTHONUNBUFFERED": "1", "PYTHONPYCACHEPREFIX": str(BYTECODE)}
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | added


def secret_key() -> str:
    """The key of this checkout, made at first use."""
    path = private(LOCAL) / "secret_key"
    if not path.exists():
        fresh = path.with_name(f"secret_key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        fresh.rename(path)
    return path.read_text(encoding="utf-8").strip()


@contextmanager
def local_servers() -> Iterator[Servers]:
    """The servers of this checkout, up; whoever leaves last stops them."""
    servers = Servers(LOCAL, log=LOCAL / "log", durable=True, tied=False)
    turn, users = LOCAL / "servers.lock", LOCAL / "servers.users"
    with shared(users) as mine:
        try:
            with exclusive(turn):
                servers.start()
            yield servers
        finally:
            with exclusive(turn):
                if try_exclusive(mine):
                    servers.stop()


@contextmanager
def throwaway_servers(*, durable: bool = False) -> Iterator[Servers]:
    """Fresh servers for one run, gone with their data at its end. Clears what killed runs have left."""
    clear_leftovers()
    folder = private(THROWAWAY / str(os.getpid()))
    with open_lock(folder / "lock") as lock:
        try_exclusive(lock)
        servers = Servers(folder, log=folder, durable=durable, tied=True)
        try:
            servers.start()
            yield servers
        finally:
            remove(folder, servers)


def clear_leftovers() -> None:
    for folder in sorted(THROWAWAY.glob("*")):
        with open_lock(folder / "lock") as lock:
            if try_exclusive(lock):
                remove(folder, Servers(folder, log=folder, durable=False, tied=True))


def remove(folder: Path, servers: Servers) -> None:
    """Stops the servers and deletes all they had."""
    servers.stop()
    if servers.postgres:
        identity.forget(servers.postgres.data)
    for path in (folder, servers.sockets):
        shutil.rmtree(path, ignore_errors=True)
