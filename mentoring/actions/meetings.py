"""Marks of meetings: written once however often they are sent, mended by their author for some days, then by curators.

A mentor may not lock a pair (its row is not the mentor's to change), so a mark is guarded by its own constraint.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from core.years import year_bounds
from mentoring.actions.pair_news import tell_curators
from mentoring.actions.people import Stale, locked
from mentoring.models import Attendance, Meeting, Pair, PairMember, PairRules
from mentoring.queries.meetings import is_own_mark, kept_by, members_of

Status = Meeting.Status
UUID_TAKEN = "meeting_client_uniq"
_MARKED = {Status.HELD: "meeting.held", Status.MISSED: "meeting.missed", Status.OFFERED: "meeting.offered"}
COUNTED = (Status.HELD, Status.MISSED)


class NotYet(DomainError):
    message = "Этот день ещё не наступил. Будущую встречу назначьте: «Назначить встречу»."


class TooOld(DomainError):
    message = "Этот день раньше учебного года пары. Проверьте дату."


class PairOver(DomainError):
    """The pair has ended or rests; the mark may be handed to a curator."""


class SameDay(DomainError):
    message = "В этот день встреча уже отмечена. Если встреч было две, отметьте «Это ещё одна встреча»."


class NobodyCame(DomainError):
    message = "Не отмечен никто. Если не пришёл никто, выберите «Встречи не было»."


class OtherPair(DomainError):
    message = "Эта отметка уже записана в другой паре. Откройте страницу заново."


class EditOver(DomainError):
    message = "Срок правки вышел. Напишите куратору: он исправит отметку."


class NotOffered(DomainError):
    message = "Эта отметка уже разобрана."


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mentor tells of a meeting. `came` are ids of members and matters in groups only.

    `again`: a second meeting of the same day is meant. `missed` is why it did not take place, None when it did.
    `planned` is the meeting that had been planned; without it one planned for the same day is taken.
    """

    client_uuid: UUID
    kind: str
    held_on: date
    way: str
    minutes: int | None = None
    topics: list[str] = field(default_factory=list)
    mood: str = ""
    note: str = ""
    readers: str = Meeting.Readers.PAIR.value
    came: Collection[int] = ()
    again: bool = False
    missed: str | None = None
    planned: int | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """Columns of the row; of a meeting that was not, neither length nor mood."""
        was = self.missed is None
        return {
            "kind": self.kind,
            "held_on": self.held_on,
            "way": self.way,
            "minutes": self.minutes if was else None,
            "topics": self.topics if was else [],
            "mood": self.mood if was else "",
            "note": self.note,
            "readers": self.readers,
            "missed_reason": self.missed or "",
        }


@dataclass(frozen=True, slots=True)
class Logged:
    meeting: Meeting
    is_new: bool


def keeps_pairs(by: Viewer, organization_id: int) -> bool:
    """Whether the viewer acts as a curator here, not as a participant."""
    return organization_id in kept_by(by)


@transaction.atomic
def log_meeting(pair: Pair, mark: Mark, *, by: Viewer, now: datetime) -> Logged:
    """A repeated sending gives the row of the first one, whatever became of the pair since.

    A meeting planned for the day becomes the held one. Raises NotYet, TooOld, PairOver, SameDay, NobodyCame, OtherPair.
    """
    if (known := _sent_before(pair, mark, by)) is not None:
        return Logged(known, is_new=False)
    refuse_day(pair, mark.held_on, by=by, now=now)
    refuse_state(pair, mark.held_on, by=by)
    members = members_of(by, pair)
    refuse_absence(mark, members)
    _refuse_twin(pair, mark, by)
    status = Status.HELD if mark.missed is None else Status.MISSED
    meeting = _planned_for(pair, mark, by)
    if meeting is None:
        return _inserted(pair, mark, members, status, by=by, now=now)
    return _held_as_planned(meeting, mark, members, status, by=by, now=now)


