"""Addresses for a participant without an account: one purpose, a term, an answer once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from mentoring.actions.pair_answers import pair_address, save_answer
from mentoring.actions.pair_base import write
from mentoring.actions.pair_news import tell_curators
from mentoring.actions.pair_people import remove_member
from mentoring.actions.pairs import agree_one
from mentoring.models import Answer, Meeting, Pair, PairLink, PairMember, Person

TERM = timedelta(days=14)
AN_HOUR = timedelta(hours=1)
OF_ONE_SCHOOL = 300  # answers by links an hour: a class at once, not a robot
Purpose, Question = PairLink.Purpose, Answer.Question


class UnknownLink(DomainError):
    message = "Такой ссылки нет. Проверьте адрес или попросите у куратора новую."


class LinkOver(DomainError):
    message = "Ссылка уже использована, отключена или её срок вышел. Попросите у куратора новую."


class TooManyAnswers(DomainError):
    message = "Слишком много ответов подряд. Попробуйте через час."


class NothingToConfirm(DomainError):
    message = "В этой паре ещё нет отмеченных встреч."


class NothingToAgree(DomainError):
    message = "Пара уже согласована: ссылка для согласия не нужна."


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A live link and the viewer its answer is written by: of the one school, without an account."""

    link: PairLink
    viewer: Viewer


@transaction.atomic
def make_pair_link(
    pair: Pair, person: Person, purpose: str, *, question: str = "", by: Viewer, now: datetime
) -> PairLink:
    """A link of the same purpose that was live before stops working. Raises NothingToConfirm, NothingToAgree."""
    if purpose == Purpose.AGREE and pair.status != Pair.Status.PROPOSED:
        raise NothingToAgree
    meeting = _last_held(pair, by) if purpose == Purpose.CONFIRM else None
    if purpose == Purpose.CONFIRM and meeting is None:
        raise NothingToConfirm
    live = PairLink.objects.visible_to(by).filter(pair=pair, person=person, purpose=purpose, question=question)
    live.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    link = PairLink(
        organization_id=pair.organization_id,
        pair=pair,
        person=person,
        meeting=meeting,
        purpose=purpose,
        question=question,
        created_at=now,
        expires_at=now + TERM,
    )
    link.save(force_insert=True)
    record(by, "pair_link.made", link, at=now, purpose=purpose)
    return link


def _last_held(pair: Pair, by: Viewer) -> Meeting | None:
    rows = Meeting.objects.visible_to(by).filter(pair=pair, status=Meeting.Status.HELD)
    return rows.order_by("-held_on", "-pk").first()


@transaction.atomic
def revoke_pair_link(link: PairLink, *, by: Viewer, now: datetime) -> None:
    if PairLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        record(by, "pair_link.revoked", link, at=now)


def open_pair_link(code: str, *, address: str, now: datetime) -> OpenLink:
    """For a guest: the code is the right to this one question. Raises UnknownLink, LinkOver."""
    with tenancy.scope(SYSTEM):
        rows = PairLink.objects.select_related("organization", "person", "meeting", "pair__mentor")
        link = rows.filter(code=code).first()
        inside = link is not None and _stands(link)
    if link is None:
        raise UnknownLink
    gone = not inside or link.organization.archived_at or not link.pair.is_open
    gone = gone or (link.purpose == Purpose.AGREE and link.pair.status != Pair.Status.PROPOSED)
    if gone or link.used_at or link.revoked_at or link.expires_at <= now:
        raise LinkOver
    own = (link.organization_id,)
    scope = Scope(schools=own, pd_schools=own, write_orgs=own, pd_write=own)
    return OpenLink(link, Viewer(scope=scope, organization=link.organization, address=address))


def _stands(link: PairLink) -> bool:
    """Who has left a group reads its plan no more, who rests for want of a consent not now."""
    if link.person.status != Person.Status.ACTIVE:
        return False
    rows = PairMember.objects.filter(pair=link.pair_id, mentee=link.person_id, left_on=None, paused_on=None)
    return link.person_id == link.pair.mentor_id or rows.exists()


@transaction.atomic
def answer_by_link(opened: OpenLink, value: int, *, comment: str = "", now: datetime) -> None:
    """A second press finds the link used. Raises LinkOver, TooManyAnswers and what `save_answer` raises."""
    link, by = opened.link, opened.viewer
    with tenancy.scope(by.scope):
        lately = PairLink.objects.filter(organization=link.organization_id, used_at__gt=now - AN_HOUR)
        if lately.count() >= OF_ONE_SCHOOL:
            raise TooManyAnswers
        if not PairLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=now):
            raise LinkOver
        if link.purpose == Purpose.AGREE:
            _settle_proposal(opened, bool(value), comment, now)
            return
        question = Question.CONFIRM if link.purpose == Purpose.CONFIRM else link.question
        save_answer(link.pair, link.person, question, value, comment=comment, meeting=link.meeting, by=by, now=now)


def _settle_proposal(opened: OpenLink, agreed: bool, comment: str, now: datetime) -> None:
    """A mentee agrees, or goes out of the proposal, which ends with the last one. Raises what the steps raise."""
    link, by = opened.link, opened.viewer
    today = by.organization.local_date(now)
    if agreed:
        agree_one(link.pair, link.person_id, on=today, by=by, now=now)
        return
    member = PairMember.objects.visible_to(by).get(pair=link.pair_id, mentee=link.person_id)
    pair = remove_member(member, reason=Pair.EndReason.DECLINED, on=today, by=by, now=now)
    if comment and not pair.is_open:
        write(pair, {"end_note": comment[:300]}, by=by, verb="pair.edited")
    tell_curators(pair, "declined", key=str(link.pk), url=pair_address(pair), now=now)
