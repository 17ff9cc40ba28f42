"""Starting processes that do not outlive the launcher, and ending them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 5_000_000  # bytes


def tied(death_signal: int | None = signal.SIGTERM) -> Callable[[], None]:
    """What a child does before it starts: hear Ctrl+C again and, on Linux, get the signal when we die."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background shell starts us with it ignored
        if libc is not None and death_signal is not None:
            libc.prctl(PR_SET_PDEATHSIG, death_signal)

    return prepare


def as_user(user: tuple[int, int] | None) -> dict[str, Any]:
    """Arguments of subprocess for running as (uid, gid); none for the caller's own."""
    return {} if user is None else {"user": user[0], "group": user[1], "extra_groups": []}


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    death_signal: int | None = signal.SIGTERM,
    user: tuple[int, int] | None = None,
    keep: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """A background process in a session of its own (Ctrl+C reaches only us), writing into the log file.

    `user` is (uid, gid) to run as; `keep` are open files the process inherits.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".old"))
    with log.open("ab") as output:
        return subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=tied(death_signal),
            pass_fds=keep,
            **as_user(user),
        )


def alive(pid: int) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return not Path("/proc/self").exists()


def wait_until(answer: Callable[[], bool], seconds: float, step: float = 0.03) -> bool:
    """Asks until the answer is yes; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not answer():
        if time.monotonic() > deadline:
            return False
        time.sleep(step)
    return True


def end(pid: int, signals: Sequence[tuple[int, float]]) -> None:
    """Sends each signal in turn and waits its seconds for the process to go."""
    for number, seconds in signals:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        if wait_until(lambda: not alive(pid), seconds):
            return


def stop(process: subprocess.Popen[bytes] | None) -> None:
    """Ends a child with all it has started; SIGINT would be lost on a program that is still importing itself."""
    if process is None:
        return
    if process.poll() is None:
        end(process.pid, [(signal.SIGTERM, 8), (signal.SIGKILL, 2)])
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
