"""A file of JSON lines beside the database, only ever added to: what a restored backup must not bring back.

It holds ids, random words and moments. Every line is on the disk before the transaction that it tells of holds; a
transaction that does not hold takes its line back by another line.
"""

import fcntl
import json
import logging
import os
import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from core.errors import DomainError
from core.postgresql.base import present_connection

logger = logging.getLogger(__name__)


class LedgerUnavailable(DomainError):
    message = "Журнал уничтожений недоступен, поэтому ничего не уничтожено. Сообщите администратору."


def append(kind: str, **content: Any) -> None:
    """In the caller's transaction. Raises LedgerUnavailable: what cannot be written down is not done."""
    key = uuid.uuid4().hex
    try:
        _write({"id": key, "kind": kind, **content})
    except OSError as error:
        logger.exception("The ledger cannot be written")
        raise LedgerUnavailable from error
    present_connection().on_rollback(partial(_write, {"kind": "taken back", "of": key}))


def lines(kind: str) -> Iterator[dict[str, Any]]:
    """The lines of a kind in their order, without those that were taken back."""
    found = list(_read())
    taken = {line["of"] for line in found if line["kind"] == "taken back"}
    return (line for line in found if line["kind"] == kind and line["id"] not in taken)


def _write(line: dict[str, Any]) -> None:
    """A new line before and after: what a crash left half-written spoils itself only."""
    path: Path = settings.ERASURE_LEDGER
    path.parent.mkdir(parents=True, exist_ok=True)
    content = b"\n" + json.dumps(line, ensure_ascii=False).encode() + b"\n"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        view = memoryview(content)
        while view:
            view = view[os.write(file, view) :]
        os.fsync(file)
    finally:
        os.close(file)


def _read() -> Iterator[dict[str, Any]]:
    path: Path = settings.ERASURE_LEDGER
    if not path.exists():
        return
    for number, text in enumerate(path.read_bytes().splitlines(), 1):
        try:
            if text.strip():
                yield json.loads(text)
        except ValueError:
            logger.error("A line of the ledger cannot be read: %s", number)
