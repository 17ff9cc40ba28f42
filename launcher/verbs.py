"""The verbs of run.py."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable

from launcher import checks, database, packages, system, web
from launcher.console import Failure, say
from launcher.foreground import carry, interrupt_once
from launcher.locks import open_lock, try_exclusive
from launcher.paths import LOCAL, PYTHON, ROOT
from launcher.servers import environment, local_servers, throwaway_servers

HELP = """\
python3 run.py [--port N]       start the program at http://127.0.0.1:8000, print the sign-ins
python3 run.py test [ARGS]      run the tests; ARGS go to pytest
python3 run.py lint             run the linters and checks
python3 run.py manage COMMAND   run a manage.py command with the local servers up
python3 run.py shell            open a Python shell with the models
python3 run.py bench [NAME]     run the benchmarks, or one of them
python3 run.py reset [--yes]    drop the local data after asking
"""
LOCAL_SETTINGS = "config.settings.local"
TEST_SETTINGS = "config.settings.test"
WITHOUT_SCHEMA = {
    "migrate",
    "makemigrations",
    "showmigrations",
    "sqlmigrate",
    "squashmigrations",
    "check",
    "help",
}


def main(arguments: list[str]) -> int:
    """Carries out one verb; returns the exit code."""
    interrupt_once()
    try:
        verb, rest = split(arguments)
        return VERBS[verb](rest)
    except Failure as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


def split(arguments: list[str]) -> tuple[str, list[str]]:
    """The verb and what follows it; without one, `start`. Raises Failure for an unknown verb."""
    if arguments and arguments[0] in {"-h", "--help"}:
        return "help", []
    if not arguments or arguments[0].startswith("-"):
        return "start", arguments
    if arguments[0] not in VERBS:
        raise Failure(f"Unknown verb «{arguments[0]}».\n\n{HELP}")
    return arguments[0], arguments[1:]


def port_number(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port: a number from 1 to 65535 is needed")
    return int(text)


def start_options(rest: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage="python3 run.py [--port N]", add_help=False)
    parser.add_argument("--port", type=port_number, default=8000)
    return parser.parse_args(rest)


def show_help(_rest: list[str]) -> int:
    print(HELP, end="")
    return 0


def start(rest: list[str]) -> int:
    options = start_options(rest)
    packages.ensure_packages(dev=False)
    system.ensure_pdf()
    return web.serve(options.port)


def manage(rest: list[str]) -> int:
    packages.ensure_packages(dev=False)
    with local_servers() as servers:
        variables = environment(servers, LOCAL_SETTINGS)
        if rest and rest[0] not in WITHOUT_SCHEMA:
            try:
                database.migrate(servers, variables)
            except Failure as failure:
                say(f"The database is not up to date. {failure}")
        return carry([PYTHON, ROOT / "manage.py", *rest], variables)


def shell(rest: list[str]) -> int:
    return manage(["shell", *rest])


def test(rest: list[str]) -> int:
    packages.ensure_packages(dev=True)
    system.ensure_pdf()
    why_no_browser = system.ensure_browser()
    with throwaway_servers() as servers:
        variables = environment(servers, TEST_SETTINGS) | {"WHY_NO_BROWSER": why_no_browser}
        return carry([PYTHON, "-m", "pytest", *pytest_options(rest)], variables, cwd=ROOT)


def pytest_options(rest: list[str]) -> list[str]:
    """Two to four workers unless the caller says how many; the plugin that counts the browser tests."""
    counted = ["-p", "tests.browser_report"]
    if any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in rest):
        return [*counted, *rest]
    return [*counted, "-n", str(min(4, max(2, os.cpu_count() or 2))), "--dist", "worksteal", *rest]


def bench(rest: list[str]) -> int:
    packages.ensure_packages(dev=True)
    system.ensure_pdf()
    with throwaway_servers(durable=True) as servers:
        variables = environment(servers, LOCAL_SETTINGS)
        database.migrate(servers, variables)
        return carry([PYTHON, "-m", "benchmarks", *rest], variables, cwd=ROOT)


def lint(rest: list[str]) -> int:
    packages.ensure_packages(dev=True)
    with throwaway_servers() as servers:
        return checks.run_all(environment(servers, TEST_SETTINGS), only=rest)


def reset(rest: list[str]) -> int:
    """Drops the local data: database, queue, files, letters. `.venv` stays."""
    if "--yes" not in rest and not confirmed():
        say("Nothing was dropped.")
        return 1
    with open_lock(LOCAL / "web.lock") as web_lock, open_lock(LOCAL / "servers.users") as users:
        if not try_exclusive(web_lock) or not try_exclusive(users):
            raise Failure("The program is running in this folder. Stop it first.")
        stop_and_remove()
    say("The local data are gone.")
    return 0


def stop_and_remove() -> None:
    from launcher.servers import Servers, remove

    if packages.is_current(dev=False):
        remove(LOCAL / "postgres", Servers(LOCAL, log=LOCAL / "log", durable=True, tied=False))
    shutil.rmtree(LOCAL, ignore_errors=True)


def confirmed() -> bool:
    print(f"Drop the local database, files and letters in {LOCAL}? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes", "д", "да"}


VERBS: dict[str, Callable[[list[str]], int]] = {
    "help": show_help,
    "start": start,
    "test": test,
    "lint": lint,
    "manage": manage,
    "shell": shell,
    "bench": bench,
    "reset": reset,
}
