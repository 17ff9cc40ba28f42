"""Links for representatives: given out by the curator, answered by a guest without an account."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from mentoring.actions.consent_errands import tell_refused
from mentoring.actions.consent_texts import wording_of
from mentoring.actions.consents import record_given, record_refused
from mentoring.actions.people import locked
from mentoring.consents.rules import signers_for
from mentoring.consents.screens import Marks
from mentoring.models import Consent, ConsentLink, Guardian, Person, Purpose, Signer
from mentoring.models.consent_links import new_seed
from mentoring.queries.consent_links import Paper, paper_of, rests_since
from mentoring.queries.rules import rules_of
from notifications.actions import queue_letter
from notifications.models import Kind

AN_HOUR = timedelta(hours=1)
FROM_ONE_ADDRESS = 60  # answers an hour: a parents' meeting behind one address, not a robot
ABOUT_ONE_CHILD = 20  # answers an hour: minds may be changed, papers are not to be heaped up
# On a screen. A third party is named by the school with a pen; special categories want a handwritten signature
# (152-ФЗ, ст. 10 ч. 2 п. 1).
ON_SCREEN = (Purpose.PROCESSING, Purpose.DISSEMINATION)
SIGNING = (Person.Status.ACTIVE, Person.Status.BLOCKED)


class NotOfThisAge(DomainError):
    message = "За этого человека представитель не подписывает: ему уже есть 18 лет."


class NoLonger(DomainError):
    message = "Этот человек больше не представитель или карточка закрыта. Обновите страницу."


class NothingAsked(DomainError):
    message = "Отметьте, о каком согласии просите."


class NoEmail(DomainError):
    message = "У представителя нет электронной почты. Добавьте её или покажите код."


class UnknownLink(DomainError):
    message = "Такой ссылки нет. Проверьте адрес или попросите в школе новую."


class LinkOver(DomainError):
    message = "Срок ссылки вышел, или школа её отключила. Попросите у куратора новую."


class TooManyAnswers(DomainError):
    message = "Слишком много ответов подряд. Попробуйте через час."


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A live link and the viewer its answers are written by: of the one school, without an account."""

    link: ConsentLink
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a guest decided about a paper. `name` is the signature: the representative's own full name."""

    agreed: bool
    name: str
    marks: Marks


def token_of(link: ConsentLink) -> str:
    return _token(link.seed)


def _token(seed: str) -> str:
    return salted_hmac("mentoring.consent_link", seed, algorithm="sha256").hexdigest()[:40]


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(guardian: Guardian, purposes: Collection[str], *, by: Viewer, now: datetime) -> ConsentLink:
    """A link that was live before stops working. Raises NoLonger, NotOfThisAge, NothingAsked."""
    person = locked(Person, guardian.person_id, by)
    fresh = Guardian.objects.visible_to(by).filter(pk=guardian.pk, removed_at=None).first()
    if fresh is None or person.status not in SIGNING:
        raise NoLonger
    if Signer.GUARDIAN not in signers_for(Purpose.PROCESSING, person, by.organization.local_date(now)):
        raise NotOfThisAge
    asked = [purpose.value for purpose in ON_SCREEN if purpose in purposes]
    if not asked:
        raise NothingAsked
    _live(fresh).update(revoked_at=now)
    for purpose in asked:
        wording_of(by.organization, purpose, Signer.GUARDIAN, by=by, now=now)
    link = ConsentLink(
        organization_id=person.organization_id,
        person=person,
        guardian=fresh,
        purposes=asked,
        seed=new_seed(),
        author=by.user,
        created_at=now,
        expires_at=now + timedelta(days=rules_of(by.organization).link_days),
    )
    link.digest = digest_of(token_of(link))
    link.save(force_insert=True)
    record(by, "consent_link.made", link, at=now, purposes=asked)
    return link


@transaction.atomic
def revoke_link(guardian: Guardian, *, by: Viewer, now: datetime) -> None:
    """The address answers «not found» from now on."""
    for link in _live(guardian):
        ConsentLink.objects.filter(pk=link.pk).update(revoked_at=now)
        record(by, "consent_link.revoked", link, at=now)


