"""One mark of a meeting sent by a mentor: session, walls, form, action, event; against a view that inserts one row.

The bare view has no middleware, no sign-in, no walls and no form: one INSERT of the owner of the tables, committed.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.backends import BACKEND
from accounts.roles import Role
from benchmarks import data
from benchmarks.measure import Figure, compare
from benchmarks.serving import BareHandler, as_owner
from core import tenancy
from core.tenancy import SYSTEM
from core.years import school_year_of
from mentoring.models import MentorCard, Pair, PairMember, Participation, Person
from schools.models import Membership, Organization

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

BENCH = "meeting_log"
ROUNDS = 15
TOKEN = "a" * 32
Send = Callable[[str, dict[str, Any]], HttpResponse]


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        school = data.make_schools(1)[0]
        pair, mentor = _pair(school)
    as_owner("ANALYZE")
    send, address = _sender(mentor), reverse("meeting_log", args=[pair.pk])
    with override_settings(MIDDLEWARE=[]):
        bare = _posting(BareHandler())

    def once() -> HttpResponse:
        return send(address, _mark())

    _checked(once(), 302)
    _checked(bare(f"/meeting/{pair.pk}/", _mark()), 200)
    with CaptureQueriesContext(connection) as counted:
        once()
    yield Figure(BENCH, "queries", len(counted), "queries", 1)
    yield compare(
        BENCH,
        "one_mark",
        once,
        lambda: bare(f"/meeting/{pair.pk}/", _mark()),
        rounds=ROUNDS,
        calls=5,
        clock=time.perf_counter,
    )


def _checked(answer: HttpResponse, wanted: int) -> None:
    if answer.status_code != wanted:
        raise RuntimeError(f"the mark was answered with {answer.status_code}")


def _mark() -> dict[str, Any]:
    """Every mark is another meeting, several on one day."""
    day = f"{timezone.localdate():%d.%m.%Y}"
    return {"client_uuid": uuid4(), "held_on": day, "kind": "regular", "way": "live", "minutes": 45, "again": "on"}


def _pair(school: Organization) -> tuple[Pair, Membership]:
    today, now = school.local_date(timezone.now()), timezone.now()
    year, member = school_year_of(today), data.make_person(school, 1, Role.MENTOR)
    places = []
    for number, side in enumerate(("mentor", "mentee")):
        account = member.account if side == "mentor" else None
        person = Person(organization=school, last_name=f"Примеров{number}", first_name="Иван", kind="teacher")
        person.account, person.created_at = account, now
        person.save()
        place = Participation(
            organization=school, person=person, school_year=year, side=side, model="pupil", forms=["teacher_pupil"]
        )
        place.waiting_since = place.entered_on = today
        place.save()
        places.append(place)
    offered, wanted = places
    MentorCard(organization=school, person=offered.person).save()
    common: dict[str, Any] = {"organization": school, "mentor": offered.person, "form": "teacher_pupil"}
    pair = Pair(offered=offered, model="pupil", school_year=year, status="active", created_at=now, **common)
    pair.starts_on = pair.status_since = today
    pair.ends_on = today + timedelta(days=200)
    pair.save()
    PairMember(pair=pair, status="active", mentee=wanted.person, wanted=wanted, slot=1, **common).save()
    return pair, member


def _sender(person: Membership) -> Send:
    session = SessionStore()
    session[SESSION_KEY] = str(person.account_id)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
    session.create()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return _posting(WSGIHandler(), HTTP_COOKIE=cookie, HTTP_X_CSRFTOKEN=TOKEN)


def _posting(application: WSGIHandler, **extra: str) -> Send:
    def send(path: str, fields: dict[str, Any]) -> HttpResponse:
        body = urlencode(fields).encode()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
            **extra,
        }
        return cast(HttpResponse, application(environ, cast("StartResponse", lambda *args: None)))

    return send
