"""A card by hand: somebody enters a base, is corrected, leaves, comes back."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from core.audit import record, record_many
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.entries import add_entries
from mentoring.actions.pair_consequences import people_left
from mentoring.entries import Entry
from mentoring.models import Participation, Person
from mentoring.queries.rules import rules_of

M = TypeVar("M", bound=models.Model)
State, Status = Participation.State, Person.Status


class Stale(DomainError):
    """Somebody saved the row first. `now` is the row as it is."""

    message = "Пока вы правили, запись изменили. Ниже показано, как стало; проверьте и сохраните ещё раз."

    def __init__(self, now: Any) -> None:
        self.now = now
        super().__init__()


class NotPresent(DomainError):
    message = "Человек ушёл, или его данные сейчас нельзя обрабатывать: карточка закрыта для изменений."


class AlreadyInBase(DomainError):
    message = "Этот человек уже стоит в этой базе в этом учебном году."


class OutsideAges(DomainError):
    """The organization takes pupils of other ages; the words say which."""


class StillHere(DomainError):
    message = "Этот человек не уходил."


class Blocked(DomainError):
    message = "Обработка данных этого человека остановлена. Сначала нужно новое согласие."


@transaction.atomic
def add_person(entry: Entry, *, by: Viewer, now: datetime) -> Participation:
    """One row of a base by hand; of a known person (`person_id`) a participation alone, and who left comes back.

    Raises AlreadyInBase, Blocked, OutsideAges.
    """
    years = entry.years(by.organization.local_date(now))
    if refusal := rules_of(by.organization).ages.refusal(entry.kind, entry.side, years):
        raise OutsideAges(refusal)
    if entry.person_id is not None:
        person = locked(Person, entry.person_id, by)
        if person.status not in (Status.ACTIVE, Status.LEFT):
            raise Blocked
        if taking_part(person, entry).exists():
            raise AlreadyInBase
        welcome_back(person, by=by, now=now)
    [row] = add_entries([entry], by=by, now=now)
    verb = "participant.added" if entry.person_id is None else "participant.joined"
    record(by, verb, row.person, at=now, side=row.side, model=row.model, year=row.school_year)
    return row


def taking_part(person: Person, entry: Entry) -> models.QuerySet[Participation]:
    """The participation the entry would double."""
    return Participation.objects.filter(
        person=person, school_year=entry.school_year, side=entry.side, model=entry.model
    ).exclude(state=State.LEFT)


@transaction.atomic
def edit_row(row: M, values: dict[str, Any], *, seen: int, verb: str, by: Viewer, now: datetime) -> M:
    """Writes a card that has a version; the log names the fields, never what stands in them.

    Raises Stale, NotPresent.
    """
    fresh: Any = locked(type(row), row.pk, by)
    refuse_absent(fresh if isinstance(fresh, Person) else fresh.person)
    if fresh.version != seen:
        raise Stale(fresh)
    changed = [name for name, value in values.items() if getattr(fresh, name) != value]
    if changed:
        for name in changed:
            setattr(fresh, name, values[name])
        fresh.version += 1
        fresh.save(update_fields=[*changed, "version"])
        record(by, verb, fresh, at=now, fields=changed)
    result: M = fresh
    return result


def locked(model: type[M], pk: int, by: Viewer) -> Any:
    """The row as it is, held until the end of the transaction."""
    rows: Any = model._default_manager
    return rows.visible_to(by).select_for_update(of=("self",)).get(pk=pk)


def refuse_absent(person: Person) -> None:
    """Raises NotPresent."""
    if person.status != Status.ACTIVE:
        raise NotPresent


@transaction.atomic
def leave(people: Iterable[Person], *, on: date, reason: str, by: Viewer, now: datetime) -> int:
    """They go out of the lists on the day and out of their pairs; nothing is deleted. Returns how many left."""
    ids = [person.pk for person in people]
    rows = list(Person.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=ids, status=Status.ACTIVE))
    gone = [person.pk for person in rows]
    Person.objects.filter(pk__in=gone).update(
        status=Status.LEFT, left_on=on, left_reason=reason[:200], version=F("version") + 1
    )
    people_left(gone, on=on, by=by, now=now)
    _end_participations(gone, on)
    record_many(by, "participant.left", rows, on=on.isoformat())
    return len(gone)


def _end_participations(people: Collection[int], on: date) -> None:
    """A row cannot end before it began: who is entered for a later day ends on that day."""
    live = Participation.objects.filter(person__in=people, state__in=[State.WAITING, State.PAIRED])
    last = Greatest(Coalesce(F("finished_on"), on), Coalesce(F("entered_on"), on))
    live.update(state=State.LEFT, finished_on=last, version=F("version") + 1)


@transaction.atomic
def come_back(person: Person, *, school_year: int, by: Viewer, now: datetime) -> None:
    """The card opens again; the rows of the year that ended by leaving wait anew. Raises StillHere, Blocked."""
    fresh = locked(Person, person.pk, by)
    if fresh.status == Status.ACTIVE:
        raise StillHere
    if fresh.status != Status.LEFT:
        raise Blocked
    _present_again(fresh, by, now)
    ended = Participation.objects.filter(person=fresh, school_year=school_year, state=State.LEFT)
    ended.update(
        state=State.WAITING,
        waiting_since=by.organization.local_date(now),
        finished_on=None,
        version=F("version") + 1,
    )


def welcome_back(person: Person, *, by: Viewer, now: datetime) -> None:
    """The card of whoever left opens again: the person enters a base anew."""
    if person.status == Status.LEFT:
        _present_again(person, by, now)


def _present_again(person: Person, by: Viewer, now: datetime) -> None:
    Person.objects.filter(pk=person.pk).update(
        status=Status.ACTIVE, left_on=None, left_reason="", version=F("version") + 1
    )
    record(by, "participant.returned", person, at=now)
