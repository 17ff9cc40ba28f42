"""Answering: a guest or somebody signed in, by an address of one's own or by the common one of an anonymous survey."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM, Scope
from core.viewer import Viewer
from mentoring.models import Person, Survey, SurveyReply, SurveyTicket
from mentoring.surveys.instruments import VOICES, mark_of
from mentoring.surveys.states import State, state_of

MOST_A_DAY = 500  # replies by a common address: a school, not a robot


class UnknownSurvey(DomainError):
    message = "Такого опроса нет. Проверьте адрес или спросите у куратора."


class NotYet(DomainError):
    message = "Опрос ещё не начался. Откройте ссылку позже."


class SurveyOver(DomainError):
    message = "Опрос закрыт, ответы больше не принимаются. Если вы не успели, скажите куратору."


class AnsweredAlready(DomainError):
    message = "По этой ссылке уже ответили. Ответ принят, второй раз отвечать не нужно."


class TooManyReplies(DomainError):
    message = "Сегодня пришло очень много ответов. Попробуйте завтра или скажите куратору."


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A live survey and the viewer its replies are written by: of the one school, without an account."""

    row: Survey
    ticket: SurveyTicket | None
    viewer: Viewer

    @property
    def voices(self) -> tuple[str, ...]:
        """As whom this address may answer."""
        return (self.ticket.side,) if self.ticket else VOICES[Survey.Audience(self.row.audience)]


def find_survey(code: str, *, address: str, now: datetime) -> OpenSurvey:
    """For a guest: the code is the right to answer. Raises UnknownSurvey, NotYet, SurveyOver, AnsweredAlready.

    Whoever holds the address of somebody else learns nothing from an anonymous survey: there only `send_reply` says
    that it was answered.
    """
    with tenancy.scope(SYSTEM):
        tickets = SurveyTicket.objects.select_related("survey__organization", "person")
        ticket = tickets.filter(code=code).first()
        common = Survey.objects.select_related("organization").filter(code=code, common=True)
        row = ticket.survey if ticket else common.first()
    if row is None:
        raise UnknownSurvey
    state = state_of(row, row.organization.local_date(now))
    gone = ticket is not None and ticket.person.status != Person.Status.ACTIVE
    if state == State.OVER or row.organization.archived_at or gone:
        raise SurveyOver
    if state == State.PLANNED:
        raise NotYet
    if ticket and ticket.answered and not row.anonymous:
        raise AnsweredAlready
    own = (row.organization_id,)
    scope = Scope(schools=own, pd_schools=own, write_orgs=own, pd_write=own)
    return OpenSurvey(row, ticket, Viewer(scope=scope, organization=row.organization, address=address))


@transaction.atomic
def send_reply(opened: OpenSurvey, voice: str, values: dict[str, Any], *, key: str, now: datetime) -> None:
    """Sent twice, there is one reply. An anonymous one keeps no person and no hour, and leaves no event behind.

    Raises SurveyOver, AnsweredAlready, TooManyReplies.
    """
    by, today = opened.viewer, opened.row.organization.local_date(now)
    with tenancy.scope(by.scope):
        row = Survey.objects.select_for_update(of=("self",)).get(pk=opened.row.pk)
        if SurveyReply.objects.filter(organization=row.organization_id, client_key=key).exists():
            return
        if state_of(row, today) not in {State.OPEN, State.LATE}:
            raise SurveyOver
        if opened.ticket:
            _take(opened.ticket)
        elif row.replies.filter(given_on=today).count() >= MOST_A_DAY:
            raise TooManyReplies
        reply = SurveyReply(
            organization_id=row.organization_id,
            survey=row,
            side=voice,
            form=opened.ticket.form if opened.ticket and not row.anonymous else row.form,
            client_key=key,
            values=values,
            mark=mark_of(row.instrument, row.form, voice, values),
            given_on=today,
            **({} if row.anonymous else _author(opened.ticket)),
        )
        reply.save(force_insert=True)
        if not row.anonymous:
            record(by, "survey.answered", row, at=now)


def _take(ticket: SurveyTicket) -> None:
    """The survey is locked, so two phones with one address cannot both pass. Raises AnsweredAlready."""
    if not SurveyTicket.objects.filter(pk=ticket.pk, answered=False).update(answered=True):
        raise AnsweredAlready


def _author(ticket: SurveyTicket | None) -> dict[str, Any]:
    if ticket is None:
        return {}
    return {"person_id": ticket.person_id, "account_id": ticket.account_id, "pair_id": ticket.pair_id}