@transaction.atomic
def send_link(link: ConsentLink, *, by: Viewer, now: datetime) -> None:
    """One letter a day. Raises NoEmail."""
    if not link.guardian.email:
        raise NoEmail
    key = f"{link.pk}:{by.organization.local_date(now)}"
    queue_letter(
        link.guardian.email,
        organization=by.organization,
        kind=Kind.CONSENT_LINK,
        key=key,
        payload={"link": link.pk},
        now=now,
    )
    ConsentLink.objects.filter(pk=link.pk).update(sent_at=now)
    record(by, "consent_link.sent", link, at=now)


def _live(guardian: Guardian) -> Any:
    return ConsentLink.objects.filter(guardian=guardian, revoked_at=None)


def open_link(token: str, *, address: str, now: datetime) -> OpenLink:
    """For a guest: the token is the right to read this one child's papers. Raises UnknownLink, LinkOver."""
    with tenancy.scope(SYSTEM):
        rows = ConsentLink.objects.select_related("organization", "person", "guardian")
        link = rows.filter(digest=digest_of(token)).first()
    if link is None:
        raise UnknownLink
    gone = link.guardian.removed_at or link.person.status not in SIGNING or link.organization.archived_at
    grown_up = Signer.GUARDIAN not in signers_for(Purpose.PROCESSING, link.person, link.organization.local_date(now))
    if gone or grown_up or link.revoked_at or link.expires_at <= now:
        raise LinkOver
    own = (link.organization_id,)
    scope = Scope(schools=own, pd_schools=own, write_orgs=own, pd_write=own)
    return OpenLink(link, Viewer(scope=scope, organization=link.organization, address=address))


def read_papers(opened: OpenLink, *, now: datetime) -> list[Paper]:
    """Every paper the link asks for."""
    return [read_paper(opened, purpose, now=now) for purpose in opened.link.purposes]


def read_rest(opened: OpenLink) -> date | None:
    """Since when the child meets with no group for want of a consent."""
    with tenancy.scope(opened.viewer.scope):
        return rests_since(opened.viewer, opened.link.person)


def read_paper(opened: OpenLink, purpose: str, *, now: datetime) -> Paper:
    """In the latest words of the school."""
    link, by = opened.link, opened.viewer
    with tenancy.scope(by.scope):
        text = wording_of(link.organization, purpose, Signer.GUARDIAN, by=by, now=now)
        return paper_of(by, link, text, link.organization.local_date(now))


@transaction.atomic
def answer_paper(opened: OpenLink, paper: Paper, answer: Answer, *, now: datetime) -> Consent:
    """The answer with the very words that were read. A paper in force is answered as it is: a form sent twice.

    Raises TooManyAnswers, LinkOver: switched off or the card closed while the page was read.
    """
    link, by = opened.link, opened.viewer
    with tenancy.scope(by.scope):
        child = Person.objects.select_for_update(of=("self",)).get(pk=link.person_id)
        if child.status not in SIGNING or not ConsentLink.objects.filter(pk=link.pk, revoked_at=None).exists():
            raise LinkOver
        fresh = paper_of(by, link, paper.wording, link.organization.local_date(now))
        if fresh.consent is not None and not fresh.is_open:
            return fresh.consent
        _refuse_many(link, by.address, now)
        common: dict[str, Any] = {
            "wording": paper.wording,
            "shown": paper.signed(answer.name, answer.marks),
            "address": by.address or None,
            "guardian": link.guardian,
            "by": by,
        }
        what = (link.person, paper.purpose, Signer.GUARDIAN)
        if answer.agreed:
            return record_given(*what, given_at=now, ticked=paper.ticked(answer.marks), **common)
        refused = record_refused(*what, refused_at=now, **common)
        tell_refused(refused, by=by, now=now)
        return refused


def _refuse_many(link: ConsentLink, address: str, now: datetime) -> None:
    lately = Consent.objects.filter(organization=link.organization, method=Consent.Method.SCREEN)
    lately = lately.filter(asked_at__gt=now - AN_HOUR)
    if lately.filter(person=link.person_id).count() >= ABOUT_ONE_CHILD:
        raise TooManyAnswers
    if address and lately.filter(address=address).count() >= FROM_ONE_ADDRESS:
        raise TooManyAnswers
