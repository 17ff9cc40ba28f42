"""News of a person inside the program."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to_members
from core.viewer import Request
from notifications import actions, queries
from notifications.models import Notice
from schools.access import SESSION_KEY


@open_to_members
@require_safe
def inbox_list(request: Request) -> HttpResponse:
    return render(request, "notifications/inbox_list.html", {"inbox": queries.inbox(request.viewer)})


@open_to_members
@require_POST
def notice_open(request: Request, pk: str) -> HttpResponse:
    """Marks as read and leads to the row, in the organization the news belongs to."""
    notice = get_object_or_404(Notice.objects.visible_to(request.viewer), pk=pk)
    actions.read_notice(notice, by=request.viewer, now=timezone.now())
    if any(m.organization_id == notice.organization_id for m in request.viewer.memberships):
        request.session[SESSION_KEY] = notice.organization_id
    return redirect(notice.url)


@open_to_members
@require_POST
def inbox_read_all(request: Request) -> HttpResponse:
    actions.read_all(by=request.viewer, now=timezone.now())
    return redirect("inbox_list")