@transaction.atomic
def offer_meeting(pair: Pair, mark: Mark, *, by: Viewer, now: datetime) -> Logged:
    """«Передать куратору»: kept as it was typed, counted when a curator takes it. Raises NotYet, OtherPair."""
    if (known := _sent_before(pair, mark, by)) is not None:
        return Logged(known, is_new=False)
    refuse_day(pair, mark.held_on, by=by, now=now)
    logged = _inserted(pair, mark, members_of(by, pair), Status.OFFERED, by=by, now=now)
    tell_curators(pair, "offered", key=str(logged.meeting.pk), url=reverse("meeting_offered"), now=now)
    return logged


def _sent_before(pair: Pair, mark: Mark, by: Viewer) -> Meeting | None:
    rows = Meeting.objects.visible_to(by).filter(organization=pair.organization_id, client_uuid=mark.client_uuid)
    known = rows.first()
    if known is not None and known.pair_id != pair.pk:
        raise OtherPair
    return known


def refuse_day(pair: Pair, day: date, *, by: Viewer, now: datetime) -> None:
    """Raises NotYet, TooOld."""
    if day > by.organization.local_date(now):
        raise NotYet
    if day < year_bounds(pair.school_year)[0]:
        raise TooOld


def refuse_state(pair: Pair, day: date, *, by: Viewer) -> None:
    """A curator writes down what was before the pair ended or paused; its mentor hands that over. Raises PairOver."""
    if not pair.is_open and pair.ended_on and (day > pair.ended_on or not keeps_pairs(by, pair.organization_id)):
        raise PairOver(f"Пара завершена {pair.ended_on:%d.%m.%Y}: отметить встречу самостоятельно нельзя.")
    if pair.status == Pair.Status.PAUSED and day >= pair.status_since:
        raise PairOver(f"Пара приостановлена с {pair.status_since:%d.%m.%Y}: встречи пока не отмечаются.")


def refuse_absence(mark: Mark, members: Collection[PairMember]) -> None:
    """Raises NobodyCame."""
    if mark.missed is None and len(members) > 1 and not {member.pk for member in members} & set(mark.came):
        raise NobodyCame


def _refuse_twin(pair: Pair, mark: Mark, by: Viewer) -> None:
    same_day = Meeting.objects.visible_to(by).filter(pair=pair, held_on=mark.held_on, status=Status.HELD)
    if not mark.again and mark.missed is None and same_day.exists():
        raise SameDay


def _planned_for(pair: Pair, mark: Mark, by: Viewer) -> Meeting | None:
    rows = Meeting.objects.visible_to(by).filter(pair=pair, status=Status.PLANNED)
    rows = rows.filter(pk=mark.planned) if mark.planned else rows.filter(held_on=mark.held_on)
    return rows.select_for_update(of=("self",)).order_by("during").first()


