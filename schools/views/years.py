"""Teaching days and breaks of the own organization."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from core.years import offered_years, school_year_of, year_label
from schools import actions
from schools.forms import SchoolYearForm
from schools.models import SchoolYear
from schools.queries import year_plan


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def school_year_edit(request: Request, year: int) -> HttpResponse:
    now, own = timezone.now(), request.viewer.organization
    years = offered_years(own.local_date(now))
    if year not in years:
        raise Http404
    plan = year_plan(own, year)
    form = SchoolYearForm(request.POST or None, plan=plan, year=year)
    if form.is_valid():
        values = dict(form.cleaned_data)
        actions.set_school_year(own, year, values, values["breaks"], by=request.viewer, now=now)
        messages.success(request, "Учебный год сохранён.")
        return redirect("school_year_edit", year)
    context = {
        "plan": plan,
        "terms": plan.terms and dict(SchoolYear.Terms.choices)[plan.terms],
        "label": year_label(year),
        "year": year,
        "begun": year <= school_year_of(own.local_date(now)),
        "closed": year in request.viewer.closed_years,
        "years": [(other, year_label(other), other == year) for other in years],
    }
    return render_form(request, "schools/school_year_edit.html", form, context)
