"""What `run.py lint` checks. Every check runs, also after a failed one; the exit code is 0 when all hold."""

import subprocess
import time
from collections.abc import Mapping, Sequence

from launcher.console import Failure, say
from launcher.paths import PYTHON, ROOT

CHECKS: dict[str, Sequence[str]] = {
    "ruff": ("-m", "ruff", "check", "."),
    "format": ("-m", "ruff", "format", "--check", "."),
    "templates": ("-m", "djlint", "templates", "--lint", "--quiet"),
    "compose": ("-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"),
    "migrations": ("-W", "error", "manage.py", "makemigrations", "--check", "--dry-run"),
    "deploy": ("-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
    "mypy": ("-m", "mypy", "."),
}
# The production settings are checked with invented secrets and addresses.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "lint-Qm3vZp8Rk1Xw6Ty9Bn4Lc7Hd2Gf5Js0Ua-eVoWiKxMzPqNrStYb",
    "ALLOWED_HOSTS": "mentoring.example",
    "SITE_URL": "https://mentoring.example",
}


def run_all(variables: Mapping[str, str], only: Sequence[str] = ()) -> int:
    """Runs the checks (or the named ones). Raises Failure for an unknown name."""
    if unknown := set(only) - set(CHECKS):
        raise Failure(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(CHECKS)}.")
    failed = [name for name in only or CHECKS if not holds(name, variables)]
    print(f"lint: {'failed: ' + ', '.join(failed) if failed else 'all checks hold'}", flush=True)
    return 1 if failed else 0


def holds(name: str, variables: Mapping[str, str]) -> bool:
    """Runs one check; prints its output only when it fails."""
    began = time.monotonic()
    added = PRODUCTION if name == "deploy" else {}
    result = subprocess.run(
        [PYTHON, *CHECKS[name]],
        env=dict(variables) | added,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = result.stdout.decode(errors="replace").strip()
    say(f"{'ok    ' if result.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)")
    if result.returncode:
        print(said, flush=True)
    return result.returncode == 0