def _inserted(pair: Pair, mark: Mark, members: list[PairMember], status: str, *, by: Viewer, now: datetime) -> Logged:
    """Two sendings at once meet at the constraint; the later one gets the row of the other."""
    meeting = Meeting(
        organization_id=pair.organization_id,
        pair=pair,
        mentor_id=pair.mentor_id,
        client_uuid=mark.client_uuid,
        status=status,
        author=by.user,
        by_curator=keeps_pairs(by, pair.organization_id),
        created_at=now,
        **mark.fields,
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError as error:
        if UUID_TAKEN not in str(error):
            raise
        if (known := _sent_before(pair, mark, by)) is None:  # of a pair the sender does not read
            raise OtherPair from error
        return Logged(known, is_new=False)
    _attend(meeting, mark, members)
    record(by, _MARKED[Status(status)], meeting, at=now, on=mark.held_on.isoformat(), kind=mark.kind)
    return Logged(meeting, is_new=True)


def _held_as_planned(
    meeting: Meeting, mark: Mark, members: list[PairMember], status: str, *, by: Viewer, now: datetime
) -> Logged:
    """Whoever had planned it, the mark is of who marks: theirs to mend. Raises OtherPair."""
    meeting.client_uuid, meeting.author, meeting.created_at = mark.client_uuid, by.user, now
    try:
        with transaction.atomic():
            return _written(meeting, mark, members, status, by=by, now=now)
    except IntegrityError as error:
        if UUID_TAKEN not in str(error):
            raise
        raise OtherPair from error


def _written(
    meeting: Meeting, mark: Mark, members: list[PairMember], status: str, *, by: Viewer, now: datetime
) -> Logged:
    for name, value in mark.fields.items():
        setattr(meeting, name, value)
    meeting.status = status
    meeting.by_curator = keeps_pairs(by, meeting.organization_id)
    meeting.version += 1
    meeting.sequence += 1
    meeting.save()
    Attendance.objects.filter(meeting=meeting).delete()
    _attend(meeting, mark, members)
    record(by, _MARKED[Status(status)], meeting, at=now, on=mark.held_on.isoformat(), kind=mark.kind)
    return Logged(meeting, is_new=False)


def _attend(meeting: Meeting, mark: Mark, members: Collection[PairMember]) -> None:
    """Of a pair of two the meeting itself tells who came. Of a group whose others rest one is noted as well, so that a
    later look at the mark does not ask about those."""
    alone = len(members) == 1
    resting = PairMember.objects.filter(pair=meeting.pair_id, left_on=None, paused_on__isnull=False)
    if mark.missed is None and (not alone or resting.exists()):
        Attendance.objects.bulk_create(
            Attendance(
                organization_id=meeting.organization_id,
                pair_id=meeting.pair_id,
                meeting=meeting,
                member=member,
                came=alone or member.pk in mark.came,
            )
            for member in members
        )


def edit_days(organization_id: int, by: Viewer) -> int:
    """For how many days an author mends a mark: the rule of the organization, else the default."""
    rules = PairRules.objects.visible_to(by).filter(organization=organization_id).values_list("edit_days", flat=True)
    default: int = PairRules._meta.get_field("edit_days").default
    return next(iter(rules), default)


def may_edit(meeting: Meeting, days: int, *, by: Viewer, now: datetime) -> bool:
    if keeps_pairs(by, meeting.organization_id):
        return True
    return is_own_mark(by, meeting) and now - meeting.created_at <= timedelta(days=days)


@transaction.atomic
def edit_meeting(meeting: Meeting, mark: Mark, *, seen: int, by: Viewer, now: datetime) -> Meeting:
    """Raises Stale, EditOver, NotYet, TooOld, PairOver, NobodyCame."""
    fresh: Meeting = locked(Meeting, meeting.pk, by)
    if not may_edit(fresh, edit_days(fresh.organization_id, by), by=by, now=now):
        raise EditOver
    if fresh.version != seen:
        raise Stale(fresh)
    pair = meeting.pair
    refuse_day(pair, mark.held_on, by=by, now=now)
    refuse_state(pair, mark.held_on, by=by)
    members = members_of(by, pair, fresh)
    refuse_absence(mark, members)
    status = Status.HELD if mark.missed is None else Status.MISSED
    return _written(fresh, mark, members, status, by=by, now=now).meeting


@transaction.atomic
def accept_meeting(meeting: Meeting, *, by: Viewer, now: datetime) -> None:
    """A curator takes a mark that was handed over: it counts from now on. Raises NotOffered."""
    _decide(meeting, Status.HELD if not meeting.missed_reason else Status.MISSED, by=by, now=now)


@transaction.atomic
def decline_meeting(meeting: Meeting, *, reason: str, by: Viewer, now: datetime) -> None:
    """It stays among the meetings that did not take place, with the reason. Raises NotOffered."""
    Meeting.objects.filter(pk=meeting.pk, status=Status.OFFERED).update(missed_reason=reason[:200])
    _decide(meeting, Status.MISSED, by=by, now=now)


def _decide(meeting: Meeting, status: str, *, by: Viewer, now: datetime) -> None:
    rows = Meeting.objects.visible_to(by).filter(pk=meeting.pk, status=Status.OFFERED)
    if not rows.update(status=status, by_curator=True, version=meeting.version + 1):
        raise NotOffered
    record(by, _MARKED[Status(status)], meeting, at=now, on=meeting.held_on.isoformat(), kind=meeting.kind)
