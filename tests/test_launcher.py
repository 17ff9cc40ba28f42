"""What of the launcher can be asked without starting anything."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from launcher import database, locks, packages, paths, processes, system, verbs, web
from launcher.console import Failure, tail
from launcher.postgres import Postgres
from launcher.servers import environment
from launcher.valkey import Valkey
from tests.browser_report import summary


def test_short_plain_folder_holds_its_own_sockets() -> None:
    assert paths.fits_sockets(Path("/srv/mentoring/.local/run"))


@pytest.mark.parametrize("path", ["/srv/Школа № 4/.local/run", "/srv/a b/run", "/srv/a,b/run", "/" + "x" * 90])
def test_long_or_unusual_folder_does_not_hold_sockets(path: str) -> None:
    assert not paths.fits_sockets(Path(path))


def test_stand_in_for_sockets_is_short_and_closed(tmp_path: Path) -> None:
    folder = paths.socket_folder(tmp_path / "Школа № 4" / "run")
    mode = folder.stat().st_mode & 0o777
    folder.rmdir()
    assert mode == 0o700
    assert len(str(folder) + paths.SOCKET_NAME) < paths.LONGEST_SOCKET


def test_stand_in_differs_between_checkouts() -> None:
    assert paths.short_name(Path("/srv/one")) != paths.short_name(Path("/srv/two"))


def test_stand_in_of_somebody_else_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (tmp_path / paths.short_name(target)).symlink_to(target)
    with pytest.raises(Failure, match="belongs to another user"):
        paths.stand_in(tmp_path, target, 0o700)


def test_address_of_database_names_the_socket_folder() -> None:
    cluster = Postgres(Path("/srv/data"), Path("/tmp/sockets"))
    assert cluster.url("mentoring_app") == "postgres://mentoring_app@%2Ftmp%2Fsockets/mentoring"


def test_addresses_of_queue_and_cache_differ_in_database() -> None:
    server = Valkey(Path("/srv/data"), Path("/tmp/sockets"))
    assert server.broker_url() == "redis+socket:///tmp/sockets/valkey"
    assert server.cache_url() == "unix:///tmp/sockets/valkey?db=1"


def test_silent_socket_is_not_ready(tmp_path: Path) -> None:
    assert not Valkey(tmp_path, tmp_path).is_ready()


def test_noted_number_of_a_stranger_is_not_the_server(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n", encoding="utf-8")
    assert Postgres(tmp_path, tmp_path).pid() is None


def test_addresses_of_the_caller_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    assert environment(None, "config.settings.local")["DATABASE_URL"] == "postgres://somewhere/else"


def test_what_is_compiled_once_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    variables = environment(None, "config.settings.test")
    assert "PYTHONDONTWRITEBYTECODE" not in variables
    assert variables["PYTHONPYCACHEPREFIX"] == str(paths.LOCAL / "bytecode")


def test_verb_is_split_from_its_words() -> None:
    assert verbs.split(["manage", "check", "--deploy"]) == ("manage", ["check", "--deploy"])


@pytest.mark.parametrize("words", [[], ["--port", "9000"]])
def test_no_verb_means_start(words: list[str]) -> None:
    assert verbs.split(words) == ("start", words)


def test_unknown_verb_is_refused_with_help() -> None:
    with pytest.raises(Failure, match=r"run\.py test"):
        verbs.split(["dance"])


def test_port_is_read() -> None:
    assert verbs.start_options(["--port", "9000"]).port == 9000


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_impossible_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        verbs.start_options(["--port", port])
    assert f"{port} is no port" in capsys.readouterr().err


def test_pytest_gets_workers_unless_told() -> None:
    assert "-n" in verbs.pytest_options(["-q"])
    assert verbs.pytest_options(["-n0"]) == ["-p", "tests.browser_report", "-n0"]


def test_taken_port_is_replaced_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    with web.bound(0) as taken, web.listen(taken.getsockname()[1]) as other:
        assert other.getsockname()[1] != taken.getsockname()[1]
    assert "is taken; using" in capsys.readouterr().err


def test_page_status_is_zero_while_nobody_answers() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert web.status_of_first_page(f"127.0.0.1:{unused.getsockname()[1]}") == 0


def test_part_that_died_is_named() -> None:
    dead = subprocess.Popen(["false"])
    dead.wait()
    with pytest.raises(Failure, match="The worker stopped \\(code 1\\)"):
        web.check_alive({"worker": dead})


def test_lock_is_held_by_one(tmp_path: Path) -> None:
    with locks.open_lock(tmp_path / "lock") as first, locks.open_lock(tmp_path / "lock") as second:
        assert locks.try_exclusive(first)
        assert not locks.try_exclusive(second)


def test_lock_is_free_after_its_holder(tmp_path: Path) -> None:
    with locks.exclusive(tmp_path / "lock"):
        pass
    with locks.open_lock(tmp_path / "lock") as second:
        assert locks.try_exclusive(second)


def test_finished_process_is_not_alive() -> None:
    process = subprocess.Popen(["true"])
    assert processes.wait_until(lambda: not processes.alive(process.pid), 5)
    process.wait()


def test_process_that_ignores_requests_is_killed() -> None:
    process = subprocess.Popen(["sh", "-c", "trap '' INT TERM; echo; exec sleep 60"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    processes.end(process.pid, [(2, 0.1), (15, 0.1), (9, 5)])
    assert process.wait() == -9
    process.stdout.close()


def test_stamp_follows_the_set_of_packages() -> None:
    assert packages.wanted(True) != packages.wanted(False)
    assert packages.wanted(True) == packages.wanted(True)


def test_missing_things_are_named_by_package() -> None:
    wanted = {"libnowhere.so.9": "libnowhere9", "sh": "dash", "/": "base-files"}
    assert system.missing(wanted) == ["libnowhere9"]


def test_missing_library_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "PDF", {"libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(system, "apt_install", lambda packages: False)
    system.ensure_pdf()
    assert capsys.readouterr().err == "PDF will not work until this is installed: sudo apt install libnowhere9\n"


def test_any_browser_will_do_and_the_first_that_is_packed_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    packed, asked = {"chromium"}, list[str]()
    monkeypatch.setattr(system, "BROWSER", {})
    monkeypatch.setattr(system, "apt_install", lambda wanted: asked.extend(wanted) or packed >= set(wanted))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert (system.ensure_browser(), asked) == ("", ["chromium-headless-shell", "chromium"])
    packed.clear()
    assert system.ensure_browser() == "not installed: chromium (sudo apt install chromium)"
    asked.clear()
    monkeypatch.setattr(shutil, "which", {"chromium-browser": "/bin/chromium-browser"}.get)
    assert (system.ensure_browser(), asked) == ("", [])


def test_missing_venv_module_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "apt_install", lambda packages: False)
    with pytest.raises(Failure, match=r"sudo apt install python3\.\d+-venv"):
        packages.install_venv_module()


def test_apt_is_not_asked_again_for_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every try by itself: none of several packages that serve alike makes another forgotten."""
    asked: list[str] = []
    monkeypatch.setattr(system, "LOCAL", tmp_path)
    monkeypatch.setattr(system, "FAILED", tmp_path / "apt-failed")
    monkeypatch.setattr(system, "apt", lambda verb, *words: bool(asked.extend(words[-1:])))
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    tries = [["one", "two"], ["one"], ["one", "two"], ["one"]]
    assert ([system.apt_install(each) for each in tries], asked) == ([False] * 4, ["two", "two", "one", "one"])

    yesterday = time.time() - system.TRY_AGAIN_AFTER
    os.utime(tmp_path / "apt-failed", (yesterday, yesterday))
    system.apt_install(["one"])
    assert (asked[4:], system.tries_that_failed()) == (["one", "one"], ["one"])


