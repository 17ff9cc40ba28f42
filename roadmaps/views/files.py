"""Files of an occurrence: out only through here."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import refuse_foreign, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form, stored_file
from core.viewer import Request
from roadmaps import actions
from roadmaps.forms.occurrences import FilesForm
from roadmaps.models import Attachment, Occurrence


def _attachment(request: Request, pk: str) -> Attachment:
    rows = Attachment.objects.visible_to(request.viewer).select_related("occurrence__activity")
    return get_object_or_404(rows, pk=pk)


@requires(Permission.FILE_VIEW)
@require_safe
def attachment_detail(request: Request, pk: str) -> HttpResponse | FileResponse:
    attachment = _attachment(request, pk)
    actions.open_file(attachment, by=request.viewer)
    return stored_file(attachment.file, attachment.name, attachment.content_type)


@requires(Permission.ACTIVITY_MARK)
def attachment_add(request: Request, pk: int) -> HttpResponse:
    """More files for the occurrence `pk`."""
    rows = Occurrence.objects.visible_to(request.viewer).select_related("activity__stage", "roadmap")
    occurrence = get_object_or_404(rows, pk=pk)
    refuse_foreign(request.viewer, occurrence)
    form = FilesForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_files(occurrence, form.uploads, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error("files", error.message)
        else:
            messages.success(request, "Файл добавлен.")
            return redirect(f"{occurrence.activity.get_absolute_url()}#files")
    context = {"occurrence": occurrence, "activity": occurrence.activity}
    return render_form(request, "roadmaps/attachment_add.html", form, context)


@requires(Permission.ACTIVITY_MARK)
def attachment_delete(request: Request, pk: str) -> HttpResponse:
    attachment = _attachment(request, pk)
    refuse_foreign(request.viewer, attachment)
    activity = attachment.occurrence.activity
    if request.method != "POST":
        return render(request, "roadmaps/attachment_delete.html", {"attachment": attachment, "activity": activity})
    try:
        actions.delete_file(attachment, by=request.viewer)
    except DomainError as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Файл удалён.")
    return redirect(f"{activity.get_absolute_url()}#files")
