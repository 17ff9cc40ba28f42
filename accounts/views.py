"""The session of the signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import open_to_members


@open_to_members
@require_POST
def session_keep(request: HttpRequest) -> HttpResponse:
    """«Остаться»: the request itself keeps the session (IdleSessionMiddleware)."""
    return HttpResponse(status=204)
