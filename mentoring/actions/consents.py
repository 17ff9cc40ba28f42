"""Consents: asked, given on screen or on paper, withdrawn. One live paper per person, purpose and signer."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.actions.consent_errands import hold_people, settle_errands, tell_withdrawn
from mentoring.actions.pair_consequences import consent_gone
from mentoring.consents.rules import signers
from mentoring.models import Consent, ConsentText, Guardian, Person, Purpose, Scan
from mentoring.queries.coverage import uncovered_people

State, Method = Consent.State, Consent.Method
REPLACED = "дано новое согласие"


class AlreadyGiven(DomainError):
    message = "Такое согласие уже дано и действует. Новое понадобится, когда кончится срок или его отзовут."


class NotWaiting(DomainError):
    message = "Это согласие уже не ждёт подписи. Обновите страницу."


class NotInForce(DomainError):
    message = "Это согласие уже не действует."


class FutureConsent(DomainError):
    message = "Дата подписи не может быть позже сегодняшней."


class WrongPaper(DomainError):
    message = "Этот текст составлен для другого согласия."


def over_on(day: date, months: int | None) -> date | None:
    """The last day of a term of whole months; the 31st ends with a shorter month. Nothing: until withdrawn."""
    if not months:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@transaction.atomic
def ask(
    person: Person,
    purpose: str,
    signer: str,
    *,
    wording: ConsentText,
    by: Viewer,
    now: datetime,
    guardian: Guardian | None = None,
) -> Consent:
    """A paper that waits for its signature; one that waits already is answered as it is.

    Raises AlreadyGiven (unless the given one is about to end), WrongPaper.
    """
    _refuse_wrong_paper(purpose, signer, wording)
    waiting, given = (_live(person, purpose, signer, state) for state in (State.ASKED, State.GIVEN))
    if given is not None and not given.is_expiring(by.organization.local_date(now)):
        raise AlreadyGiven
    if waiting is None:
        waiting = _new(person, wording, guardian, asked_at=now)
        waiting.save(force_insert=True)
        record(by, "consent.asked", waiting, at=now, purpose=purpose, signer=signer)
    return waiting


@transaction.atomic
def record_given(
    person: Person,
    purpose: str,
    signer: str,
    *,
    wording: ConsentText,
    shown: str,
    given_at: datetime,
    address: str | None,
    by: Viewer,
    guardian: Guardian | None = None,
    ticked: Sequence[str] = (),
) -> Consent:
    """Given on screen: who, when, from where and the exact words are kept. A former one gives way to it.

    `ticked` are the words of the boxes that were ticked. Raises WrongPaper.
    """
    _refuse_wrong_paper(purpose, signer, wording)
    hold_people([person.pk])
    consent = _live(person, purpose, signer, State.ASKED) or _new(person, wording, guardian, asked_at=given_at)
    consent.wording, consent.guardian, consent.shown = wording, guardian or consent.guardian, shown
    consent.address, consent.method, consent.ticked = address, Method.SCREEN, list(ticked)
    return _give(consent, given_at, None, by)


@transaction.atomic
def record_refused(
    person: Person,
    purpose: str,
    signer: str,
    *,
    wording: ConsentText,
    shown: str,
    refused_at: datetime,
    address: str | None,
    by: Viewer,
    guardian: Guardian | None = None,
) -> Consent:
    """Refused on screen, with the words that were read. A consent in force is withdrawn, not refused: it stays.

    Raises WrongPaper.
    """
    _refuse_wrong_paper(purpose, signer, wording)
    consent = _live(person, purpose, signer, State.ASKED) or _new(person, wording, guardian, asked_at=refused_at)
    consent.wording, consent.guardian, consent.shown = wording, guardian or consent.guardian, shown
    consent.address, consent.method = address, Method.SCREEN
    consent.state, consent.ended_at = State.REFUSED, refused_at
    consent.save()
    record(by, "consent.refused", consent, at=refused_at, purpose=purpose, signer=signer)
    return consent


@transaction.atomic
def accept_paper(
    consent: Consent, *, given_at: datetime, by: Viewer, now: datetime, scan: Scan | None = None
) -> Consent:
    """The signed blank is here. Raises NotWaiting, FutureConsent."""
    locked = _locked(consent)
    if locked.state != State.ASKED:
        raise NotWaiting
    if given_at > now:
        raise FutureConsent
    locked.method, locked.scan = Method.PAPER, scan
    return _give(locked, given_at, now, by)


@transaction.atomic
def withdraw(consent: Consent, *, reason: str, by: Viewer, now: datetime) -> Consent:
    """Withdrawn by its signer. Without a needed processing consent work with the person stops at once.

    152-ФЗ, ст. 9 ч. 2 и ст. 21 ч. 5. Raises NotInForce.
    """
    locked = _locked(consent)
    if locked.state != State.GIVEN:
        raise NotInForce
    _end(locked, State.WITHDRAWN, reason, now)
    record(by, "consent.withdrawn", locked, at=now, purpose=locked.purpose, signer=locked.signer)
    if would_stop(locked, locked.organization.local_date(now)):
        _block(locked, by, now)
    tell_withdrawn(locked, by=by, now=now)
    return locked


def _locked(consent: Consent) -> Consent:
    hold_people([consent.person_id])
    rows = Consent.objects.select_for_update(of=["self"]).select_related("wording", "person", "organization")
    return rows.get(pk=consent.pk)


def would_stop(consent: Consent, today: date) -> bool:
    """Whether work with the person stops when this consent is withdrawn."""
    return consent.purpose == Purpose.PROCESSING and consent.signer in signers(consent.person, today)


def _refuse_wrong_paper(purpose: str, signer: str, wording: ConsentText) -> None:
    if (wording.purpose, wording.signer) != (purpose, signer):
        raise WrongPaper


def _live(person: Person, purpose: str, signer: str, state: str) -> Consent | None:
    rows = Consent.objects.select_for_update(of=["self"]).select_related("person", "organization", "guardian")
    return rows.filter(person=person, purpose=purpose, signer=signer, state=state).first()


def _new(person: Person, wording: ConsentText, guardian: Guardian | None, *, asked_at: datetime) -> Consent:
    return Consent(
        organization_id=person.organization_id,
        person=person,
        guardian=guardian,
        wording=wording,
        purpose=wording.purpose,
        signer=wording.signer,
        asked_at=asked_at,
    )


def _give(consent: Consent, given_at: datetime, now: datetime | None, by: Viewer) -> Consent:
    former = _live(consent.person, consent.purpose, consent.signer, State.GIVEN)
    if former is not None:
        _end(former, State.VOID, REPLACED, max(given_at, former.asked_at))
    consent.state, consent.given_at, consent.accepted_by = State.GIVEN, given_at, by.user
    consent.valid_until = over_on(consent.organization.local_date(given_at), consent.wording.months)
    consent.save()
    facts = {"purpose": consent.purpose, "signer": consent.signer, "method": consent.method}
    record(by, "consent.given", consent, at=now or given_at, **facts)
    _unblock(consent, by, now or given_at)
    settle_errands(consent, former, by=by, now=now or given_at)
    return consent


def _end(consent: Consent, state: str, reason: str, now: datetime) -> None:
    consent.state, consent.ended_at, consent.ended_reason = state, now, reason[:200]
    consent.save(update_fields=["state", "ended_at", "ended_reason"])


def _block(consent: Consent, by: Viewer, now: datetime) -> None:
    """Gone from lists, matching, letters and exports until everybody has signed anew; pairs are paused."""
    person = consent.person
    rows = Person.objects.filter(pk=person.pk, status=Person.Status.ACTIVE)
    if rows.update(status=Person.Status.BLOCKED, blocked_at=now):
        record(by, "person.blocked", person, at=now)
        consent_gone(person.pk, on=consent.organization.local_date(now), by=by)


def _unblock(consent: Consent, by: Viewer, now: datetime) -> None:
    """Who was stopped for want of a signature takes part again as soon as the last one is there."""
    person = consent.person
    stopped = Person.objects.filter(pk=person.pk, status=Person.Status.BLOCKED)
    if uncovered_people(stopped, consent.organization.local_date(now)).exists():
        return
    if stopped.update(status=Person.Status.ACTIVE, blocked_at=None):
        record(by, "person.unblocked", person, at=now)
