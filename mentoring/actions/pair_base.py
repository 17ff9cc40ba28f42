"""What every verb of a pair is made of: locks in one order, a checked move, states of participations kept in step.

Participations are locked before pairs, both by key, so that two curators never wait for each other.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest

from core.audit import record, record_many
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.models import Pair, PairMember, Participation, Person
from mentoring.pairing.steps import may_move
from mentoring.pairing.terms import breaks_period

Status, Reason, State = Pair.Status, Pair.EndReason, Participation.State
GONE = (Person.Status.LEFT, Person.Status.ANONYMISED)
NOBODY_MEETS = "у оставшихся нет согласия"


class StalePair(DomainError):
    """Somebody changed the pair first. `now` is the pair as it is."""

    message = "Пока вы смотрели, пару изменил другой человек. Проверьте, как стало, и повторите."

    def __init__(self, now: Pair) -> None:
        self.now = now
        super().__init__()


class WrongStep(DomainError):
    """The pair is not in the state this needs."""


class NoPlace(DomainError):
    """The mentor has no place left."""


class AlreadyTogether(DomainError):
    message = "Эти двое уже стоят в открытой паре этой формы."


class WrongPeriod(DomainError):
    """The dates are no period of a programme."""


class Hindered(DomainError):
    """Somebody may not stand in a pair: the words say who and why."""


def lock_participations(ids: Iterable[int], by: Viewer) -> dict[int, Participation]:
    rows = Participation.objects.visible_to(by).select_related("person").order_by("pk")
    return {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True).filter(pk__in=set(ids))}


def lock_pairs(ids: Collection[int], by: Viewer) -> list[Pair]:
    """The pairs as they are, held with the participations of everybody in them until the end of the transaction."""
    lock_participations(participations_of(ids), by)
    rows = Pair.objects.visible_to(by).select_related("mentor", "offered").order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True).filter(pk__in=ids))


def lock_pair(pair: Pair, by: Viewer, *, seen: int | None = None) -> Pair:
    """Raises StalePair when the version is no longer the one that was seen."""
    [fresh] = lock_pairs([pair.pk], by)
    if seen is not None and fresh.version != seen:
        raise StalePair(fresh)
    return fresh


def participations_of(pairs: Collection[int]) -> set[int]:
    offered = Pair.objects.filter(pk__in=pairs).values_list("offered", flat=True)
    wanted = PairMember.objects.filter(pair__in=pairs, left_on=None).values_list("wanted", flat=True)
    return {*offered, *wanted}


def resting_of(pair: Pair) -> set[int]:
    """Participations of the mentees of a group who are paused alone."""
    rows = PairMember.objects.filter(pair=pair, left_on=None, paused_on__isnull=False)
    return set(rows.values_list("wanted", flat=True))


def refuse_step(pair: Pair, after: str) -> None:
    """Raises WrongStep."""
    if not may_move(pair.status, after):
        state = Status(pair.status).label.lower()
        raise WrongStep(f"Так не получится: пара сейчас в состоянии «{state}».")


def refuse_period(starts_on: date | None, ends_on: date | None, kind: str) -> None:
    """Raises WrongPeriod."""
    if starts_on and ends_on and (fault := breaks_period(starts_on, ends_on, kind)):
        raise WrongPeriod(fault)


def move(pairs: Sequence[Pair], after: str, *, on: date, by: Viewer, verb: str, **values: Any) -> None:
    """Locked pairs take a state together; the members follow by their key. Raises WrongStep."""
    for pair in pairs:
        refuse_step(pair, after)
    changed = {"status": after, "status_since": on, **values}
    Pair.objects.filter(pk__in=[pair.pk for pair in pairs]).update(version=F("version") + 1, **changed)
    for pair in pairs:
        pair.version += 1
        for name, value in changed.items():
            setattr(pair, name, value)
    record_many(by, verb, pairs, on=on.isoformat())


def write(pair: Pair, values: dict[str, Any], *, by: Viewer, verb: str) -> None:
    """Fields of a locked pair; the log names them, never what stands in them."""
    changed = [name for name, value in values.items() if getattr(pair, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(pair, name, values[name])
    pair.version += 1
    pair.save(update_fields=[*changed, "version"])
    record_many(by, verb, [pair], fields=changed)


def end_rows(pairs: Sequence[Pair], reason: str, *, on: date, by: Viewer, note: str = "") -> None:
    """Early ends of locked pairs; participations are not settled yet. A pair never ends before it began."""
    for pair in pairs:
        day = max(on, pair.starts_on) if pair.starts_on and pair.status in (Status.ACTIVE, Status.PAUSED) else on
        values = {"end_reason": reason, "end_note": note[:300], "ended_on": day, "paused_reason": ""}
        move([pair], Status.ENDED, on=on, by=by, verb="pair.ended", **values)


def drop_members(pair: Pair, people: Collection[int], reason: str, *, on: date, by: Viewer) -> None:
    """Mentees go out of a locked pair; the last ones stay its members and the pair ends for the same reason.

    A group whose others are all paused is paused itself.
    """
    inside = list(PairMember.objects.filter(pair=pair, left_on=None))
    gone = [row.pk for row in inside if row.mentee_id in people]
    if len(gone) == len(inside):
        end_rows([pair], reason, on=on, by=by)
        return
    PairMember.objects.filter(pk__in=gone).update(left_on=on, left_reason=reason)
    record(by, "pair.member_left", pair, reason=reason, count=len(gone))
    if pair.status == Status.ACTIVE and all(row.paused_on for row in inside if row.pk not in gone):
        move([pair], Status.PAUSED, on=on, by=by, verb="pair.paused", paused_reason=NOBODY_MEETS)


def settle(participations: Collection[int], *, on: date, completed: bool = False) -> None:
    """«В паре» for who stands in an open pair, else «Ждёт пару» since the day it had, or «Завершил».

    A pair that waits for another mentor because its own has left does not count for its mentees.
    """
    live = Q(pk__in=participations, person__status__in=[Person.Status.ACTIVE, Person.Status.BLOCKED])
    rows = Participation.objects.filter(live).exclude(state=State.LEFT)
    standing = rows.filter(_stands())
    standing.exclude(state=State.PAIRED).update(state=State.PAIRED, finished_on=None, version=F("version") + 1)
    over = rows.filter(state=State.PAIRED).exclude(_stands())
    if completed:
        last = Greatest(Coalesce(F("entered_on"), on), on)
        over.update(state=State.COMPLETED, finished_on=last, version=F("version") + 1)
    else:
        over.update(state=State.WAITING, version=F("version") + 1)


def _stands() -> Q:
    members = PairMember.objects.filter(wanted=OuterRef("pk"), left_on=None, status__in=Pair.OPEN)
    helped = members.exclude(mentor__status__in=GONE)
    helping = Pair.objects.filter(offered=OuterRef("pk"), status__in=Pair.OPEN)
    return Q(Exists(helped)) | Q(Exists(helping))


def free_place(taken: Collection[int], most: int, mentor: Person) -> int:
    """The lowest free place of the mentor. Raises NoPlace."""
    free = next((slot for slot in range(1, most + 1) if slot not in taken), None)
    if free is None or len(taken) >= most:
        raise NoPlace(f"У наставника {mentor.short_name} занято {len(taken)} из {most}: места больше нет.")
    return free


def take_place(member: PairMember, most: int) -> PairMember:
    """Two at once: the index lets one in, the other looks again. Raises NoPlace, AlreadyTogether."""
    while True:
        member.slot = free_place(set(_open_members(member).values_list("slot", flat=True)), most, member.mentor)
        try:
            with transaction.atomic():
                member.save(force_insert=True)
            return member
        except IntegrityError as error:
            if "pairmember_one_open" in str(error):
                raise AlreadyTogether from error
            if "pairmember_capacity" not in str(error):
                raise


def _open_members(member: PairMember) -> Any:
    return PairMember.objects.filter(
        organization_id=member.organization_id, mentor_id=member.mentor_id, left_on=None, status__in=Pair.OPEN
    )
