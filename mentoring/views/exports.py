"""Everything of the organization as one archive."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions.handover import ask_handover
from mentoring.forms.centre import HandoverForm
from mentoring.views.fetching import clock


@requires(Permission.DATA_HANDOVER)
@require_http_methods(["GET", "HEAD", "POST"])
def handover_create(request: Request) -> HttpResponse:
    now, _ = clock(request)
    form = HandoverForm(request.POST or None)
    if form.is_valid():
        try:
            return redirect(ask_handover(purpose=form.cleaned_data["purpose"], by=request.viewer, now=now))
        except DomainError as error:
            form.add_error(None, error.message)
    return render_form(request, "mentoring/handover_create.html", form)
