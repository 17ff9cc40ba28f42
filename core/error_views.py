"""Error pages: static templates without queries, so that they also work when the database does not."""

import logging
import sys
import uuid

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from redis.exceptions import ConnectionError as QueueAway
from redis.exceptions import TimeoutError as QueueSlow

from core import plain_view

logger = logging.getLogger(__name__)
AWAY = (OperationalError, InterfaceError, QueueAway, QueueSlow)
RETRY_AFTER = 60
OF_PEOPLE = "person_"  # permissions that open names


def _page(request: HttpRequest, template: str, status: int, code: str = "", **more: object) -> HttpResponse:
    context = {"code": code, "a11y": plain_view.chosen(request), **more}
    return HttpResponse(render_to_string(template, context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The gate tells which permission is missing: who may not read people is told why, and where to look instead."""
    missing = str(exception.args[0]) if exception.args else ""
    if not missing.startswith(OF_PEOPLE):
        return _page(request, "403.html", 403)
    viewer = getattr(request, "viewer", None)
    return _page(request, "errors/people.html", 403, official=viewer is not None and viewer.can("school_list"))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database or Redis is away, else 500 with a code that also stands in the log."""
    if isinstance(sys.exc_info()[1], AWAY):
        response = _page(request, "503.html", 503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    code = request.headers.get("X-Request-ID", "")[:36] or uuid.uuid4().hex[:8]
    logger.error("server error %s", code)
    return _page(request, "500.html", 500, code)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "errors/csrf.html", 403)
