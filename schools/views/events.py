"""The event log of an organization."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.event_words import KINDS
from core.viewer import Request
from schools import queries
from schools.events import Choice, events_of, read_entries
from schools.forms.events import LogForm

ON_PAGE = 50


@requires(Permission.LOG_VIEW)
@require_safe
def event_list(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = LogForm(request.GET, people=queries.people_of(viewer), kinds=KINDS)
    asked = form.choice() if form.is_valid() else Choice()
    page = Paginator(events_of(viewer, asked), ON_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "entries": read_entries(viewer, page.object_list), "kinds": KINDS}
    return render(request, "schools/event_list.html", context | {"filtered": asked != Choice()})
