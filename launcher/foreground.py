"""Commands that run.py carries in the foreground, with the caller's terminal."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from launcher.processes import tied

last_signal = 0


def interrupt_once() -> None:
    """Ctrl+C and SIGTERM raise KeyboardInterrupt once; what follows cannot disturb the cleaning up.

    Set by hand: a background shell starts us with SIGINT ignored, and then Python leaves it so.
    """
    signal.signal(signal.SIGINT, raise_once)
    signal.signal(signal.SIGTERM, raise_once)


def raise_once(number: int, _frame: FrameType | None) -> None:
    global last_signal
    last_signal = number
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def carry(command: Sequence[str | Path], variables: Mapping[str, str], *, cwd: Path | None = None) -> int:
    """Runs the command with our input and output; returns its exit code. A signal to us reaches it too."""
    process = subprocess.Popen(
        [os.fspath(part) for part in command], env=dict(variables), cwd=cwd, preexec_fn=tied(signal.SIGTERM)
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        told_by_terminal = last_signal == signal.SIGINT and os.isatty(0)
        if not told_by_terminal:
            process.send_signal(last_signal)
        try:
            return process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()
