"""The end of a school year and, with a reason, its opening again."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from core.years import offered_years, school_year_of, year_label
from roadmaps import actions
from roadmaps.forms.years import CloseYearForm, ReopenYearForm
from roadmaps.queries.years import year_ending


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def school_year_close(request: Request, year: int) -> HttpResponse:
    """One page, two ways: what is open can be closed, what is closed can be opened."""
    now = timezone.now()
    _refuse_far(year, request.viewer.organization.local_date(now))
    ending = year_ending(request.viewer, year)
    form_class = ReopenYearForm if ending.is_closed else CloseYearForm
    act, words = (
        (actions.reopen_year, "Учебный год снова открыт.")
        if ending.is_closed
        else (actions.close_year, "Учебный год закрыт: его карты в архиве.")
    )
    form = form_class(request.POST or None, left=ending.left)
    if request.method == "POST" and form.is_valid():
        try:
            act(year, **form.values(), by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, words)
            return redirect("school_year_edit", year)
    context = {"ending": ending, "year": year, "label": year_label(year), "next_label": year_label(year + 1)}
    return render_form(request, "roadmaps/school_year_close.html", form, context)


def _refuse_far(year: int, today: date) -> None:
    if year not in offered_years(today) or year > school_year_of(today):
        raise Http404
