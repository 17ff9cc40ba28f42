"""What officials do to organizations below: the archive, another municipality. Each asks first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from schools import actions, queries
from schools.forms import ArchiveForm, MoveForm


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def organization_archive(request: Request, pk: int) -> HttpResponse:
    """An organization directly below one's own."""
    viewer = request.viewer
    organization = get_object_or_404(queries.children_of(viewer), pk=pk)
    form = ArchiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.archive_organization(organization, by=viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"«{organization.short_name}» в архиве.")
            return redirect("organization_list")
    context = {"organization": organization, "people": queries.staff_of(viewer, organization).count()}
    return render_form(request, "schools/organization_archive.html", form, context)


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def organization_move(request: Request, pk: int) -> HttpResponse:
    """A school of the region into another of its municipalities."""
    organization = get_object_or_404(queries.movable_schools(request.viewer).select_related("parent"), pk=pk)
    towns: Any = queries.children_of(request.viewer).exclude(pk__in=[organization.parent_id])
    form = MoveForm(request.POST if request.method == "POST" else None, towns=towns)
    if form.is_valid():
        parent = form.cleaned_data["parent"]
        try:
            actions.move_organization(organization, parent, by=request.viewer, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"«{organization.short_name}» теперь в «{parent.short_name}».")
            return redirect("organization_detail", pk)
    return render_form(request, "schools/organization_move.html", form, {"organization": organization})
