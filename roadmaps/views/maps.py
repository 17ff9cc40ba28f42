"""The roadmap as a table."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.viewer import Request
from core.years import chosen_year, year_label
from roadmaps.models import Roadmap
from roadmaps.queries.filters import STATES, TERMS, Filters
from roadmaps.queries.rows import roadmap_rows
from roadmaps.queries.statements.table import read_roadmap


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_list(request: Request) -> HttpResponse:
    """The only roadmap of the chosen year at once, several as a list, none with the way to make one."""
    viewer, year = request.viewer, chosen_year(request)
    own = Roadmap.objects.visible_to(viewer).filter(organization=viewer.organization)
    rows = list(own.of_year(year).current().order_by("starts_on", "pk"))
    if len(rows) == 1 and "all" not in request.GET:
        return redirect(rows[0])
    others = own.exclude(pk__in=[row.pk for row in rows]).order_by("-starts_on", "-pk")
    context = {"roadmaps": rows, "others": others, "year": year_label(year)}
    return render(request, "roadmaps/roadmap_list.html", context)


@requires(Permission.ROADMAP_VIEW)
@require_safe
def roadmap_detail(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    roadmap = read_roadmap(viewer, pk)
    if roadmap is None:
        raise Http404
    filters = Filters.read(request.GET)
    today = roadmap.organization.local_date(timezone.now())
    own = viewer.can_edit(roadmap)
    context = {
        "roadmap": roadmap,
        "table": roadmap_rows(viewer, roadmap, today, filters),
        "filters": filters,
        "states": STATES,
        "terms": TERMS,
        "own": own,
        "may_edit": own and roadmap.is_draft and viewer.can(Permission.ROADMAP_EDIT),
        "may_order": own and roadmap.is_draft and viewer.can(Permission.ORDER_PREPARE),
    }
    return render(request, "roadmaps/roadmap_detail.html", context)
