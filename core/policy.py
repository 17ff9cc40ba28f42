"""Content-Security-Policy."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

DEBUG_PAGES = (404, 500)  # Django's own, with styles inside


class PolicyMiddleware:
    """The header of django-csp, put into words once: no page has a policy of its own, none asks for a nonce."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.headers.setdefault(HEADER, self.policy)
        return response
