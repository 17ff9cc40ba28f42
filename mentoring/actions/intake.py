"""Handing out questionnaires and taking what comes back through them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.words import folded
from mentoring.actions.people import OutsideAges
from mentoring.intake.answers import birth_date_of, too_young
from mentoring.intake.entries import KINDS
from mentoring.models import Application, IntakeLink, age_on
from mentoring.queries.intake import OPEN_STATES, Closed, closed_because
from mentoring.queries.rules import rules_of

AN_HOUR = timedelta(hours=1)
FROM_ONE_ADDRESS = 60  # applications an hour: a staff room of teachers behind one address, not a robot
SHORTEST = 5.0  # seconds a person needs at least from the first page to the last


class UnknownLink(DomainError):
    message = "Такой анкеты нет. Проверьте ссылку."


class NotOpen(DomainError):
    """`why` is for the guest."""

    def __init__(self, why: Closed) -> None:
        self.why = why
        super().__init__(why.words)


class TooYoung(DomainError):
    message = "До 14 лет анкету за ребёнка заполняет родитель. Попросите в школе ссылку для родителей."


class TooFast(DomainError):
    message = "Анкета заполнена слишком быстро. Проверьте ответы и отправьте ещё раз."


class TooManyFromHere(DomainError):
    message = "С этого адреса пришло очень много заявок. Попробуйте через час."


@dataclass(frozen=True)
class Sent:
    """What a guest sends. `key` is made with the draft: sent twice, there is one application."""

    key: str
    answers: dict[str, Any]
    consents: list[dict[str, Any]]
    address: str | None
    started: float  # seconds since the epoch


def find_link(code: str, *, now: datetime) -> IntakeLink:
    """The open questionnaire of an address, for a guest: its code is the right to read this one row.

    Raises UnknownLink, NotOpen.
    """
    with tenancy.scope(SYSTEM):
        link = IntakeLink.objects.select_related("organization").filter(code=code).first()
        if link is None:
            raise UnknownLink
        received = Application.objects.filter(link=link).count() if link.limit is not None else 0
    if why := closed_because(link, link.organization.local_date(now), received):
        raise NotOpen(why)
    return link


def refuse_age(link: IntakeLink, answers: dict[str, Any], *, now: datetime) -> None:
    """Raises TooYoung, OutsideAges."""
    today, born = link.organization.local_date(now), birth_date_of(answers)
    if born is None:
        return
    if too_young(link.audience, answers, today):
        raise TooYoung
    with tenancy.scope(SYSTEM):
        ages = rules_of(link.organization).ages
    if refusal := ages.refusal(KINDS.get(link.audience, ""), link.side, age_on(born, today)):
        raise OutsideAges(refusal)


@transaction.atomic
def submit_application(code: str, sent: Sent, *, now: datetime) -> Application:
    """Locks the questionnaire: numbers have no gaps and no doubles, the limit holds.

    What was sent before, with the same draft or by the same person, keeps its number and changes nothing.
    Raises UnknownLink, NotOpen, TooFast, TooManyFromHere.
    """
    with tenancy.scope(SYSTEM):
        locked = IntakeLink.objects.select_for_update().filter(code=code).first()
        if locked and (known := _known(locked, sent)):
            return known
    link = find_link(code, now=now)
    if now.timestamp() - sent.started < SHORTEST:
        raise TooFast
    with tenancy.scope(SYSTEM):
        _check_address(link, sent.address, now)
        IntakeLink.objects.filter(pk=link.pk).update(last_number=F("last_number") + 1)
        link.refresh_from_db(fields=["last_number"])
        application = Application(
            organization_id=link.organization_id,
            link=link,
            number=link.last_number,
            client_key=sent.key,
            answers=sent.answers,
            consents=sent.consents,
            address=sent.address,
            submitted_at=now,
        )
        application.save(force_insert=True)
        record(Viewer(organization=link.organization), "application.sent", application, at=now)
    return application


def _known(link: IntakeLink, sent: Sent) -> Application | None:
    """The same draft; or the same name, birth date and contact still waiting for an answer."""
    rows = Application.objects.filter(link=link)
    if found := rows.filter(client_key=sent.key).first():
        return found
    same = rows.filter(state__in=OPEN_STATES, answers__birth_date=sent.answers.get("birth_date"))
    return next((row for row in same if _person(row.answers) == _person(sent.answers)), None)


def _person(answers: dict[str, Any]) -> tuple[str, ...]:
    keys = ("last_name", "first_name", "patronymic", "phone", "email")
    return tuple(folded(str(answers.get(key, ""))).strip() for key in keys)


def _check_address(link: IntakeLink, address: str | None, now: datetime) -> None:
    lately = Application.objects.filter(link=link, address=address, submitted_at__gt=now - AN_HOUR)
    if address and lately.count() >= FROM_ONE_ADDRESS:
        raise TooManyFromHere


def find_sent(code: str, key: str) -> Application | None:
    """What a guest has sent: the key of the draft, signed in the cookie, is the right to read this one row."""
    with tenancy.scope(SYSTEM):
        rows = Application.objects.select_related("link__organization")
        return rows.filter(link__code=code, client_key=key).first()


@transaction.atomic
def create_link(fields: dict[str, Any], *, by: Viewer, school_year: int, now: datetime) -> IntakeLink:
    """`fields` are those of LinkForm and `questions`."""
    link = IntakeLink(organization=by.organization, school_year=school_year, author=by.user, created_at=now, **fields)
    link.save(force_insert=True)
    record(by, "intake.created", link, at=now, audience=link.audience, side=link.side)
    return link


@transaction.atomic
def edit_link(link: IntakeLink, fields: dict[str, Any], *, by: Viewer, now: datetime) -> None:
    """Answers given before stay as they are: they carry their own words. Raises nothing; the last one wins."""
    changed = [name for name, value in fields.items() if getattr(link, name) != value]
    if not changed:
        return
    IntakeLink.objects.visible_to(by).filter(pk=link.pk).update(version=F("version") + 1, **fields)
    record(by, "intake.changed", link, at=now, fields=changed)


@transaction.atomic
def close_link(link: IntakeLink, *, by: Viewer, now: datetime) -> None:
    IntakeLink.objects.visible_to(by).filter(pk=link.pk, closed_at=None).update(closed_at=now)
    record(by, "intake.closed", link, at=now)


@transaction.atomic
def reopen_link(link: IntakeLink, *, by: Viewer, now: datetime) -> None:
    IntakeLink.objects.visible_to(by).filter(pk=link.pk).update(closed_at=None)
    record(by, "intake.reopened", link, at=now)