def test_digest_follows_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "ROOT", tmp_path)
    file = tmp_path / "models.py"
    file.write_text("one", encoding="utf-8")
    before = database.digest([file])
    file.write_text("two", encoding="utf-8")
    assert database.digest([file]) != before


def test_tail_of_a_log_is_its_end(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("one\ntwo\nthree\n", encoding="utf-8")
    assert tail(log, 2) == "    two\n    three"
    assert tail(tmp_path / "absent") == ""


def test_closing_line_says_why_browser_tests_did_not_run() -> None:
    reasons = Counter({"chromium is not installed": 3})
    assert summary(0, reasons, "") == "browser tests: 0 ran, 3 did not (chromium is not installed)"
    assert summary(12, Counter(), "") == "browser tests: 12 ran, 0 did not"


def test_every_setting_stands_in_the_example() -> None:
    sources = sorted((paths.ROOT / "config" / "settings").glob("*.py"))
    read = {
        name
        for source in sources
        for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source.read_text(encoding="utf-8"))
    }
    example = (paths.ROOT / ".env.example").read_text(encoding="utf-8")
    listed = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, flags=re.MULTILINE))
    assert listed - {"SERVER_NAME", "TAG", "BACKUP_HOUR", "BACKUP_DAYS"} == read


def test_no_second_driver_takes_the_place_of_psycopg2() -> None:
    pinned = (paths.ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert re.search(r"^psycopg2-binary==", pinned, flags=re.MULTILINE)
    assert not re.search(r"^psycopg(\[|==| )", pinned, flags=re.MULTILINE)


def test_development_installs_what_production_does() -> None:
    """One `sync` brings both in line: a package pinned for production alone would be taken away by the tests."""
    pinned = [
        set(re.findall(r"^(\S+==\S+)", (paths.ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert pinned[0] - pinned[1] == set()
