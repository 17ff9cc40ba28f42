"""Locks between runs in one checkout. The kernel frees them when a process dies, however it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from launcher.console import say
from launcher.paths import private


def open_lock(path: Path) -> IO[str]:
    private(path.parent)
    return path.open("a+", encoding="utf-8")


def try_exclusive(lock: IO[str]) -> bool:
    """Takes the lock when nobody else holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def exclusive(path: Path, waiting: str = "") -> Iterator[None]:
    """Holds the lock; while another run has it, says `waiting` and waits."""
    with open_lock(path) as lock:
        if not try_exclusive(lock):
            if waiting:
                say(waiting)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def shared(path: Path) -> Iterator[IO[str]]:
    """Holds the lock together with others."""
    with open_lock(path) as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield lock
