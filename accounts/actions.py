"""Signing in without a password: what has just been proved stands in for it (an invitation, the local run)."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from accounts.backends import BACKEND
from accounts.models import User


def sign_in(request: HttpRequest, user: User) -> None:
    """A new session, in the person's list of sessions like any other: only those of the list can be ended."""
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
