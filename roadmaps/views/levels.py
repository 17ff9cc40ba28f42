"""To whom an activity is addressed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from roadmaps import actions
from roadmaps.forms.levels import LevelsForm
from roadmaps.models import Activity, Responsible


@requires(Permission.ROADMAP_CASCADE)
def activity_levels(request: Request, pk: int) -> HttpResponse:
    """«Кому поручено»; while the roadmap is written also the terms of both levels and who answers for which."""
    rows = Activity.objects.visible_to(request.viewer).select_related("roadmap", "organization", "stage")
    activity = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, activity)
    form = _form(request, activity)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, activity, form)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Сохранено.")
            return redirect(activity)
    return render_form(request, "roadmaps/activity_levels.html", form, {"activity": activity})


def _form(request: Request, activity: Activity) -> LevelsForm:
    responsibles = Responsible.objects.visible_to(request.viewer).filter(activity=activity).order_by("position", "pk")
    initial = {
        "version": activity.version,
        "addressed_to": activity.addressed_to,
        "compulsory": activity.compulsory,
    }
    return LevelsForm(
        request.POST or None,
        activity=activity,
        responsibles=list(responsibles),
        own_level=activity.organization.level,
        open_text=activity.roadmap.is_open,
        initial=initial,
    )


def _save(request: Request, activity: Activity, form: LevelsForm) -> None:
    seen, now = form.cleaned_data["version"] or 0, timezone.now()
    if activity.roadmap.is_open:
        terms, levels = form.terms(), form.levels()
        actions.split_levels(activity, terms=terms, levels=levels, seen_version=seen, by=request.viewer, now=now)
        seen += 1
    actions.address_activity(
        activity,
        addressed_to=form.cleaned_data["addressed_to"],
        compulsory=form.cleaned_data["compulsory"],
        seen_version=seen,
        by=request.viewer,
        now=now,
    )
