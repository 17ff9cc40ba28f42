"""Errands of the curator: opened once for a cause, closed by hand or when the cause is gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from mentoring.models import Errand, Person


@dataclass(frozen=True, slots=True)
class Cause:
    """`occasion` is unique in the organization: the same cause never opens a second errand. No names in the text."""

    organization_id: int
    person_id: int | None
    kind: str
    text: str
    occasion: str
    due_on: date


@transaction.atomic
def open_errands(causes: Iterable[Cause], *, now: datetime) -> int:
    """Returns how many are new. Two statements, however many causes there are."""
    wanted = list(causes)
    same = Errand.objects.filter(occasion__in=[each.occasion for each in wanted])
    known = set(same.values_list("occasion", flat=True))
    rows = [_errand(each, now) for each in wanted if each.occasion not in known]
    Errand.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(rows)


def open_errand(person: Person, kind: str, *, text: str, occasion: str, due_on: date, now: datetime) -> bool:
    """Whether it is new."""
    return bool(open_errands([Cause(person.organization_id, person.pk, kind, text, occasion, due_on)], now=now))


@transaction.atomic
def close_errand(errand: Errand, *, by: Viewer, now: datetime) -> None:
    """Done by hand; a second time changes nothing."""
    if Errand.objects.filter(pk=errand.pk, closed_at=None).update(closed_at=now, closed_by=by.user):
        record(by, "errand.closed", errand, at=now, kind=errand.kind)


def close_settled(person: Person, kinds: Iterable[str], *, by: Viewer, now: datetime, occasion: str = "") -> None:
    """Errands whose cause is gone; `occasion` narrows to those that begin with it."""
    rows = Errand.objects.filter(person=person, kind__in=list(kinds), closed_at=None, occasion__startswith=occasion)
    rows.update(closed_at=now, closed_by=by.user)


def _errand(cause: Cause, now: datetime) -> Errand:
    return Errand(
        organization_id=cause.organization_id,
        person_id=cause.person_id,
        kind=cause.kind,
        text=cause.text,
        occasion=cause.occasion,
        due_on=cause.due_on,
        opened_at=now,
    )
