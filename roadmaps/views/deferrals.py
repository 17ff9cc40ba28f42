"""«Отложить» and «Вернуть» of «Что сегодня»."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import next_address, render_form
from core.viewer import Request
from roadmaps.actions.deferrals import WrongDay, defer_task, resume_task
from roadmaps.forms.deferrals import DATE, DeferForm
from roadmaps.models import Occurrence
from roadmaps.views.occurrences import context_of


@requires(Permission.ROADMAP_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_defer(request: Request, pk: int) -> HttpResponse:
    occurrence = _task_or_404(request, pk)
    context = context_of(occurrence)
    form = DeferForm(request.POST or None, today=context["today"])
    if request.method == "POST" and form.is_valid():
        until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
        common = {"by": request.viewer, "today": context["today"], "now": timezone.now()}
        try:
            defer_task(occurrence, until=until, reason=reason, **common)
        except WrongDay as error:
            form.add_error("on" if form.cleaned_data["choice"] == DATE else "choice", error.message)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Отложено до {until:%d.%m.%Y}. Дело стоит под «Позже».")
            return redirect(next_address(request, "home"))
    return render_form(request, "roadmaps/occurrence_defer.html", form, context)


@requires(Permission.ROADMAP_VIEW)
@require_POST
def occurrence_resume(request: Request, pk: int) -> HttpResponse:
    resume_task(_task_or_404(request, pk), by=request.viewer)
    messages.success(request, "Возвращено в список.")
    return redirect(next_address(request, "home"))


def _task_or_404(request: Request, pk: int) -> Occurrence:
    """Of the viewer's own organization: one's own list is arranged without the right to write its roadmap."""
    rows = Occurrence.objects.visible_to(request.viewer).select_related("activity__stage", "roadmap", "organization")
    occurrence = get_object_or_404(rows, pk=pk)
    if occurrence.organization_id != request.viewer.organization.pk:
        raise PermissionDenied
    return occurrence
