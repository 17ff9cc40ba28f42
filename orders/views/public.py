"""What everybody may see of a paper: whether it is genuine."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import open_to_guests
from core.viewer import Request
from orders import actions


@never_cache
@open_to_guests
@require_safe
def order_check(request: Request, code: str) -> HttpResponse:
    """Kind, date, number, organization, checksums; nothing about people."""
    found = actions.look_up(code)
    if found is None:
        raise Http404
    response = render(request, "orders/order_check.html", {"found": found})
    response["X-Robots-Tag"] = "noindex"
    return response
