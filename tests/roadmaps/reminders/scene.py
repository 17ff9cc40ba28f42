"""One Friday morning: who answers, what falls due, who was told."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core import mail

from core import tenancy
from core.tenancy import SYSTEM
from notifications import actions as post
from notifications.models import Notice
from roadmaps.models import Occurrence
from tests import factories
from tests.world import World

FRIDAY = date(2026, 11, 20)
EIGHT = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # 08:00 in Moscow


def answer(world: World, **fields: Any) -> None:
    with tenancy.tx(SYSTEM):
        factories.make_responsible(world.school.activity, **fields)


def due(world: World, day: date, **fields: Any) -> Occurrence:
    with tenancy.tx(SYSTEM):
        return factories.make_occurrence(world.school.activity, starts_on=date(2026, 9, 1), due_on=day, **fields)


def told() -> dict[int, str]:
    """Account → title of the digest."""
    with tenancy.tx(SYSTEM):
        return dict(Notice.objects.filter(kind="digest").values_list("account_id", "title"))


def deliver(now: datetime = EIGHT) -> list[Any]:
    post.deliver(clock=lambda: now)
    return mail.outbox


def local(zone: str, hour: int, day: date = FRIDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)
