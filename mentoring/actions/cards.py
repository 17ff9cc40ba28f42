"""What belongs to a card: representatives, requests, training, closed data, partners."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import record, record_many
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.consent_errands import tell_guardian_gone
from mentoring.actions.people import locked, refuse_absent
from mentoring.models import ClosedNote, Consent, Guardian, Participation, Partner, Person, Request, Training


class PartnerKnown(DomainError):
    message = "Партнёр с таким названием уже есть."


@transaction.atomic
def add_guardian(person: Person, values: dict[str, Any], *, by: Viewer, now: datetime) -> Guardian:
    """Raises NotPresent."""
    refuse_absent(locked(Person, person.pk, by))
    row = Guardian.objects.create(organization_id=person.organization_id, person=person, **values)
    record(by, "guardian.added", person, at=now)
    return row


@transaction.atomic
def edit_guardian(guardian: Guardian, values: dict[str, Any], *, by: Viewer, now: datetime) -> None:
    """Raises NotPresent."""
    refuse_absent(locked(Person, guardian.person_id, by))
    Guardian.objects.filter(pk=guardian.pk, removed_at=None).update(**values)
    record(by, "guardian.edited", guardian.person, at=now)


@transaction.atomic
def remove_guardian(guardian: Guardian, *, by: Viewer, now: datetime) -> int:
    """Represents the child no longer: what this person signed is in force no more. Returns how many consents ended."""
    person = locked(Person, guardian.person_id, by)
    Guardian.objects.filter(pk=guardian.pk, removed_at=None).update(removed_at=now)
    live = Consent.objects.filter(guardian=guardian, state__in=[Consent.State.ASKED, Consent.State.GIVEN])
    ended = live.update(state=Consent.State.VOID, ended_at=now, ended_reason="сменился законный представитель")
    record(by, "guardian.removed", person, at=now, consents=ended)
    tell_guardian_gone(person, ended, organization=by.organization, now=now)
    return ended


@transaction.atomic
def add_request(participation: Participation, values: dict[str, Any], *, by: Viewer, now: datetime) -> Request:
    """The first request is the main one; a new main one takes the place of the old. Raises NotPresent."""
    refuse_absent(locked(Person, participation.person_id, by))
    others = Request.objects.filter(participation=participation)
    main = values.pop("is_main") or not others.exists()
    if main:
        others.filter(is_main=True).update(is_main=False)
    row = Request.objects.create(
        organization_id=participation.organization_id,
        participation=participation,
        author=by.user,
        created_at=now,
        is_main=main,
        **values,
    )
    record(by, "request.added", participation.person, at=now, source=row.source)
    return row


@transaction.atomic
def edit_request(request: Request, values: dict[str, Any], *, by: Viewer, now: datetime) -> None:
    """Raises NotPresent."""
    person = locked(Person, request.participation.person_id, by)
    refuse_absent(person)
    if values["is_main"]:
        Request.objects.filter(participation=request.participation_id).exclude(pk=request.pk).update(is_main=False)
    Request.objects.filter(pk=request.pk).update(**values)
    record(by, "request.edited", person, at=now)


@transaction.atomic
def delete_request(request: Request, *, by: Viewer, now: datetime) -> None:
    person = locked(Person, request.participation.person_id, by)
    Request.objects.filter(pk=request.pk).delete()
    record(by, "request.deleted", person, at=now)


@transaction.atomic
def add_training(people: list[Person], values: dict[str, Any], *, by: Viewer, now: datetime) -> int:
    """The same course for everybody; returns how many. Who left is passed over."""
    rows = list(
        Person.objects.visible_to(by).select_for_update(of=("self",)).present().filter(pk__in=[p.pk for p in people])
    )
    Training.objects.bulk_create(Training(organization_id=p.organization_id, person=p, **values) for p in rows)
    record_many(by, "training.added", rows)
    return len(rows)


@transaction.atomic
def edit_training(training: Training, values: dict[str, Any], *, by: Viewer, now: datetime) -> None:
    """Raises NotPresent."""
    refuse_absent(locked(Person, training.person_id, by))
    Training.objects.filter(pk=training.pk).update(**values)
    record(by, "training.edited", training.person, at=now)


@transaction.atomic
def delete_training(training: Training, *, by: Viewer, now: datetime) -> None:
    person = locked(Person, training.person_id, by)
    Training.objects.filter(pk=training.pk).delete()
    record(by, "training.deleted", person, at=now)


def note_opened(person: Person, *, by: Viewer, now: datetime) -> None:
    """Every look at closed data stands in the log, also at an empty list."""
    record(by, "closed.opened", person, at=now, ids=[person.pk])


@transaction.atomic
def add_closed_note(person: Person, *, kind: str, text: str, by: Viewer, now: datetime) -> ClosedNote:
    """Raises NotPresent."""
    refuse_absent(locked(Person, person.pk, by))
    row = ClosedNote(
        organization_id=person.organization_id, person=person, kind=kind, text=text, author=by.user, created_at=now
    )
    row.save(force_insert=True)
    record(by, "closed.added", person, at=now)
    return row


@transaction.atomic
def delete_closed_note(note: ClosedNote, *, by: Viewer, now: datetime) -> None:
    person = locked(Person, note.person_id, by)
    ClosedNote.objects.filter(pk=note.pk).delete()
    record(by, "closed.deleted", person, at=now)


@transaction.atomic
def save_partner(partner: Partner | None, values: dict[str, Any], *, by: Viewer, now: datetime) -> Partner:
    """A new one when there is none yet. Raises PartnerKnown."""
    same = Partner.objects.visible_to(by).filter(organization=by.organization, name__iexact=values["name"])
    if partner is not None:
        same = same.exclude(pk=partner.pk)
    if same.exists():
        raise PartnerKnown
    row = partner or Partner(organization=by.organization)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record(by, "partner.edited" if partner else "partner.added", row, at=now)
    return row
