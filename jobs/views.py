"""The page of a long job (S37): how far it is, then its file. Each belongs to who asked for it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import open_to_members
from core.errors import DomainError
from core.http import stored_file
from core.viewer import Request
from jobs import actions
from jobs.models import Job
from jobs.queries import own_jobs, progress_of


def _own(request: Request, pk: UUID) -> Job:
    """Raises 404 for a job of somebody else, 403 when the right to its content has been taken since."""
    job = get_object_or_404(own_jobs(request.viewer), pk=pk)
    try:
        kind = actions.kind_of(job.kind)
    except KeyError as error:  # handed out at once
        raise Http404 from error
    if not request.viewer.can(kind.permission):
        raise PermissionDenied(kind.permission)
    return job


@open_to_members
@require_safe
def job_detail(request: Request, pk: UUID) -> HttpResponse:
    job, now = _own(request, pk), timezone.now()
    if request.htmx and not job.is_waiting:
        return HttpResponseClientRedirect(request.path)
    kind = actions.kind_of(job.kind)
    context = {
        "job": job,
        "kind": kind,
        "back": reverse(kind.back),
        "progress": progress_of(job, now),
        "over": job.is_over(now),
    }
    template = "jobs/job_detail.html"
    return render(request, f"{template}#progress" if request.htmx else template, context)


@open_to_members
@require_safe
def job_file(request: Request, pk: UUID) -> HttpResponseBase:
    """Gone after its day; each fetching is written down."""
    job = _own(request, pk)
    if not job.file or job.is_over(timezone.now()):
        raise Http404
    actions.note_download(job, by=request.viewer)
    return stored_file(job.file, job.file_name)


@open_to_members
@require_POST
def job_stop(request: Request, pk: UUID) -> HttpResponse:
    job = _own(request, pk)
    try:
        actions.stop_job(job, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    return redirect(job)


@open_to_members
@require_POST
def job_repeat(request: Request, pk: UUID) -> HttpResponse:
    job = _own(request, pk)
    try:
        actions.repeat_job(job, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.warning(request, error.message)
    return redirect(job)
