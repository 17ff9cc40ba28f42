"""Surveys as the curator runs them: opened, sent to the people of pairs, reminded of, closed, concluded."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER, Viewer
from mentoring.models import Person, Survey, SurveyTicket
from mentoring.queries.rules import rules_of
from mentoring.queries.surveys import Candidate, candidates
from mentoring.surveys.states import LATE_DAYS, State, is_told, last_day, state_of
from notifications.actions import News, notify_each, queue_letter
from notifications.models import Kind
from schools.models import Membership

TAGS = ("opportunity", "threat")
LONGEST_CONCLUSION = 4000


class Over(DomainError):
    message = "Опрос закрыт. Продлите срок, чтобы собирать ответы дальше."


class ToldAlready(DomainError):
    message = "Итоги анонимного опроса уже показаны, поэтому новых ответов он не примет. Создайте новый опрос."


class ChangedMeanwhile(DomainError):
    """`theirs` is what stands there now."""

    message = "Вывод уже изменил кто-то другой. Сравните тексты и сохраните ещё раз."

    def __init__(self, theirs: str, version: int) -> None:
        self.theirs, self.version = theirs, version
        super().__init__(self.message)


@transaction.atomic
def open_survey(fields: dict[str, Any], *, school_year: int, by: Viewer, now: datetime) -> Survey:
    """`fields` are those of SurveyForm. Invitations leave at once, or on the first day."""
    survey = Survey(organization=by.organization, school_year=school_year, author=by.user, created_at=now, **fields)
    survey.save(force_insert=True)
    record(by, "survey.opened", survey, at=now, instrument=survey.instrument, anonymous=survey.anonymous)
    invite_people(survey, by=by, now=now)
    return survey


@transaction.atomic
def invite_people(survey: Survey, *, by: Viewer, now: datetime) -> int:
    """Whoever of the pairs is not asked yet, none by a common address; returns how many are new. Raises Over."""
    today = survey.organization.local_date(now)
    state = state_of(survey, today)
    if state == State.OVER:
        raise Over
    known = set(SurveyTicket.objects.visible_to(by).filter(survey=survey).values_list("person", "side"))
    new = [one for one in _candidates(by, survey) if (one.person.pk, one.voice) not in known]
    SurveyTicket.objects.bulk_create([_ticket(survey, one) for one in new])
    if state != State.PLANNED:
        _send(survey, today, by=by, now=now)
    if new:
        record(by, "survey.sent", survey, at=now, people=len(new))
    return len(new)


def _candidates(by: Viewer, survey: Survey) -> list[Candidate]:
    return [] if survey.common else candidates(by, survey)


def _ticket(survey: Survey, one: Candidate) -> SurveyTicket:
    return SurveyTicket(
        organization_id=survey.organization_id,
        survey=survey,
        person=one.person,
        account_id=one.person.account_id,
        pair_id=one.pair_id,
        side=one.voice,
        form=one.form,
        title=survey.title,
        until=last_day(survey.due_on),
    )


def _send(survey: Survey, today: date, *, by: Viewer, now: datetime) -> None:
    rows = SurveyTicket.objects.visible_to(by).filter(survey=survey, sent_on=None)
    tickets = list(rows.select_related("person", "organization"))
    _tell(tickets, survey, f"{survey.pk}:asked", now)
    rows.update(sent_on=today)


@transaction.atomic
def remind_people(survey: Survey, *, by: Viewer, now: datetime) -> int:
    """Whoever was asked and has not answered, one letter a day. Returns how many people. Raises Over."""
    today = survey.organization.local_date(now)
    if state_of(survey, today) == State.OVER:
        raise Over
    rows = SurveyTicket.objects.visible_to(by).filter(survey=survey, answered=False, sent_on__isnull=False)
    tickets = list(rows.exclude(reminded_on=today).select_related("person", "organization"))
    _tell(tickets, survey, f"{survey.pk}:{today}", now)
    rows.filter(pk__in=[ticket.pk for ticket in tickets]).update(reminded_on=today)
    record(by, "survey.reminded", survey, at=now, people=len(tickets))
    return len(tickets)


def _tell(tickets: Sequence[SurveyTicket], survey: Survey, key: str, now: datetime) -> None:
    """In the inbox and by letter who signs in, by letter who has an address. Others get their link from the curator."""
    tickets = [ticket for ticket in tickets if ticket.person.status == Person.Status.ACTIVE]
    accounts = {ticket.account_id for ticket in tickets} - {None}
    with tenancy.scope(SYSTEM):
        members = Membership.objects.active().filter(organization=survey.organization_id, account__in=accounts)
        ways = {member.account_id: member for member in members.select_related("account")}
        for side in {ticket.side for ticket in tickets}:
            own = [ticket for ticket in tickets if ticket.side == side]
            news = [
                News(ways[t.account_id], survey.title, reverse("survey_fill", args=[t.code]), {"ticket": t.pk})
                for t in own
                if t.account_id in ways
            ]
            notify_each(news, kind=Kind.SURVEY, key=f"{key}:{side}", now=now)
        for ticket in tickets:
            if ticket.account_id not in ways and ticket.person.email:
                queue_letter(
                    ticket.person.email,
                    organization=ticket.organization,
                    kind=Kind.SURVEY,
                    key=f"{key}:{ticket.pk}",
                    payload={"ticket": ticket.pk},
                    now=now,
                )


@transaction.atomic
def edit_survey(survey: Survey, *, title: str, due_on: date, by: Viewer, now: datetime) -> None:
    """A closed one with a later day is open again, unless what was said in it is told without names: one more answer
    would be the difference. Raises ToldAlready.
    """
    if survey.anonymous and is_told(survey, survey.organization.local_date(now)):
        raise ToldAlready
    until = last_day(due_on)
    closed_at = None if due_on >= survey.organization.local_date(now) else survey.closed_at
    Survey.objects.visible_to(by).filter(pk=survey.pk).update(
        title=title, due_on=due_on, closed_at=closed_at, version=F("version") + 1
    )
    if closed_at is None:
        SurveyTicket.objects.visible_to(by).filter(survey=survey).update(title=title, until=until)
    record(by, "survey.changed", survey, at=now, due_on=due_on.isoformat())


@transaction.atomic
def close_survey(survey: Survey, *, by: Viewer, now: datetime) -> None:
    """No answer is taken any more; a closed one stays as it is."""
    if Survey.objects.visible_to(by).filter(pk=survey.pk, closed_at=None).update(closed_at=now):
        yesterday = survey.organization.local_date(now) - timedelta(days=1)
        SurveyTicket.objects.visible_to(by).filter(survey=survey).update(until=yesterday)
        record(by, "survey.closed", survey, at=now)


@transaction.atomic
def conclude_survey(survey: Survey, text: str, *, seen_version: int, by: Viewer, now: datetime) -> None:
    """Raises ChangedMeanwhile."""
    rows = Survey.objects.visible_to(by).filter(pk=survey.pk)
    if not rows.filter(version=seen_version).update(conclusion=text, version=F("version") + 1):
        fresh = rows.get()
        raise ChangedMeanwhile(fresh.conclusion, fresh.version)
    record(by, "survey.concluded", survey, at=now)


@transaction.atomic
def tag_answer(survey: Survey, key: str, tag: str, *, by: Viewer) -> None:
    """An open answer is an opportunity, a threat, or neither (an empty tag). Anything else changes nothing."""
    reply, _, question = key.partition(":")
    fresh = Survey.objects.visible_to(by).select_for_update(of=("self",)).get(pk=survey.pk)
    known = {str(pk): values for pk, values in fresh.replies.values_list("pk", "values")}
    if question not in known.get(reply, {}):
        return
    fresh.tags.pop(key, None)
    if tag in TAGS:
        fresh.tags[key] = tag
    Survey.objects.filter(pk=fresh.pk).update(tags=fresh.tags)


def watch_surveys(now: datetime) -> int:
    """Sends what begins today, reminds once of what is overdue. Returns how many surveys were looked after."""
    with tenancy.tx(SYSTEM):
        rows = _to_watch(now.date()).select_related("organization").order_by("pk")
        return sum(_watch(survey, now) for survey in rows)


def _to_watch(today: date) -> QuerySet[Survey]:
    """Those that have somebody to write to; the zone of the organization decides later."""
    tickets = SurveyTicket.objects.filter(survey=OuterRef("pk"))
    not_told = Q(reminded_on=None) | Q(reminded_on__lte=OuterRef("due_on"))
    late = Q(due_on__lte=today) & Exists(tickets.filter(not_told, answered=False))
    live = Survey.objects.filter(closed_at=None, due_on__gt=today - timedelta(days=LATE_DAYS + 2))
    return live.filter(Exists(tickets.filter(sent_on=None)) | late)


def _watch(survey: Survey, now: datetime) -> int:
    today = survey.organization.local_date(now)
    state = state_of(survey, today)
    if survey.organization.archived_at or state in {State.PLANNED, State.OVER}:
        return 0
    waiting = SurveyTicket.objects.filter(survey=survey)
    if waiting.filter(sent_on=None).exists():
        _send(survey, today, by=SYSTEM_VIEWER, now=now)
        return 1
    remind_on = survey.due_on + timedelta(days=rules_of(survey.organization).survey_days)
    late = waiting.filter(answered=False).exclude(reminded_on__gt=survey.due_on)
    if today < remind_on or not late.exists():
        return 0
    return int(remind_people(survey, by=SYSTEM_VIEWER, now=now) > 0)
