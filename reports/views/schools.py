"""A school as officials see it (S26), and its own figures with the rows behind them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from core.years import chosen_year
from reports.actions.comments import comment_light
from reports.figures import FIGURES, OF_SCHOOL
from reports.forms.figures import LightCommentForm
from reports.queries.figures import live_row
from reports.queries.school_page import school_page
from reports.views.places import school_below_or_404

ROWS = [(key, FIGURES[key].title, FIGURES[key].how) for key in OF_SCHOOL]


@requires(Permission.DASHBOARD_VIEW)
@require_safe
def dashboard_school(request: Request, pk: int) -> HttpResponse:
    school = school_below_or_404(request, pk)
    page = school_page(request.viewer, school, chosen_year(request))
    return render(request, "reports/dashboard_school.html", {"school": school, "page": page, "rows": ROWS})


@requires(Permission.FIGURE_VIEW)
@require_safe
def figure_home(request: Request) -> HttpResponse:
    """Exact and of this moment for a school; officials have their dashboard."""
    viewer, year, now = request.viewer, chosen_year(request), timezone.now()
    if viewer.can(Permission.DASHBOARD_VIEW):
        return redirect("dashboard")
    page = school_page(viewer, viewer.organization, year)
    row = live_row(viewer, year, viewer.organization.local_date(now), now)
    context = {"page": page, "row": row, "rows": ROWS, "may_comment": viewer.can(Permission.REPORT_FILL)}
    return render(request, "reports/figure_home.html", context)


@requires(Permission.REPORT_FILL)
@require_http_methods(["GET", "HEAD", "POST"])
def light_comment(request: Request) -> HttpResponse:
    form = LightCommentForm(request.POST or None)
    if request.method != "POST":
        return render(request, "reports/light_comment.html", {"form": form})
    if not form.is_valid():
        return render_form(request, "reports/light_comment.html", form)
    comment_light(form.cleaned_data["text"], school_year=chosen_year(request), by=request.viewer, now=timezone.now())
    messages.success(request, "Комментарий виден рядом со светофором.")
    return redirect("figure_home")
