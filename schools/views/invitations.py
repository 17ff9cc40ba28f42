"""The guest's page of an invitation: the link is the only key."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import open_to_guests
from accounts.actions import sign_in
from core.errors import DomainError
from core.http import render_form
from core.viewer import Request
from schools import actions, queries
from schools.access import SESSION_KEY
from schools.forms import AcceptForm
from schools.models import Membership

GONE = 410
ASKED_ANEW = (actions.InvitationExpired, actions.InvitationUsed, actions.InviterLostRight)


@sensitive_post_parameters("password")
@never_cache
@open_to_guests
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: Request, token: str) -> HttpResponse:
    now, user = timezone.now(), request.viewer.user
    try:
        invitation = actions.find_invitation(token, now=now)
        actions.check_account(invitation, user)
    except actions.NotAccepted as error:
        return _closed(request, token, error)
    form = AcceptForm(
        request.POST or None, email=invitation.email, has_account=bool(user), person_name=invitation.person_name
    )
    if form.is_valid():
        try:
            membership = actions.accept_invitation(
                token, form.card(), signed_in=user, password=form.chosen_password(), now=now
            )
        except actions.NotAccepted as error:
            return _closed(request, token, error)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return _enter(request, membership)
    context = {"invitation": invitation, "roles": queries.role_words(invitation.roles)}
    return render_form(request, "schools/invitation_accept.html", form, context)


def _enter(request: Request, membership: Membership) -> HttpResponse:
    """Signs the new account in (its mailbox has just been proved) and acts in the new organization."""
    if request.viewer.user is None:
        sign_in(request, membership.account)
    request.session[SESSION_KEY] = membership.organization_id
    messages.success(request, f"Добро пожаловать! Вы в организации «{membership.organization.short_name}».")
    return redirect("home")


def _closed(request: Request, token: str, error: actions.NotAccepted) -> HttpResponse:
    context = {
        "message": error.message,
        "sign_in": isinstance(error, actions.SignInFirst),
        "sign_out": isinstance(error, actions.OtherAccount),
        "ask": isinstance(error, ASKED_ANEW),
        "token": token,
    }
    known = context["sign_in"] or context["sign_out"]
    return render(request, "schools/invitation_closed.html", context, status=200 if known else GONE)
