"""Libraries and programs of the system: installed through apt when we are root, else named in one line."""

import ctypes
import os
import shutil
import subprocess
import time
from pathlib import Path

from launcher.console import say
from launcher.paths import LOCAL, private

PDF = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# Any of them; the shell draws the same pages without the windows of a browser, in half the time. Not every system
# packs it.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
BROWSER = {
    "libatomic.so.1": "libatomic1",
    "/usr/share/fonts/truetype": "fonts-liberation",
}
FAILED = LOCAL / "apt-failed"
TRY_AGAIN_AFTER = 24 * 60 * 60  # seconds


def is_present(thing: str) -> bool:
    """Whether a library (….so.N), a folder (/…) or a program is there."""
    if thing.startswith("/"):
        return Path(thing).exists()
    if ".so." not in thing:
        return shutil.which(thing) is not None
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def missing(wanted: dict[str, str]) -> list[str]:
    """Debian packages of the things that are not there."""
    return [package for thing, package in wanted.items() if not is_present(thing)]


def ensure_pdf() -> None:
    """Pango is there, or a line says what to install; everything but PDF works without."""
    if lacking := still_missing(PDF):
        say(f"PDF will not work until this is installed: sudo apt install {' '.join(lacking)}")


def ensure_browser() -> str:
    """A browser is there; returns what is not, in words, or an empty string."""
    lacking = still_missing(BROWSER)
    if not (browser() or any(apt_install([package]) for package in BROWSERS)):
        lacking.append(BROWSERS[1])
    return f"not installed: {', '.join(lacking)} (sudo apt install {' '.join(lacking)})" if lacking else ""


def browser() -> str | None:
    """The program that draws pages for the tests."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def still_missing(wanted: dict[str, str]) -> list[str]:
    """What is missing after apt had its try."""
    lacking = missing(wanted)
    if lacking:
        apt_install(lacking)
        lacking = missing(wanted)
    return lacking


def apt_install(packages: list[str]) -> bool:
    """Installs Debian packages when we are root; a failed try is not repeated for a day."""
    if os.getuid() != 0 or shutil.which("apt-get") is None or " ".join(packages) in tries_that_failed():
        return False
    say(f"Installing through apt: {' '.join(packages)}…")
    private(LOCAL)
    done = apt("install", "--yes", "--no-install-recommends", *packages)
    if not done:
        apt("update")
        done = apt("install", "--yes", "--no-install-recommends", *packages)
    if not done:
        FAILED.write_text("\n".join([*tries_that_failed(), " ".join(packages)]), encoding="utf-8")
    return done


def apt(*words: str) -> bool:
    """One apt-get call; its output goes to .local/apt.log."""
    options = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30"]
    variables = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with (LOCAL / "apt.log").open("ab") as log:
        command = ["apt-get", "--quiet", *options, *words]
        return (
            subprocess.run(
                command, env=variables, stdout=log, stderr=log, stdin=subprocess.DEVNULL, check=False
            ).returncode
            == 0
        )


def tries_that_failed() -> list[str]:
    """Of the last day, each as the packages it asked for: one of them may fail where another is packed."""
    if not FAILED.exists() or time.time() - FAILED.stat().st_mtime >= TRY_AGAIN_AFTER:
        return []
    return FAILED.read_text(encoding="utf-8").splitlines()
