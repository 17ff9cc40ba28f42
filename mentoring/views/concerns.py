"""Reports of trouble as curators and the psychologist read them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions.concerns import close_concern
from mentoring.forms.pair_answers import ConcernAnswerForm
from mentoring.queries.concerns import concerns_of, readable_concerns


@requires(Permission.CONCERN_VIEW)
@require_safe
def concern_list(request: Request) -> HttpResponse:
    is_closed = request.GET.get("state") == "closed"
    rows = concerns_of(request.viewer, is_closed=is_closed)
    record(request.viewer, "concerns.viewed", request.viewer.organization, ids=[str(row.concern.pk) for row in rows])
    return render(request, "mentoring/concern_list.html", {"rows": rows, "is_closed": is_closed})


@requires(Permission.CONCERN_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def concern_close(request: Request, pk: str) -> HttpResponse:
    concern = get_object_or_404(readable_concerns(request.viewer), pk=pk)
    form = ConcernAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            close_concern(concern, form.cleaned_data["answer"], by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Записано: с сообщением разобрались.")
            return redirect("concern_list")
    record(request.viewer, "concern.viewed", concern)
    return render_form(request, "mentoring/concern_close.html", form, {"concern": concern})
