"""Meetings still to come: planned, moved, called off. One mentor is in one place at a time: a constraint says so."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.meetings import keeps_pairs
from mentoring.actions.people import locked
from mentoring.models import Meeting, Pair

Status = Meeting.Status
BUSY = "meeting_double_booking"
FARTHEST = timedelta(days=366)


class DoubleBooking(DomainError):
    message = "В это время у наставника уже назначена встреча. Выберите другое время."


class NotAhead(DomainError):
    message = "Это время уже прошло. Прошедшую встречу отметьте: «Отметить встречу»."


class TooFar(DomainError):
    message = "Слишком далеко: встречи назначают не больше чем на год вперёд."


class NotMeeting(DomainError):
    message = "Пара не встречается: она приостановлена или завершена."


class NotPlanned(DomainError):
    message = "Эта встреча уже отмечена или отменена."


@transaction.atomic
def plan_meeting(
    pair: Pair, *, kind: str, way: str, starts_at: datetime, minutes: int, by: Viewer, now: datetime
) -> Meeting:
    """`starts_at` is aware. Raises NotAhead, TooFar, NotMeeting, DoubleBooking."""
    _refuse(pair, starts_at, now)
    meeting = Meeting(
        organization_id=pair.organization_id,
        pair=pair,
        mentor_id=pair.mentor_id,
        status=Status.PLANNED,
        kind=kind,
        way=way,
        minutes=minutes,
        author=by.user,
        by_curator=keeps_pairs(by, pair.organization_id),
        created_at=now,
    )
    _place(meeting, starts_at, minutes, by)
    _save(meeting, new=True)
    record(by, "meeting.planned", meeting, at=now, on=meeting.held_on.isoformat())
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, starts_at: datetime, minutes: int, way: str, by: Viewer, now: datetime) -> None:
    """Calendars learn of it by the growing number. Raises NotPlanned, NotAhead, TooFar, NotMeeting, DoubleBooking."""
    fresh = _planned(meeting, by)
    _refuse(fresh.pair, starts_at, now)
    fresh.minutes, fresh.way = minutes, way
    fresh.sequence, fresh.version = fresh.sequence + 1, fresh.version + 1
    _place(fresh, starts_at, minutes, by)
    _save(fresh, new=False)
    record(by, "meeting.moved", fresh, at=now, on=fresh.held_on.isoformat())


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Viewer, now: datetime) -> None:
    """It stays as one that did not happen. Raises NotPlanned."""
    fresh = _planned(meeting, by)
    fresh.status, fresh.missed_reason = Status.MISSED, reason[:200]
    fresh.sequence, fresh.version = fresh.sequence + 1, fresh.version + 1
    fresh.save(update_fields=["status", "missed_reason", "sequence", "version"])
    record(by, "meeting.cancelled", fresh, at=now, on=fresh.held_on.isoformat())


def _refuse(pair: Pair, starts_at: datetime, now: datetime) -> None:
    if not pair.is_open or pair.status == Pair.Status.PAUSED:
        raise NotMeeting
    if starts_at <= now:
        raise NotAhead
    if starts_at > now + FARTHEST:
        raise TooFar


def _planned(meeting: Meeting, by: Viewer) -> Meeting:
    fresh: Meeting = locked(Meeting, meeting.pk, by)
    if fresh.status != Status.PLANNED:
        raise NotPlanned
    return fresh


def _place(meeting: Meeting, starts_at: datetime, minutes: int, by: Viewer) -> None:
    meeting.during = DateTimeTZRange(starts_at, starts_at + timedelta(minutes=minutes))
    meeting.held_on = by.organization.local_date(starts_at)


def _save(meeting: Meeting, *, new: bool) -> None:
    try:
        with transaction.atomic():
            meeting.save(force_insert=new)
    except IntegrityError as error:
        if BUSY not in str(error):
            raise
        raise DoubleBooking from error
