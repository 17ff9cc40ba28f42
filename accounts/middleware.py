"""Who is signed in and for how long, the second step of those who see many schools, the status of a rejected form."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse

from accounts.roles import OFFICIAL_ROLES
from accounts.sessions import is_over, keep
from core.viewer import Request

# Beginnings of URL names that stay open until the second step is set up.
OPEN_PAGES = ("mfa_", "account_", "usersessions_", "weak_sight", "help_page", "healthz", "local_mail")


class IdleSessionMiddleware:
    """Signs out whoever was away for half an hour; stands before the viewer is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.get(SESSION_KEY):
            if is_over(request.session):
                logout(request)
            else:
                keep(request.session)
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads guests to the sign-in, and after it to the page they were on: an address that only takes forms is none.

    htmx is told to leave the page, else it would put the sign-in into a part of it.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        part = "HX-Request" in request.headers
        if request.method in {"GET", "HEAD"} and not part:
            return super().handle_no_permission(request, view_func)
        answer = redirect_to_login(self._page(request), resolve_url(settings.LOGIN_URL))
        return HttpResponse(status=204, headers={"HX-Redirect": answer.url}) if part else answer

    def _page(self, request: HttpRequest) -> str:
        came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
        if came_from.netloc != request.get_host():
            return resolve_url("home")
        return urlunsplit(("", "", came_from.path, came_from.query, ""))


class SecondFactorMiddleware:
    """When REQUIRE_MFA is on, officials and the platform's staff set up a second step before anything else.

    Stands after TenancyMiddleware. One query per request, and only for those it concerns.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, *_: object) -> HttpResponse | None:
        if not settings.REQUIRE_MFA or not must_have_second_factor(request):
            return None
        match = request.resolver_match
        if match and (match.url_name or "").startswith(OPEN_PAGES):
            return None
        return None if is_mfa_enabled(request.user) else redirect("mfa_index")


def must_have_second_factor(request: Request) -> bool:
    """Whether a role in any of the person's organizations, not only in the acting one, asks for a second step."""
    if not request.user.is_authenticated:
        return False
    roles = {role for membership in request.viewer.memberships for role in membership.roles}
    return bool(request.user.is_platform or roles & OFFICIAL_ROLES)


class PrivatePagesMiddleware:
    """Pages of a signed-in person are kept by no browser: «Back» after signing out shows nothing of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RejectedFormMiddleware:
    """Pages of allauth answer 200 to a form with errors; here every page answers 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response
