"""The programme as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.sheets.answers import sheet_response
from core.viewer import Request
from mentoring.queries.plan_papers import paper_of
from mentoring.views.fetching import clock
from mentoring.views.plans import card_or_404, to_plan

KINDS = ("pdf", "docx")


@requires(Permission.PLAN_VIEW)
@require_safe
def plan_file(request: Request, pk: int, kind: str) -> HttpResponse:
    card = card_or_404(request, pk)
    if kind not in KINDS or card.plan is None:
        raise Http404
    now, today = clock(request)
    try:
        response = sheet_response(paper_of(request.viewer, card), kind, today, now)
    except DomainError as error:
        messages.error(request, error.message)
        return to_plan(pk)
    record(request.viewer, "plan.printed", card.pair, at=now, ids=list(card.people))
    return response
