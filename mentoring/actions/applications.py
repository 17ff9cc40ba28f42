"""Deciding about applications. A decision is made once; letters leave through the outbox."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from core.words import folded, full_name
from mentoring.actions import people
from mentoring.actions.consents import record_given
from mentoring.actions.entries import add_entries
from mentoring.intake.entries import entry_of, guardian_of
from mentoring.models import Application, ConsentText, Guardian, IntakeLink, Person, Signer
from mentoring.queries.intake import OPEN_STATES
from notifications.actions import queue_letter
from notifications.models import Kind

State = Application.State
VERBS: dict[str, str] = {
    State.ACCEPTED: "application.accepted",
    State.ASKED: "application.asked",
    State.DECLINED: "application.declined",
}
FIRST_WORDS = {
    "ask": "Здравствуйте! Спасибо за заявку. Чтобы подобрать пару, нам не хватает одного: ",
    "decline": (
        "Здравствуйте! Спасибо за заявку. Сейчас мы не можем включить вас в программу: \n\n"
        "Ваши ответы останутся в школе до конца срока хранения; попросите, и мы удалим их раньше."
    ),
}


class DecidedAlready(DomainError):
    message = "По этой заявке уже решили. Обновите страницу."


@transaction.atomic
def accept_application(application: Application, *, person_id: int | None, by: Viewer, now: datetime) -> Person:
    """Makes the person (or takes the known one), the participation and the consents given on the screen.

    Who left comes back; whose data were stopped has to have signed anew with the application.
    Raises DecidedAlready, people.Blocked.
    """
    row = _undecided(application, by)
    if person_id is not None:
        people.welcome_back(people.locked(Person, person_id, by), by=by, now=now)
    (participation,) = add_entries([entry_of(row, person_id=person_id)], by=by, now=now)
    person = Person.objects.visible_to(by).get(pk=participation.person_id)
    guardian = _signer_of(row, person, by)
    for given in row.consents:
        _take_consent(person, guardian, given, by=by)
    if not Person.objects.visible_to(by).present().filter(pk=person.pk).exists():
        raise people.Blocked
    _decide(row, State.ACCEPTED, by=by, now=now, person=person, participation=participation)
    if row.email:
        _write(row, Kind.APPLICATION_ACCEPTED, now)
    return person


def _signer_of(row: Application, person: Person, by: Viewer) -> Guardian | None:
    """The parent who answered: found by name on the card of the child, added where the child was known already."""
    if row.link.audience != IntakeLink.Audience.PARENT:
        return None
    kin = guardian_of(row.answers)
    name = folded(full_name(kin.last_name, kin.first_name, kin.patronymic))
    known = Guardian.objects.visible_to(by).filter(person=person, removed_at=None).order_by("pk")
    for guardian in known:
        if folded(str(guardian)) == name:
            return guardian
    guardian = Guardian(organization_id=person.organization_id, person=person, **asdict(kin))
    guardian.save(force_insert=True)
    record(by, "guardian.added", guardian)
    return guardian


def _take_consent(person: Person, guardian: Guardian | None, given: dict[str, Any], *, by: Viewer) -> None:
    record_given(
        person,
        given["purpose"],
        given["signer"],
        wording=ConsentText.objects.visible_to(by).get(pk=given["wording"]),
        shown=given["shown"],
        ticked=given.get("ticked", []),
        given_at=datetime.fromisoformat(given["at"]),
        address=given["address"],
        guardian=guardian if given["signer"] == Signer.GUARDIAN else None,
        by=by,
    )


@transaction.atomic
def ask_applicant(application: Application, message: str, *, by: Viewer, now: datetime) -> None:
    """Raises DecidedAlready."""
    row = _undecided(application, by)
    _decide(row, State.ASKED, by=by, now=now, message=message)
    if row.email:
        _write(row, Kind.APPLICATION_ASKED, now)


@transaction.atomic
def decline_application(application: Application, message: str, *, by: Viewer, now: datetime) -> None:
    """Raises DecidedAlready."""
    row = _undecided(application, by)
    _decide(row, State.DECLINED, by=by, now=now, message=message)
    if row.email:
        _write(row, Kind.APPLICATION_DECLINED, now)


@transaction.atomic
def reopen_application(application: Application, *, by: Viewer, now: datetime) -> None:
    rows = Application.objects.visible_to(by).filter(pk=application.pk, state=State.DECLINED)
    if rows.update(state=State.NEW, version=F("version") + 1):
        record(by, "application.reopened", application, at=now)


def _undecided(application: Application, by: Viewer) -> Application:
    rows = Application.objects.visible_to(by).select_related("link__organization").select_for_update(of=("self",))
    row = rows.filter(pk=application.pk, state__in=OPEN_STATES).first()
    if row is None:
        raise DecidedAlready
    return row


def _decide(row: Application, state: str, *, by: Viewer, now: datetime, **fields: Any) -> None:
    fields |= {"state": state, "decided_at": now, "decided_by": by.user}
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    record(by, VERBS[state], row, at=now)


def _write(row: Application, kind: str, now: datetime) -> None:
    """One letter for each decision: a question asked twice is two letters."""
    queue_letter(
        row.email,
        organization=row.link.organization,
        kind=kind,
        key=f"{row.pk}:{row.version}",
        payload={"application": row.pk},
        now=now,
    )
