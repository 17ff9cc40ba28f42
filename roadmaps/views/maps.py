"""The roadmap as a table."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.viewer import Request
from core.years import chosen_year, year_label
from roadmaps.models import Roadmap
from roadmaps.views.frames import frame_of, roadmap_or_404


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
    roadmap = roadmap_or_404(request, pk)
    today = roadmap.organization.local_date(timezone.now())
    return render(request, "roadmaps/roadmap_detail.html", frame_of(request, roadmap, today, "table"))
