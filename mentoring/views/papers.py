"""Signed papers come in: by the QR of a blank, as a stack of scans; scans go out only through here."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from mentoring.actions import scans
from mentoring.forms.consents import AcceptForm, ScansForm
from mentoring.models import Person, Scan


@requires(Permission.PERSON_EDIT)
def consent_accept(request: Request, code: str) -> HttpResponse:
    """Where the QR of a blank leads: «подписано» with the day, a photo if there is a camera."""
    consent = scans.find_paper(code, by=request.viewer)
    if consent is None:
        raise Http404
    organization, now = request.viewer.organization, timezone.now()
    form = AcceptForm(request.POST or None, request.FILES or None, today=organization.local_date(now))
    if request.method == "POST" and form.is_valid():
        picture = next(iter(form.cleaned_data["photo"]), None)
        try:
            given_at = form.moment(organization, now)
            scans.accept_with_picture(consent, picture, given_at=given_at, by=request.viewer, now=now)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Принято. Наведите камеру на следующий бланк.")
            return redirect("consent_accept", code)
    if request.method != "POST":
        record(request.viewer, "consents.viewed", organization, ids=[consent.person_id])
    return render_form(request, "mentoring/consent_accept.html", form, {"consent": consent})


@requires(Permission.PERSON_EDIT)
def consent_scans(request: Request) -> HttpResponse:
    organization, now = request.viewer.organization, timezone.now()
    form = ScansForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        today=organization.local_date(now),
    )
    taken = None
    if request.method == "POST" and form.is_valid():
        given_at = form.moment(organization, now)
        taken = scans.take_scans(form.cleaned_data["files"], given_at=given_at, by=request.viewer, now=now)
    return render_form(request, "mentoring/consent_scans.html", form, {"taken": taken})


@requires(Permission.PERSON_VIEW)
@require_safe
def scan_detail(request: Request, pk: str) -> HttpResponseBase:
    """Always a download: nothing uploaded is ever shown inside a page of ours."""
    rows = Scan.objects.visible_to(request.viewer).filter(consents__person__status=Person.Status.ACTIVE)
    scan = get_object_or_404(rows.distinct(), pk=pk)
    scans.open_scan(scan, by=request.viewer)
    response: HttpResponseBase
    if settings.FILES_INTERNAL_URL:
        response = HttpResponse(content_type=scan.content_type)
        response["X-Accel-Redirect"] = f"{settings.FILES_INTERNAL_URL.rstrip('/')}/{scan.file.name}"
    else:
        response = FileResponse(scan.file.open("rb"), content_type=scan.content_type)
    response["Content-Disposition"] = content_disposition_header(True, scan.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
