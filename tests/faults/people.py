"""A big table of people goes into a base while its workers are killed."""

import os
import random
import signal
import time

from django.db import connections
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from mentoring.actions import people_import
from mentoring.actions.people_loading import continue_people_imports
from mentoring.models import PeopleImport, Person
from schools.access import viewer_as
from schools.models import Organization
from tests import factories

ROWS = 2_000
LETTERS = "абвгдежзик"
STEPS = ("columns", "review", "done")  # the states that the work of a worker ends in


def people(kills: int) -> dict[str, object]:
    """Each step of the work loses `kills` workers; how many people were seen after each of them, and at the end."""
    with tenancy.tx(SYSTEM):
        school = Organization.objects.filter(level="school", archived_at=None).get()
        account = User.objects.create(email=f"c{time.time_ns()}@example.org", password="!")
        viewer = viewer_as(factories.make_membership(school, Role.CURATOR, account=account), today=timezone.localdate())
    start = people_import.start_of("mentee", "pupil", 2026)
    with tenancy.tx(viewer.scope):
        job = people_import.start_people_import(start, data=None, text=_table(), name="", by=viewer, now=timezone.now())
    chance, seen = random.Random(7), set()
    for step in STEPS:
        for _ in range(kills):
            seen.add(_killed_after(chance.uniform(0.02, 0.6)))
        continue_people_imports(timezone.now())
        with tenancy.tx(viewer.scope):
            job = PeopleImport.objects.get(pk=job.pk)
            if step == "columns":
                people_import.choose_columns(
                    job, job.choices["columns"], kind="pupil", forms=(), by=viewer, now=timezone.now()
                )
            elif step == "review":
                people_import.load_people(job, by=viewer, now=timezone.now())
    return {"seen": sorted(seen), "people": _count(), "status": job.status}


def _table() -> str:
    names = (
        f"Примеров{LETTERS[n % 10]}{LETTERS[n // 10 % 10]}{LETTERS[n // 100 % 10]}{LETTERS[n // 1000]}"
        for n in range(ROWS)
    )
    return "ФИО\tКласс\tЗапрос\n" + "\n".join(f"{name} Иван\t7А\t{'слово ' * 10}" for name in names)


def _killed_after(seconds: float) -> int:
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        continue_people_imports(timezone.now())
        os._exit(0)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return _count()


def _count() -> int:
    with tenancy.tx(SYSTEM):
        return Person.objects.filter(first_name="Иван", class_name="7А").count()
