"""Owns the transaction of a request: viewer first, then everything under the viewer's scope."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from core import tenancy
from core.tenancy import Scope
from core.viewer import Request
from schools.access import viewer_for


class TenancyMiddleware:
    """Replaces ATOMIC_REQUESTS. Any exception of a view rolls the whole request back, also a 404 after a write."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        account = request.user.pk if request.user.is_authenticated else None
        with tenancy.tx(Scope(account=account)):
            request.viewer = viewer_for(request, timezone.localdate())
            tenancy.switch(request.viewer.scope)
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "failed", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        request.failed = True
