"""Pages fetched inside this process, through all middleware or none."""

from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import psycopg2
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf
from django.utils.crypto import get_random_string

from accounts.backends import BACKEND
from core.databases import parse_url
from schools.models import Membership

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

Fetch = Callable[[str], HttpResponse]


def as_owner(sql: str) -> None:
    """What the program's own role may not do: statistics, settings of the database."""
    owner = parse_url(settings.DATABASE_OWNER_URL)
    with (
        closing(psycopg2.connect(dbname=owner["NAME"], user=owner["USER"], host=owner["HOST"])) as link,
        link,
        link.cursor() as cursor,
    ):
        cursor.execute(sql)


def queries(fetch: Fetch, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        fetch(address)
    return len(queries)


def visitor(person: Membership) -> Fetch:
    """GET as a signed-in person: cookies, session, middleware, view, template.

    Whoever has signed in has the cookie of the form as well.
    """
    session = SessionStore()
    session[SESSION_KEY] = str(person.account_id)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
    session.create()
    csrf = get_random_string(CSRF_SECRET_LENGTH, CSRF_ALLOWED_CHARS)
    return handler(WSGIHandler(), {"HTTP_COOKIE": f"sessionid={session.session_key}; csrftoken={csrf}"})


class BareHandler(WSGIHandler):
    """Made while MIDDLEWARE is empty; knows only the addresses of `benchmarks.bare`."""

    _middleware_chain: Callable[[HttpRequest], HttpResponse]

    def get_response(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "benchmarks.bare"
        try:
            return self._middleware_chain(request)
        finally:
            set_urlconf(None)


def handler(application: WSGIHandler, extra: dict[str, str] | None = None) -> Fetch:

    def fetch(address: str) -> HttpResponse:
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
            **(extra or {}),
        }
        return cast(HttpResponse, application(environ, cast("StartResponse", lambda *args: None)))

    return fetch
