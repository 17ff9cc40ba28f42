"""Words for the person at the terminal, on stderr: stdout belongs to the commands that run.py carries."""

import sys
from pathlib import Path


class Failure(Exception):
    """The run cannot go on; the message says why and what to do."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log file, indented; empty when there is no such file."""
    if not log.is_file():
        return ""
    text = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line}" for line in text)
