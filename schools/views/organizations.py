"""The own organization: which one acts, what its papers say, what can be set."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to_members, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import next_address, render_form
from core.viewer import Request
from core.years import chosen_year
from schools import actions
from schools.access import SESSION_KEY
from schools.forms import OrganizationCreateForm, OrganizationEditForm
from schools.models import Organization

BELOW = {
    Organization.Level.REGION: Organization.Level.MUNICIPALITY,
    Organization.Level.MUNICIPALITY: Organization.Level.SCHOOL,
}


@open_to_members
@require_safe
def settings_home(request: Request) -> HttpResponse:
    return render(request, "schools/settings_home.html", {"year": chosen_year(request)})


@open_to_members
@require_POST
def organization_switch(request: Request) -> HttpResponse:
    """Acts in another of one's own organizations; any other id is nobody's page."""
    chosen = request.POST.get("organization", "")
    if chosen not in {str(membership.organization_id) for membership in request.viewer.memberships}:
        raise Http404
    request.session[SESSION_KEY] = int(chosen)
    return redirect(next_address(request, "home"))


@open_to_members
@require_safe
def organization_open(request: Request, pk: int) -> HttpResponse:
    """The link of a letter: acts in the organization the letter came from and leads to the address in `next`.

    Another organization is nobody's page. Beside the session nothing changes.
    """
    if pk not in {membership.organization_id for membership in request.viewer.memberships}:
        raise Http404
    if pk != request.viewer.organization.pk:
        request.session[SESSION_KEY] = pk
    return redirect(next_address(request, "home"))


@requires(Permission.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def organization_edit(request: Request) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.active(), pk=request.viewer.organization.pk)
    form = OrganizationEditForm(request.POST or None, instance=organization)
    if form.is_valid():
        actions.edit_organization(organization, form.cleaned_data, by=request.viewer)
        messages.success(request, "Сведения сохранены.")
        return redirect("organization_edit")
    return render_form(request, "schools/organization_edit.html", form)


@requires(Permission.SCHOOL_LIST)
@require_http_methods(["GET", "HEAD", "POST"])
def organization_create(request: Request) -> HttpResponse:
    """A school of the municipality or a municipality of the region."""
    parent = request.viewer.organization
    if parent.level not in BELOW:
        raise Http404
    level = BELOW[parent.level]
    form = OrganizationCreateForm(request.POST or None, level=level)
    if form.is_valid():
        try:
            row = actions.create_organization(level, parent, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Организация добавлена. Пригласите её первого сотрудника.")
            return redirect("organization_detail", row.pk)
    return render_form(request, "schools/organization_create.html", form, {"level": level})
