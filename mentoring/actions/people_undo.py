"""A loaded table taken back within a day: only rows that nobody has touched since."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.people_import import lock
from mentoring.actions.people_writing import ADDED, MODELS, replaced, save_rows
from mentoring.models import (
    ClosedNote,
    Consent,
    Errand,
    Guardian,
    MenteeCard,
    MentorCard,
    Pair,
    PairMember,
    Participation,
    PeopleImport,
    Person,
    Request,
    SubjectRequest,
    Training,
)

UNDO_FOR = timedelta(hours=24)
OWN_WORK = (ClosedNote, Consent, Errand, SubjectRequest, Training)  # nobody deletes these with an import


class UndoTooLate(DomainError):
    message = "Отменить загрузку можно только в первые 24 часа."


@dataclass(frozen=True, slots=True)
class Undone:
    """People removed, rows of known people put back, and what stays because it was changed since."""

    removed: int
    put_back: int
    kept: int


@transaction.atomic
def undo_people_import(job: PeopleImport, *, by: Viewer, now: datetime) -> Undone:
    """Raises UndoTooLate, AlreadyLoaded."""
    lock(job, PeopleImport.Status.DONE, by=by)
    if job.finished_at is None or now - job.finished_at > UNDO_FOR:
        raise UndoTooLate
    made = job.made
    people = _untouched(made.get("people", []), job.finished_at)
    Person.objects.filter(pk__in=people).delete()
    kept = len(made.get("people", [])) - len(people)
    kept += _remove_added(made.get("added", {}), made.get("guardians", []))
    restored, stayed = _put_back(made.get("changed", []))
    job.status, job.made, job.rows = PeopleImport.Status.UNDONE, {}, []
    undone = Undone(len(people), restored, kept + stayed)
    job.choices |= {"undone": {"removed": undone.removed, "put_back": restored, "kept": undone.kept}}
    job.save()
    record(by, "people_import.undone", job, at=now, removed=undone.removed, put_back=restored, kept=undone.kept)
    return undone


def _untouched(people: Sequence[int], loaded_at: datetime) -> list[int]:
    """New people with nothing but what the import wrote, all of it in its first version."""
    of_person = OuterRef("pk")
    touched = Q(version__gt=1) | Q(account__isnull=False) | ~Q(status=Person.Status.ACTIVE)
    touched |= Q(Exists(Participation.objects.filter(person=of_person, version__gt=1)))
    touched |= Q(Exists(MentorCard.objects.filter(person=of_person, version__gt=1)))
    touched |= Q(Exists(MenteeCard.objects.filter(person=of_person, version__gt=1)))
    touched |= Q(Exists(Request.objects.filter(participation__person=of_person).exclude(created_at=loaded_at)))
    touched |= Q(Exists(Guardian.objects.filter(person=of_person, removed_at__isnull=False)))
    touched |= Q(Exists(Pair.objects.filter(mentor=of_person))) | Q(Exists(PairMember.objects.filter(mentee=of_person)))
    for model in OWN_WORK:
        touched |= Q(Exists(model._default_manager.filter(person=of_person)))
    rows = Person.objects.select_for_update().filter(pk__in=people).exclude(touched)
    found = list(rows.values_list("pk", flat=True))
    many = Participation.objects.filter(person__in=found).values("person").annotate(rows=Count("pk"))
    again = set(many.filter(rows__gt=1).values_list("person", flat=True))
    return [pk for pk in found if pk not in again]


def _remove_added(added: dict[str, list[int]], guardians: Sequence[int]) -> int:
    """Participations, cards and representatives added to known people; returns how many stay."""
    Guardian.objects.filter(pk__in=guardians, removed_at=None, consents=None).delete()
    kept = Guardian.objects.filter(pk__in=guardians).count()
    for name in ADDED:
        rows = MODELS[name]._default_manager.filter(pk__in=added.get(name, []))
        free = rows.exclude(_in_pair()) if MODELS[name] is Participation else rows
        free.filter(version=1).delete()
        kept += rows.count()
    return kept


def _in_pair() -> Q:
    """Participations that stand in a pair, whatever its state."""
    helping = Pair.objects.filter(offered=OuterRef("pk"))
    return Q(Exists(helping)) | Q(Exists(PairMember.objects.filter(wanted=OuterRef("pk"))))


def _put_back(changed: Iterable[Sequence[Any]]) -> tuple[int, int]:
    """(rows with their values before, rows that were changed since and stay)."""
    wanted: defaultdict[str, dict[int, tuple[int, dict[str, Any]]]] = defaultdict(dict)
    for name, pk, version, before in changed:
        wanted[name][pk] = (version, before)
    restored = kept = 0
    for name, rows in wanted.items():
        found = MODELS[name]._default_manager.select_for_update().in_bulk(list(rows))
        touched = [row for pk, row in found.items() if getattr(row, "version", 0) == rows[pk][0]]
        for row in touched:
            replaced(row, _values(name, rows[row.pk][1]))
        save_rows(name, touched)
        restored += len(touched)
        kept += len(rows) - len(touched)
    return restored, kept


def _values(name: str, before: dict[str, Any]) -> dict[str, Any]:
    """As the columns take them: dates are words in JSON."""
    fields: Any = MODELS[name]._meta
    return {field: fields.get_field(field).to_python(value) for field, value in before.items()}
