"""Everything of the organization as one archive, and the page that waits for a file (S37)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions.handover import ask_handover, note_download
from mentoring.forms.centre import HandoverForm
from mentoring.models import Export
from mentoring.queries.centre import own_exports
from mentoring.views.downloads import download
from mentoring.views.fetching import clock


def _own(request: Request, pk: str) -> Export:
    return get_object_or_404(own_exports(request.viewer), pk=pk)


@requires(Permission.DATA_CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def handover_create(request: Request) -> HttpResponse:
    now, _ = clock(request)
    form = HandoverForm(request.POST or None)
    if form.is_valid():
        try:
            row = ask_handover(purpose=form.cleaned_data["purpose"], by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("export_detail", row.pk)
    return render_form(request, "mentoring/handover_create.html", form)


@requires(Permission.DATA_CENTRE)
@require_safe
def export_detail(request: Request, pk: str) -> HttpResponse:
    row = _own(request, pk)
    waiting = row.finished_at is None and not row.problem
    if request.htmx and not waiting:
        return HttpResponseClientRedirect(request.path)
    template = "mentoring/export_detail.html"
    now, _ = clock(request)
    over = row.expires_at is not None and (row.expires_at < now or not row.file)
    context = {"row": row, "waiting": waiting, "over": over}
    return render(request, f"{template}#progress" if request.htmx else template, context)


@requires(Permission.DATA_CENTRE)
@require_safe
def export_file(request: Request, pk: str) -> HttpResponse:
    """Gone after its day; each fetching is written down."""
    row, (now, _) = _own(request, pk), clock(request)
    if not row.file or row.expires_at is None or row.expires_at < now:
        raise Http404
    note_download(row, by=request.viewer)
    with row.file.open("rb") as file:
        return download(file.read(), "application/zip", row.file_name)
