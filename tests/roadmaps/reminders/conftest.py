from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter, Notice
from roadmaps.models import Occurrence, Responsible
from schools.models import Substitution
from tests.roadmaps.reminders.scene import EIGHT, answer
from tests.world import World


@pytest.fixture
def school(world: World) -> World:
    """The world with an empty outbox and the only responsible in it: the named curator, on the named activity."""
    with tenancy.tx(SYSTEM):
        Letter.objects.all().delete()
        Notice.objects.all().delete()
        Responsible.objects.all().delete()
        Substitution.objects.all().delete()
        Occurrence.objects.update(due_on=date(2027, 5, 20))
    answer(world, kind="person", person=world.people["curator"])
    return world


@pytest.fixture(autouse=True)
def friday_morning() -> Iterator[None]:
    with time_machine.travel(EIGHT, tick=False):
        yield
