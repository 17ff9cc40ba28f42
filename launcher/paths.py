"""Where things lie. All that a run makes is in `.venv` and `.local`, save sockets when the path is long."""

import hashlib
import os
import re
import stat
from pathlib import Path

from launcher.console import Failure

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCAL = ROOT / ".local"
LOGS = LOCAL / "log"

LONGEST_SOCKET = 100  # bytes; the kernel takes 107 and PostgreSQL appends a name of 20
SOCKET_NAME = "/.s.PGSQL.5432.lock"


def private(folder: Path) -> Path:
    """The folder, made when absent, closed to other users."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def fits_sockets(folder: Path) -> bool:
    """Whether sockets may live in the folder: its path is short and of letters that no server splits."""
    path = str(folder)
    return len(path + SOCKET_NAME) < LONGEST_SOCKET and re.fullmatch(r"[A-Za-z0-9_./-]+", path) is not None


def short_name(folder: Path) -> str:
    """A short name for a folder with a long path; the same for each run of one user."""
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return f"mentoring-{os.getuid()}-{digest}"


def socket_folder(folder: Path, owners: frozenset[int] = frozenset()) -> Path:
    """The folder or its short stand-in under /tmp, made, closed to others; `owners` may have it besides the caller."""
    if fits_sockets(folder):
        return private(folder)
    return stand_in(Path("/tmp"), folder, 0o700, owners)  # noqa: S108 - its owner is checked


def stand_in(parent: Path, folder: Path, mode: int, owners: frozenset[int] = frozenset()) -> Path:
    """A folder in a place open to all, in another's stead. Raises Failure when a stranger already holds the name."""
    path = parent / short_name(folder)
    path.mkdir(mode=mode, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {os.getuid(), *owners}:
        raise Failure(f"{path} belongs to another user. Remove it and run again.")
    path.chmod(mode)
    return path
