"""A task put off by one person: it leaves the list of that person until a day, and its figures stay."""

from datetime import date, datetime, timedelta

from django.db import transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from roadmaps.models import Deferral, Occurrence, Roadmap
from roadmaps.work import OPEN

MAX_DAYS = 30


class NotWaiting(DomainError):
    message = "Это дело уже не ждёт: откладывать нечего."


class WrongDay(DomainError):
    message = f"Выберите день после сегодняшнего, не дальше чем через {MAX_DAYS} дней."


@transaction.atomic
def defer_task(occurrence: Occurrence, *, until: date, reason: str, by: Viewer, today: date, now: datetime) -> None:
    """On `until` the task is back. Raises NotWaiting, WrongDay, ReasonMissing."""
    approved = occurrence.roadmap.status == Roadmap.Status.APPROVED
    if not approved or occurrence.state not in OPEN or occurrence.due_on is None:
        raise NotWaiting
    if not today < until <= today + timedelta(days=MAX_DAYS):
        raise WrongDay
    if not reason.strip():
        raise ReasonMissing("Напишите, почему откладываете.")
    Deferral.objects.filter(account=by.user, until_on__lte=today).delete()
    values = {"until_on": until, "reason": reason.strip()[:200], "made_at": now}
    Deferral.objects.update_or_create(account=by.user, occurrence=occurrence, defaults=values)
    record(by, "task.deferred", occurrence, at=now, until=until.isoformat())


@transaction.atomic
def resume_task(occurrence: Occurrence, *, by: Viewer) -> None:
    """Back into the list at once; nothing happens when it is there."""
    number, _ = Deferral.objects.filter(account=by.user, occurrence=occurrence).delete()
    if number:
        record(by, "task.resumed", occurrence)
