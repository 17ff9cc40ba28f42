"""The schema and the demonstration data of the local database, kept up to date at start."""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from launcher.console import Failure, say, tail
from launcher.paths import LOCAL, LOGS, PYTHON, ROOT, private
from launcher.servers import Servers

SIGN_INS = LOCAL / "sign-ins.txt"
SOURCES = (
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "core/**/*.py",
    "config/settings/*.py",
    "requirements.txt",
)


def prepare(servers: Servers, variables: dict[str, str]) -> None:
    """Migrates when the schema's sources have changed, and loads the demonstration data once."""
    migrate(servers, variables)
    load_demonstration(servers, variables)


def migrate(servers: Servers, variables: dict[str, str]) -> None:
    """Skipped when nothing changed since the last time; always run on a database of the caller's own."""
    stamp, digest = notes(servers) / "migrated", schema_digest()
    if servers.postgres and stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    say("Migrating the database…")
    manage("migrate", variables)
    stamp.write_text(digest, encoding="utf-8")


def load_demonstration(servers: Servers, variables: dict[str, str]) -> None:
    """Runs `load_demo` once per local cluster and keeps the sign-ins it prints."""
    if not servers.postgres or (notes(servers) / "demonstration").exists():
        return
    if not list(ROOT.glob("*/management/commands/load_demo.py")):
        return
    say("Loading the demonstration data…")
    SIGN_INS.write_text(manage("load_demo", variables), encoding="utf-8")
    (notes(servers) / "demonstration").touch()


def sign_ins() -> str:
    return SIGN_INS.read_text(encoding="utf-8").strip() if SIGN_INS.exists() else ""


def notes(servers: Servers) -> Path:
    """Where stamps about a database lie: inside its cluster, so that they go with it."""
    return servers.postgres.data if servers.postgres else private(LOCAL)


def manage(command: str, variables: dict[str, str]) -> str:
    """Runs a management command and returns what it printed. Raises Failure with the end of its log."""
    log = private(LOGS) / f"{command}.log"
    with log.open("wb") as errors:
        words: list[str | Path] = [PYTHON, ROOT / "manage.py", command]
        result = subprocess.run(words, env=variables, stdout=subprocess.PIPE, stderr=errors, check=False)
    if result.returncode:
        raise Failure(f"`manage.py {command}` failed:\n{tail(log, 25)}")
    return result.stdout.decode()


def schema_digest() -> str:
    """A digest of every file that decides what `migrate` would do."""
    return digest(path for pattern in SOURCES for path in sorted(ROOT.glob(pattern)))


def digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(os.fsencode(file.relative_to(ROOT)) + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()
