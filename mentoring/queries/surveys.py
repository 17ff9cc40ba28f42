"""Surveys of a school: which there are, whom they ask, what was answered."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from core.viewer import Viewer
from mentoring.intake.questions import Kind
from mentoring.models import BaseRules, Pair, PairMember, Person, Survey, SurveyReply, SurveyTicket, Voice
from mentoring.queries.rules import Rules
from mentoring.surveys.instruments import STATES, VOICES, WORKING, asked
from mentoring.surveys.results import FEWEST
from mentoring.surveys.states import LATE_DAYS, State, state_of

TENTHS = 10
Instrument = Survey.Instrument


@dataclass(frozen=True, slots=True)
class Line:
    """A survey of the list. `asked` is 0 where the address is common: nobody knows how many have it."""

    survey: Survey
    state: State
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to be asked, as one side of a pair."""

    person: Person
    voice: str
    pair_id: int
    form: str


def own_surveys(viewer: Viewer) -> QuerySet[Survey]:
    return Survey.objects.visible_to(viewer).filter(organization=viewer.organization)


def surveys_of(viewer: Viewer, year: int, today: date) -> list[Line]:
    """The newest first. Three queries."""
    found = list(own_surveys(viewer).filter(school_year=year).order_by("-opens_on", "-pk"))
    tickets = _counted(SurveyTicket.objects.visible_to(viewer).filter(survey__in=found))
    replies = _counted(SurveyReply.objects.visible_to(viewer).filter(survey__in=found))
    counts = ((row, replies[row.pk]) for row in found)
    return [Line(row, state_of(row, today), of_asked(tickets[row.pk], given), given) for row, given in counts]


def _counted(rows: QuerySet[Any]) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list("survey").annotate(Count("pk"))))


def candidates(viewer: Viewer, survey: Survey) -> list[Candidate]:
    """People of pairs in the states the instrument asks for; somebody in several pairs once a side. Two queries."""
    pairs = Pair.objects.visible_to(viewer).of_year(survey.school_year)
    pairs = pairs.filter(organization=survey.organization_id, status__in=STATES.get(survey.instrument, WORKING))
    if survey.form:
        pairs = pairs.filter(form=survey.form)
    voices, found = VOICES[Survey.Audience(survey.audience)], []
    if Voice.MENTOR in voices:
        found += [
            Candidate(p.mentor, Voice.MENTOR, p.pk, p.form) for p in pairs.select_related("mentor").order_by("pk")
        ]
    if Voice.MENTEE in voices:
        inside = PairMember.objects.visible_to(viewer).filter(pair__in=pairs, left_on=None, paused_on=None)
        members = inside.select_related("mentee")
        found += [Candidate(m.mentee, Voice.MENTEE, m.pair_id, m.form) for m in members.order_by("pk")]
    once = {(one.person.pk, one.voice): one for one in reversed(found) if one.person.status == Person.Status.ACTIVE}
    return list(reversed(once.values()))


def tickets_of(viewer: Viewer, survey: Survey) -> QuerySet[SurveyTicket]:
    rows = SurveyTicket.objects.visible_to(viewer).filter(survey=survey).select_related("person")
    return rows.order_by("side", "person__search_name", "pk")


def answered_of(viewer: Viewer, survey: Survey) -> int:
    """How many have answered; by addresses of one's own also those whose named reply the viewer may not read."""
    if survey.common:
        return SurveyReply.objects.visible_to(viewer).filter(survey=survey).count()
    return SurveyTicket.objects.visible_to(viewer).filter(survey=survey, answered=True).count()


def of_asked(invited: int, answered: int) -> int:
    """Addresses of people who were erased since are gone, their anonymous answers are not."""
    return max(invited, answered) if invited else 0


def own_tickets(viewer: Viewer, today: date) -> QuerySet[SurveyTicket]:
    """What the viewer's own account is asked and has not answered."""
    rows = SurveyTicket.objects.visible_to(viewer).filter(account=viewer.scope.account, answered=False)
    return rows.filter(sent_on__isnull=False, until__gte=today).order_by("until", "pk")


def told(today: date) -> Q:
    """`is_told` of replies to many surveys."""
    over = Q(survey__closed_at__isnull=False) | Q(survey__due_on__lt=today - timedelta(days=LATE_DAYS))
    return Q(survey__anonymous=False) | over


def satisfaction(viewer: Viewer, school_year: int, today: date) -> dict[str, tuple[int, int]]:
    """{side: (satisfied, answered)} of the viewer's organization; a side that nobody was asked of is missing."""
    own = viewer.organization.pk
    return satisfaction_by_school(viewer, school_year, Q(organization=own), today).get(own, {})


def satisfaction_by_school(
    viewer: Viewer, school_year: int, within: Q, today: date
) -> dict[int, dict[str, tuple[int, int]]]:
    """Who gave a mean of the threshold or more, of all who answered; the threshold is the organization's own.

    Satisfaction surveys count, and final questionnaires where a side has none; of a form the last one. Anonymous ones
    below FEWEST answers, or still open, do not count. One query for any number of schools; `within` is a condition on
    their labels.
    """
    replies = SurveyReply.objects.visible_to(viewer).filter(within, told(today))
    rows = replies.filter(survey__school_year=school_year, mark__isnull=False)
    groups: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for row in _marks(rows):
        if row["answered"] >= FEWEST or not row["survey__anonymous"]:
            groups[row["organization"], row["side"]].append(row)
    found: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for (organization, side), given in groups.items():
        found[organization][side] = _summed(given)
    return dict(found)


def _marks(rows: QuerySet[SurveyReply]) -> QuerySet[Any, Any]:
    own = BaseRules.objects.filter(organization_id=OuterRef("organization_id")).values("satisfied_from")[:1]
    threshold = Coalesce(Subquery(own), Value(Rules().satisfied_from), output_field=IntegerField())
    keys = ("organization", "side", "survey", "survey__instrument", "survey__form", "survey__due_on")
    return (
        rows.alias(threshold=threshold)
        .order_by()
        .values(*keys, "survey__anonymous")
        .annotate(answered=Count("pk"), satisfied=Count("pk", filter=Q(mark__gte=F("threshold") * TENTHS)))
    )


def _summed(groups: list[dict[str, Any]]) -> tuple[int, int]:
    """The last survey of each form; one of all forms counts when no later one asked by form."""
    asked_apart = [row for row in groups if row["survey__instrument"] == Instrument.SATISFACTION]
    satisfied = answered = 0
    forms: set[str] = set()
    for row in sorted(asked_apart or groups, key=lambda row: (row["survey__due_on"], row["survey"]), reverse=True):
        form = row["survey__form"]
        if "" in forms or form in forms or (not form and forms):
            continue
        forms.add(form)
        satisfied, answered = satisfied + row["satisfied"], answered + row["answered"]
    return satisfied, answered


@dataclass(frozen=True, slots=True)
class Choice:
    """A question and what may be answered; no options: words of one's own, or a mark from 1 to 10."""

    key: str
    is_scale: bool
    options: tuple[str, ...]


def survey_answers(survey: Survey, voice: str) -> list[Choice]:
    """What a voice is asked, in order."""
    found = []
    for one in asked(survey.instrument, survey.form, voice):
        yes_no = ("yes", "no") if one.item.kind == Kind.YES_NO else ()
        found.append(Choice(one.item.key, one.item.kind == Kind.SCALE, yes_no or one.item.options))
    return found
