"""Papers made of the marks: nobody is asked to write them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.sheets.answers import TYPES, sheet_response
from core.viewer import Request
from core.years import chosen_year
from mentoring.meetings import diary as papers
from mentoring.models import Pair, Person
from mentoring.queries.diaries import chapters_of, mentored_pairs
from mentoring.queries.meetings import writable_pairs
from mentoring.queries.pairs import shown_name
from mentoring.views.fetching import clock


@requires(Permission.MEETING_LOG)
@require_safe
def diary_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """Of one pair; for its mentor and for the curators."""
    pair = get_object_or_404(writable_pairs(request.viewer), pk=pk)
    [chapter] = chapters_of(request.viewer, [pair])
    head = _head(request, pair.mentor, pair.school_year)
    return _answer(request, papers.diary(head, chapter), kind, pair, "diary.downloaded")


@requires(Permission.MEETING_LOG)
@require_safe
def journal_file(request: Request, kind: str) -> HttpResponse:
    """All meetings of the viewer's pairs of the chosen year."""
    pairs, head = _year(request)
    sheet = papers.journal(head, chapters_of(request.viewer, pairs))
    return _answer(request, sheet, kind, pairs[0], "journal.downloaded")


@requires(Permission.MEETING_LOG)
@require_safe
def year_file(request: Request, kind: str) -> HttpResponse:
    pairs, head = _year(request)
    sheet = papers.year_summary(head, chapters_of(request.viewer, pairs))
    return _answer(request, sheet, kind, pairs[0], "year_summary.downloaded")


def _year(request: Request) -> tuple[list[Pair], papers.Head]:
    """Raises 404 for whoever was no mentor that year."""
    year = chosen_year(request)
    pairs = list(mentored_pairs(request.viewer, year))
    if not pairs:
        raise Http404
    return pairs, _head(request, pairs[0].mentor, year)


def _head(request: Request, mentor: Person, year: int) -> papers.Head:
    _, today = clock(request)
    return papers.Head(shown_name(mentor), request.viewer.organization.full_name, year, today)


def _answer(request: Request, sheet: papers.Sheet, kind: str, pair: Pair, verb: str) -> HttpResponse:
    """A paper with names leaves the program: the log knows."""
    if kind not in TYPES:
        raise Http404
    now, today = clock(request)
    response = sheet_response(sheet, kind, today, now)
    record(request.viewer, verb, pair, file=kind)
    return response
