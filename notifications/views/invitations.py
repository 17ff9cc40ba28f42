"""Inviting people: an invitation belongs to `schools`, its letter to the outbox, so the page stands here."""

from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to_guests, requires
from accounts.roles import Permission
from core.http import render_form
from core.viewer import Request
from core.words import counted
from notifications.actions.invitations import NotInvited, ask_for_invitation, invite_by_letter
from notifications.forms.invitations import InvitationForm, first_values
from schools.access import organizations_below
from schools.actions import NotAccepted, invitable_roles
from schools.models import Organization
from schools.queries import former_invitation, role_words


@requires(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create(request: Request) -> HttpResponse:
    """Colleagues of the own organization."""
    return _invite(request, request.viewer.organization, back="people_list")


@requires(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create_below(request: Request, pk: int) -> HttpResponse:
    """The first people of an organization directly below."""
    organization = get_object_or_404(organizations_below(request.viewer), pk=pk, parent=request.viewer.organization)
    return _invite(request, organization, back="organization_detail")


@open_to_guests
@require_POST
def invitation_ask(request: Request, token: str) -> HttpResponse:
    """The answer is the same whatever the link was: a guest learns nothing by asking."""
    with suppress(NotAccepted):
        ask_for_invitation(token, now=timezone.now())
    return render(request, "schools/invitation_asked.html")


def _invite(request: Request, organization: Organization, *, back: str) -> HttpResponse:
    offered = invitable_roles(request.viewer, organization)
    if request.method == "POST" and not offered:
        raise PermissionDenied
    former = former_invitation(request.viewer, organization, request.GET.get("again", ""))
    form = InvitationForm(request.POST or None, offered=offered, initial=first_values(former) if former else {})
    if form.is_valid():
        people = form.cleaned_data["people"]
        try:
            invite_by_letter(people, organization, by=request.viewer, now=timezone.now())
        except NotInvited as error:
            for line in error.message.splitlines():
                form.add_error(None, line)
        else:
            letters = counted(len(people), ("приглашение", "приглашения", "приглашений"))
            messages.success(request, f"Отправлено: {letters}. Ссылка в письме действует 14 дней.")
            return redirect("people_list") if back == "people_list" else redirect(back, organization.pk)
    context = {"organization": organization, "offered": bool(offered), "role_words": role_words(offered), "back": back}
    return render_form(request, "schools/invitation_create.html", form, context)
