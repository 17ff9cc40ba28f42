"""The program itself: gunicorn and the Celery worker with its beat, started, watched, stopped."""

import http.client
import socket
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from launcher import database, processes
from launcher.console import Failure, say, tail
from launcher.locks import open_lock, try_exclusive
from launcher.paths import LOCAL, LOGS, PYTHON, ROOT
from launcher.servers import environment, local_servers

PATIENCE = 60.0  # seconds until the first page must have answered
SETTINGS = "config.settings.local"


def serve(port: int) -> int:
    """Runs the program until Ctrl+C, SIGTERM or the death of one of its parts."""
    with open_lock(LOCAL / "web.lock") as lock:
        if not try_exclusive(lock):
            raise Failure(f"The program already runs in this folder: {noted_address() or 'it is just starting'}")
        with local_servers() as servers, ExitStack() as stack:
            variables = environment(servers, SETTINGS)
            database.prepare(servers, variables)
            # After a killed run its web server may need a moment to leave the port.
            listener = stack.enter_context(listen(port, patience=5 if f":{port}/" in noted_address() else 0))
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
            note(lock, address)
            stack.callback(note, lock, "")
            return run_parts(stack, listener, address, variables)


def run_parts(stack: ExitStack, listener: socket.socket, address: str, variables: dict[str, str]) -> int:
    """Starts web, then the worker, which would only slow down the first page; watches both."""
    run = Run(variables | {"SITE_URL": address.rstrip("/"), "C_FORCE_ROOT": "1"}, stack)
    run.start("web", web_command(listener.fileno()), keep=(listener.fileno(),))
    listener.close()
    wait_for_page(address, run.parts)
    run.start("worker", worker_command())
    greet(address)
    return watch(run.parts)


def note(lock: IO[str], address: str) -> None:
    lock.truncate(0)
    lock.write(address)
    lock.flush()


def noted_address() -> str:
    """Where the program runs, or ran until it was killed."""
    return (LOCAL / "web.lock").read_text(encoding="utf-8").strip()


def listen(port: int, patience: float = 0) -> socket.socket:
    """A listening socket on the port, or on a free one when the port stays taken (and says so)."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return bound(port)
        except OSError:
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
    listener = bound(0)
    say(f"Port {port} is taken; using {listener.getsockname()[1]} instead.")
    return listener


def bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


@dataclass
class Run:
    """The parts that run, by name; the stack stops them in the end, the last started first."""

    variables: dict[str, str]
    stack: ExitStack
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: list[str | Path], keep: tuple[int, ...] = ()) -> None:
        part = processes.spawn(command, log=log_of(name), env=self.variables, cwd=ROOT, keep=keep)
        self.stack.callback(processes.stop, part)
        self.parts[name] = part


def web_command(descriptor: int) -> list[str | Path]:
    """gunicorn on an open socket: requests wait in it until the workers are there."""
    return [
        PYTHON, "-m", "gunicorn", "config.wsgi:application", "--bind", f"fd://{descriptor}", "--preload",
        "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "3",
        "--no-control-socket",
    ]  # fmt: skip


def worker_command() -> list[str | Path]:
    schedule = LOCAL / "celerybeat-schedule"
    return [
        PYTHON, "-m", "celery", "--app", "config", "worker", "--beat", "--schedule", schedule,
        "--pool", "threads", "--concurrency", "4", "--without-gossip", "--without-mingle", "--loglevel",
        "INFO",
    ]  # fmt: skip


def log_of(name: str) -> Path:
    return LOGS / f"{name}.log"


def wait_for_page(address: str, parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """Returns when the first page answers. Raises Failure when it breaks, or when a part dies before."""
    host = address.removeprefix("http://").rstrip("/")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        check_alive(parts)
        status = status_of_first_page(host)
        if status >= 500:
            raise Failure(f"The first page answers with error {status}:\n{tail(log_of('web'))}")
        if status:
            return
        time.sleep(0.05)
    raise Failure(f"The first page did not answer in {PATIENCE:.0f} seconds:\n{tail(log_of('web'))}")


def status_of_first_page(host: str) -> int:
    """The HTTP status; 0 while nobody answers."""
    connection = http.client.HTTPConnection(host, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def check_alive(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, part in parts.items():
        if part.poll() is not None:
            log = log_of(name)
            raise Failure(f"The {name} stopped (code {part.returncode}). The end of {log}:\n{tail(log)}")


def greet(address: str) -> None:
    print(f"\nThe program runs at {address}  (Ctrl+C stops it; logs are in .local/log)", flush=True)
    if known := database.sign_ins():
        print(f"\nDemonstration sign-ins (e-mail, password, who):\n\n{known}\n", flush=True)


def watch(parts: dict[str, subprocess.Popen[bytes]]) -> int:
    """Stays until a part dies (Failure) or the person stops the program (0)."""
    try:
        while True:
            time.sleep(0.5)
            check_alive(parts)
    except KeyboardInterrupt:
        say("Stopping…")
        return 0
