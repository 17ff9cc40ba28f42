"""Quarters closed for the own organization and everybody below."""

from datetime import datetime

from django.db import IntegrityError, transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from reports.indicators.periods import has_begun
from reports.models import PeriodLock


class AlreadyLocked(DomainError):
    message = "Период уже закрыт."


class NotBegun(DomainError):
    message = "Этот период ещё не начался: закрывать нечего."


@transaction.atomic
def lock_period(school_year: int, period: int, *, by: Viewer, now: datetime) -> PeriodLock:
    """Raises NotBegun, AlreadyLocked."""
    if not has_begun(school_year, period, by.organization.local_date(now)):
        raise NotBegun
    lock = PeriodLock(
        organization=by.organization, school_year=school_year, period=period, locked_at=now, locked_by=by.user
    )
    try:
        with transaction.atomic():
            lock.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyLocked from error
    record(by, "period.locked", lock, school_year=school_year, period=period)
    return lock


@transaction.atomic
def unlock_period(lock: PeriodLock, *, reason: str, by: Viewer) -> None:
    """The reason stays in the log. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    record(by, "period.unlocked", lock, school_year=lock.school_year, period=lock.period, reason=reason.strip())
    lock.delete()
