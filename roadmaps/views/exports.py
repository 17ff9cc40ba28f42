"""A roadmap as a file, as it is seen: the view, the filters and the columns left out stand in the address."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.sheets.answers import KINDS, sheet_response
from core.viewer import Request
from roadmaps import actions
from roadmaps.exports.roadmap import HIDDEN_WITH
from roadmaps.queries.exports import VIEWS, exported_sheet
from roadmaps.queries.filters import Filters
from roadmaps.views.fetching import roadmap_or_404


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_export(request: Request, pk: int, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    roadmap = roadmap_or_404(request, pk)
    now = timezone.now()
    today = roadmap.organization.local_date(now)
    view = request.GET.get("view", "") if request.GET.get("view") in VIEWS else "table"
    hidden = [name for name in request.GET.get("hidden", "").split(",") if name in HIDDEN_WITH]
    sheet = exported_sheet(request.viewer, roadmap, today, Filters.read(request.GET), view, hidden)
    rows = sum(len(group.rows) for group in sheet.groups)
    try:
        actions.note_export(roadmap, kind=kind, view=view, rows=rows, by=request.viewer)
        return sheet_response(sheet, kind, today, now)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(roadmap)
