"""Workers, servers and beats die or double; letters do not. Prints what was lost and doubled."""

import signal
import subprocess
import time

import pytest

from tests.faults.conftest import Farm

pytestmark = pytest.mark.real_time

CELERY = ["-m", "celery", "-A", "config", "worker", "-P", "threads", "-c", "4", "--without-gossip", "--without-mingle"]
LETTERS = 1500
KILLS = 8
AFTER_THE_LEASE = 400  # seconds a clock is fast, so that leases of the dead are over


def report(name: str, expected: int, sent: list[str], allowed: int) -> tuple[int, int]:
    """Prints and returns (lost, repeated)."""
    lost, repeated = expected - len(set(sent)), len(sent) - len(set(sent))
    print(f"{name}: {expected} letters, {lost} lost, {repeated} repeated, at most {allowed} allowed")
    return lost, repeated


def wait_for(farm: Farm, letters: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while len(farm.sent()) < letters and time.monotonic() < deadline:
        time.sleep(0.05)


def test_killed_workers_lose_nothing(farm: Farm) -> None:
    assert farm.do("tell", LETTERS) == LETTERS
    farm.do("crew", KILLS)
    farm.do("deliver", AFTER_THE_LEASE)

    lost, repeated = report("8 workers killed", LETTERS, farm.sent(), KILLS)

    assert lost == 0
    assert repeated <= KILLS
    assert farm.do("count")["sent"] == LETTERS


def test_two_beats_at_once_double_nothing(farm: Farm) -> None:
    written = farm.do("beats", 3)
    late = farm.do("beats", 1)
    farm.do("crew")

    lost, repeated = report("three beats, three deliveries", 50, farm.sent(), 0)

    assert (sum(written), sum(late)) == (50, 0)
    assert farm.do("count") == {"letters": 50, "notices": 50, "sent": 50, "dead": 0}
    assert (lost, repeated) == (0, 0)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "silent"])
def test_without_redis_a_page_answers_and_the_letter_waits(farm: Farm, how: signal.Signals) -> None:
    with_redis = farm.do("page")
    farm.valkey.process.send_signal(how)
    try:
        page = farm.do("page")
    finally:
        if how is signal.SIGSTOP:
            farm.valkey.process.send_signal(signal.SIGCONT)
        else:
            farm.valkey.stop()
    farm.do("deliver")

    name = f"Redis {how.name}, page in {page['seconds']} s, before {with_redis['seconds']} s"
    lost, repeated = report(name, 2, farm.sent(), 0)

    assert (with_redis["status"], page["status"]) == (302, 302)
    assert page["seconds"] < with_redis["seconds"] + 6  # one for the cache, two for the queue, a busy machine
    assert (lost, repeated) == (0, 0)


def test_tasks_outlive_a_restart_of_the_database(farm: Farm) -> None:
    farm.do("tell", 1000)
    worker = farm.spawn(*CELERY)
    try:
        farm.do("wake", 4)
        wait_for(farm, 100, 30)
        before = len(farm.sent())
        restart(farm)
        wait_for(farm, 990, 50)
    finally:
        end(worker)
    farm.do("deliver", AFTER_THE_LEASE)

    lost, repeated = report(f"PostgreSQL restarted after {before}", 1000, farm.sent(), 4)

    assert 0 < before < 990
    assert lost == 0
    assert repeated <= 4


def restart(farm: Farm) -> None:
    """Immediate: connections are cut, the new server recovers from its log."""
    pid = farm.postgres.pid()
    assert pid is not None
    farm.postgres.process.send_signal(signal.SIGQUIT)
    farm.postgres.process.wait()
    farm.postgres.process = None
    farm.postgres.start()


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
