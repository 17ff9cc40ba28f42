"""People of the own organization: who works, in which roles, who acts for whom."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to_members, requires
from accounts.roles import Permission
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from schools import actions, queries
from schools.access import grantable_roles
from schools.forms import PersonForm, SubstitutionForm
from schools.models import Invitation, Substitution


@requires(Permission.PEOPLE_VIEW)
@require_safe
def people_list(request: Request) -> HttpResponse:
    viewer, now = request.viewer, timezone.now()
    context = {
        "people": queries.people_of(viewer),
        "invitations": queries.open_invitations(viewer, viewer.organization, now),
        "substitutions": queries.current_substitutions(viewer, viewer.organization.local_date(now)),
    }
    return render(request, "schools/people_list.html", context)


@requires(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(queries.people_of(request.viewer), pk=pk)
    name = person.short_name
    grantable = grantable_roles(request.viewer, request.viewer.organization)
    form = PersonForm(request.POST or None, instance=person, grantable=grantable)
    if form.is_valid():
        try:
            actions.edit_person(person, form.card(), form.cleaned_data["roles"], by=request.viewer)
        except DomainError as error:
            form.add_error("roles", error.message)
        else:
            messages.success(request, "Сохранено.")
            return redirect("people_list")
    context = {"person": person, "name": name, "role_words": queries.role_words(form.offered_roles())}
    return render_form(request, "schools/person_edit.html", form, context)


@requires(Permission.PEOPLE_MANAGE)
@require_POST
def invitation_revoke(request: Request, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.viewer), pk=pk)
    try:
        actions.revoke_invitation(invitation, by=request.viewer, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Приглашение отозвано: ссылка из письма больше не откроется.")
    if invitation.organization_id == request.viewer.organization.pk:
        return redirect("people_list")
    return redirect("organization_detail", invitation.organization_id)


@requires(Permission.PEOPLE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def substitution_create(request: Request) -> HttpResponse:
    """Managers choose anybody; others only who acts for themselves."""
    viewer = request.viewer
    people = queries.people_of(viewer)
    absent = people if viewer.can(Permission.PEOPLE_MANAGE) else people.filter(pk=viewer.membership.pk)
    form = SubstitutionForm(
        request.POST or None, absent=absent, people=people, initial={"absent": viewer.membership.pk}
    )
    if form.is_valid():
        try:
            today = viewer.organization.local_date(timezone.now())
            actions.create_substitution(**form.cleaned_data, by=viewer, today=today)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "Замещение записано.")
            return redirect("people_list")
    return render_form(request, "schools/substitution_create.html", form)


@open_to_members
@require_POST
def substitution_delete(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(Substitution.objects.visible_to(request.viewer), pk=pk)
    try:
        actions.delete_substitution(row, by=request.viewer)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Замещение отменено.")
    return redirect("people_list" if request.viewer.can(Permission.PEOPLE_VIEW) else "settings_home")
