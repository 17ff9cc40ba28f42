"""Marks that mentors have handed over to their curator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.viewer import Request
from mentoring.actions import meetings as actions
from mentoring.queries.meetings import offered_meetings


@requires(Permission.PAIR_EDIT)
@require_safe
def meeting_offered(request: Request) -> HttpResponse:
    rows = list(offered_meetings(request.viewer))
    record(request.viewer, "meetings.viewed", request.viewer.organization, ids=[row.pk for row in rows])
    return render(request, "mentoring/meeting_offered.html", {"meetings": rows})


@requires(Permission.PAIR_EDIT)
@require_POST
def meeting_accept(request: Request, pk: int) -> HttpResponse:
    meeting = get_object_or_404(offered_meetings(request.viewer), pk=pk)
    try:
        actions.accept_meeting(meeting, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Встреча засчитана.")
    return redirect("meeting_offered")


@requires(Permission.PAIR_EDIT)
@require_POST
def meeting_decline(request: Request, pk: int) -> HttpResponse:
    meeting = get_object_or_404(offered_meetings(request.viewer), pk=pk)
    try:
        actions.decline_meeting(meeting, reason="куратор не засчитал", by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Встреча не засчитана.")
    return redirect("meeting_offered")
