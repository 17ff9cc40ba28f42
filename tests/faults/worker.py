"""The processes of the fault tests: `python -m tests.faults.worker` reads lines `VERB NUMBER`.

Each verb is done by a fork, which prints one line of JSON; a fork that died is told by an empty line. Django is loaded
once for all of them, as gunicorn does with `--preload`.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from celery import current_app
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from notifications import actions
from notifications.models import Letter, Notice
from roadmaps.actions.reminders import queue_digests
from schools.models import Membership, Organization
from tests import factories
from tests.faults.people import people

EIGHT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # a Friday, 08:00 in Moscow


def migrate(_: int) -> None:
    call_command("migrate", verbosity=0)


def prepare(number: int) -> None:
    """A fresh school of `number` people, each responsible for one overdue activity, and an empty outbox."""
    with tenancy.tx(SYSTEM):
        Letter.objects.all().delete()
        Notice.objects.all().delete()
        Organization.objects.update(archived_at=timezone.now())
        municipality = factories.make_organization(
            "municipality", factories.make_organization("region", code=_code()), code=_code()
        )
        school = factories.make_organization("school", municipality, code=_code())
        stage = factories.make_stage(factories.make_roadmap(school, status="approved"))
        for serial in range(number):
            account = User.objects.create(email=f"{_code()}-{serial}@example.org", password="!")
            person = factories.make_membership(school, Role.CURATOR, account=account)
            activity = factories.make_activity(stage)
            factories.make_occurrence(activity, starts_on=date(2026, 9, 1), due_on=date(2026, 10, 1))
            factories.make_responsible(activity, kind="person", person=person)


def tell(number: int) -> int:
    """One letter each to as many occasions as needed for `number` letters."""
    with tenancy.tx(SYSTEM):
        people = list(Membership.objects.filter(organization__archived_at=None, roles__contains=[Role.CURATOR]))
        for occasion in range(number // len(people)):
            news = [actions.News(person, "Проверка", "/") for person in people]
            actions.notify_each(news, kind="digest", key=str(occasion), now=timezone.now())
        return Letter.objects.count()


def deliver(ahead: int) -> int:
    """Sends until nothing is due by a clock that is `ahead` seconds fast."""
    total = 0
    while sent := actions.deliver(clock=lambda: timezone.now() + timedelta(seconds=ahead)):
        total += sent
    return total


def crew(kills: int) -> int:
    """Three processes send; `kills` times one of them is killed without warning and another takes its place."""
    chance, total, sink = random.Random(7), _waiting(), Path(settings.EMAIL_FILE_PATH)
    connections.close_all()
    crew = [_fork() for _ in range(3)]
    for kill in range(kills):
        while not sink.exists() or sink.read_bytes().count(b"\n") < (kill + 1) * total // (kills + 2):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.03))
        victim = crew.pop(chance.randrange(len(crew)))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        crew.append(_fork())
    for pid in crew:
        os.waitpid(pid, 0)
    return kills


def _fork() -> int:
    pid = os.fork()
    if pid == 0:
        deliver(0)
        os._exit(0)
    return pid


def _waiting() -> int:
    with tenancy.tx(SYSTEM):
        return Letter.objects.waiting().count()


def beats(number: int) -> list[int]:
    """That many processes write the digests of the morning at the same moment; how many each wrote."""
    connections.close_all()
    start, pipes = time.time() + 0.2, [os.pipe() for _ in range(number)]
    for _, out in pipes:
        if os.fork() == 0:
            time.sleep(max(0.0, start - time.time()))
            os.write(out, str(queue_digests(EIGHT)).encode())
            os._exit(0)
    for _ in pipes:
        os.wait()
    return [int(os.read(end, 100)) for end, _ in pipes]


def wake(times: int) -> None:
    """Puts the task into the queue, as the beat does."""
    for _ in range(times):
        current_app.send_task("notifications.tasks.deliver")


def count(_: int) -> dict[str, int]:
    with tenancy.tx(SYSTEM):
        letters = Letter.objects.values_list("status", flat=True)
        states = list(letters)
        return {
            "letters": len(states),
            "notices": Notice.objects.count(),
            "sent": states.count("sent"),
            "dead": states.count("dead"),
        }


def page(_: int) -> dict[str, Any]:
    """A coordinator invites somebody: a POST that queues a letter."""
    with tenancy.tx(SYSTEM):
        school = Organization.objects.filter(level="school", archived_at=None).get()
        person = Membership.objects.filter(organization=school, roles__contains=[Role.COORDINATOR]).first()
        if person is None:
            account = User.objects.create(email=f"{_code()}@example.org", password="!")
            person = factories.make_membership(school, Role.COORDINATOR, account=account)
    client = Client()
    client.force_login(person.account)
    form = {"email": f"{_code()}@example.org", "roles": [Role.CURATOR], "person_name": "Образцова Анна Петровна"}
    started = time.monotonic()
    answer = client.post(reverse("invitation_create"), form)
    return {"status": answer.status_code, "seconds": round(time.monotonic() - started, 2)}


def _code() -> str:
    return f"c{time.time_ns()}"


def serve() -> None:
    """Until the other end closes its pipe. Holds no connection, so that the forks share none."""
    verbs = {f.__name__: f for f in (migrate, prepare, tell, deliver, crew, beats, wake, count, page, people)}
    for line in sys.stdin:
        verb, number = line.split()
        pid = os.fork()
        if pid == 0:
            print(json.dumps(verbs[verb](int(number))), flush=True)
            os._exit(0)
        if os.waitpid(pid, 0)[1]:
            print(flush=True)


if __name__ == "__main__":
    serve()
