"""What a survey has brought, side by side; before and after of a form."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from core.viewer import Viewer
from mentoring.intake.questions import Kind
from mentoring.models import Survey, SurveyReply, SurveyTicket, Voice
from mentoring.queries.surveys import of_asked, told
from mentoring.surveys.instruments import BY_FORM, VOICES, asked
from mentoring.surveys.results import FEWEST, Change, Result, changes, result_of
from mentoring.surveys.states import is_told

Instrument = Survey.Instrument


@dataclass(frozen=True, slots=True)
class Said:
    """An open answer. `key` names it for a mark; `tag` is the mark it has."""

    key: str
    words: str
    tag: str


@dataclass(frozen=True, slots=True)
class Voiced:
    """What one side has answered. Nothing is to be shown below FEWEST answers, or while it `waits` for the last."""

    voice: Voice
    asked: int
    answered: int
    results: tuple[Result, ...]
    said: tuple[tuple[str, tuple[Said, ...]], ...]
    waits: bool = False

    @property
    def enough(self) -> bool:
        return self.answered >= FEWEST and not self.waits


@dataclass(frozen=True, slots=True)
class Compared:
    """Before and after of one side: how many have answered, of how many asked (0: nobody knows)."""

    voice: Voice
    before: int
    before_asked: int
    after: int
    after_asked: int
    changes: tuple[Change, ...]

    @property
    def enough(self) -> bool:
        return min(self.before, self.after) >= FEWEST


def results_of(viewer: Viewer, survey: Survey, today: date) -> list[Voiced]:
    """Every voice the survey asks. A curator in a pair does not count what that pair has said by name."""
    replies: dict[str, list[SurveyReply]] = defaultdict(list)
    for reply in SurveyReply.objects.visible_to(viewer).filter(survey=survey).order_by("pk"):
        replies[reply.side].append(reply)
    rows = SurveyTicket.objects.visible_to(viewer).filter(survey=survey).order_by()
    invited = dict(rows.values_list("side").annotate(Count("pk")))
    made = _voiced if is_told(survey, today) else _awaited
    return [made(survey, voice, invited.get(voice, 0), replies[voice]) for voice in VOICES[_audience(survey)]]


def _audience(survey: Survey) -> Survey.Audience:
    return Survey.Audience(survey.audience)


def _awaited(survey: Survey, voice: Voice, invited: int, replies: Sequence[SurveyReply]) -> Voiced:
    return Voiced(voice, of_asked(invited, len(replies)), len(replies), (), (), waits=True)


def _voiced(survey: Survey, voice: Voice, invited: int, replies: Sequence[SurveyReply]) -> Voiced:
    questions = asked(survey.instrument, survey.form, voice)
    given = [reply.values for reply in replies]
    said = [(one.words, tuple(_said(survey, one.item.key, replies))) for one in questions if one.item.kind == Kind.TEXT]
    results = [result_of(one, given) for one in questions if one.item.kind != Kind.TEXT]
    return Voiced(voice, of_asked(invited, len(replies)), len(replies), tuple(results), tuple(said))


def _said(survey: Survey, question: str, replies: Iterable[SurveyReply]) -> Iterable[Said]:
    for reply in replies:
        if words := reply.values.get(question):
            key = f"{reply.pk}:{question}"
            yield Said(key, words, survey.tags.get(key, ""))


def compared(viewer: Viewer, year: int, form: str, today: date) -> list[Compared]:
    """The first and the last questionnaire of a form and a year, side by side; an anonymous one once it is closed and
    by itself has FEWEST answers, else they would be the difference from the results of another.

    Two queries.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    asked_of = {
        "organization": viewer.organization,
        "survey__school_year": year,
        "survey__form": form,
        "survey__instrument__in": BY_FORM,
    }
    rows = SurveyReply.objects.visible_to(viewer).filter(told(today), **asked_of)
    columns = ("survey", "survey__anonymous", "survey__instrument", "side", "values")
    given = list(rows.order_by("pk").values_list(*columns))
    answered = Counter((survey, side) for survey, _, _, side, _ in given)
    for survey, anonymous, instrument, side, values in given:
        if not anonymous or answered[survey, side] >= FEWEST:
            found[instrument, side].append(values)
    tickets = SurveyTicket.objects.visible_to(viewer).filter(**asked_of).order_by()
    asked_in = Counter(tickets.values_list("survey__instrument", "side"))
    return [_compared(form, voice, found, asked_in) for voice in (Voice.MENTOR, Voice.MENTEE)]


def _compared(
    form: str,
    voice: Voice,
    found: Mapping[tuple[str, str], list[dict[str, Any]]],
    tickets: Mapping[tuple[str, str], int],
) -> Compared:
    first, last = (Instrument.BEFORE, voice), (Instrument.AFTER, voice)
    before, after = found.get(first, []), found.get(last, [])
    return Compared(
        voice,
        len(before),
        of_asked(tickets.get(first, 0), len(before)),
        len(after),
        of_asked(tickets.get(last, 0), len(after)),
        tuple(changes(asked(Instrument.AFTER, form, voice), before, after)),
    )
