"""What a number counts."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.viewer import Request
from core.years import chosen_year
from reports.figures import FIGURES
from reports.queries.figures import figures_of, row_of
from reports.queries.lists import lines_of, listed, organizations_with, shows_rows
from reports.views.places import body_below_or_404
from schools.models import Organization

ON_PAGE = 100


@requires(Permission.FIGURE_VIEW)
@require_safe
def figure_list(request: Request, key: str) -> HttpResponse:
    """`in`: the organization the number stood beside, the own one by default."""
    if key not in FIGURES or not FIGURES[key].listed:
        raise Http404
    viewer, year = request.viewer, chosen_year(request)
    node = body_below_or_404(request, schools=True)
    context = {"key": key, "figure": FIGURES[key], "node": node, **_way_back(request, node)}
    if shows_rows(viewer, key):
        today = viewer.organization.local_date(timezone.now())
        page = Paginator(listed(key, viewer, year, today, node), ON_PAGE).get_page(request.GET.get("page"))
        context |= {"page_obj": page, "lines": lines_of(viewer, list(page)), "total": page.paginator.count}
    else:
        rows = [row_of(row.organization, row) for row in organizations_with(key, viewer, year, node)]
        own = figures_of(viewer, year, node)
        context |= {"rows": rows, "total": own.cell(key), "counted_at": own.counted_at}
        context["by_municipality"] = node.level == Organization.Level.REGION
    return render(request, "reports/figure_list.html", context)


def _way_back(request: Request, node: Organization) -> dict[str, Any]:
    if request.viewer.organization.level == Organization.Level.SCHOOL:
        return {"up": reverse("figure_home"), "up_label": "Показатели школы"}
    if node.level == Organization.Level.SCHOOL:
        return {"up": reverse("dashboard_school", args=[node.pk]), "up_label": node.short_name}
    return {"up": f"{reverse('dashboard')}?in={node.pk}", "up_label": "Сводка"}
