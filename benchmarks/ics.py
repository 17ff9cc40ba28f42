"""A feed of 1,000 terms as a calendar program gets it, against the same text built from one SQL; processor time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from accounts.roles import Role
from benchmarks import data
from benchmarks.bare import link
from benchmarks.measure import Figure, compare
from benchmarks.serving import handler, queries
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps.actions import create_feed
from roadmaps.models import Occurrence, Roadmap

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
EVENTS = 1000
SQL = """
SELECT o.id, o.activity_id, o.starts_on, o.due_on, o.state, o.version + a.version - 2, a.number, a.name, r.title
FROM roadmaps_occurrence o JOIN roadmaps_activity a ON a.id = o.activity_id
JOIN roadmaps_roadmap r ON r.id = o.roadmap_id
WHERE o.roadmap_id = %s AND o.due_on IS NOT NULL ORDER BY o.due_on, o.id"""


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        person = data.make_person(data.make_school(), 1, Role.COORDINATOR)
    viewer = data.viewer_of(person)
    few, many = _map(viewer, 10), _map(viewer, EVENTS)
    fetch = handler(WSGIHandler())
    addresses = {roadmap.pk: _address(roadmap, viewer) for roadmap in (few, many)}
    whole, small = fetch(addresses[many.pk]), fetch(addresses[few.pk])
    if whole.content.count(b"BEGIN:VEVENT") != EVENTS:
        raise RuntimeError("the feed does not hold what was put into it")
    yield Figure(
        "ics", "size", len(whole.content), "bytes", len(_bare(many.pk)), len(whole.content) / len(_bare(many.pk))
    )
    yield Figure("ics", "queries", queries(fetch, addresses[many.pk]), "queries", queries(fetch, addresses[few.pk]))
    yield compare("ics", "feed_1000", lambda: fetch(addresses[many.pk]), lambda: _bare(many.pk), rounds=15)
    if small.status_code != 200:
        raise RuntimeError("the small feed is not served")


def _map(viewer: Viewer, terms: int) -> Roadmap:
    """An approved map with exactly so many terms."""
    with tenancy.tx(viewer.scope):
        roadmap = data.make_roadmap(viewer.organization, 10, viewer)
        activities = list(roadmap.activities.order_by("pk"))
        Occurrence.objects.filter(roadmap=roadmap).delete()
        days = [date(2026, 9, 1) + timedelta(days=number % 270) for number in range(terms)]
        Occurrence.objects.bulk_create(
            Occurrence(
                organization=viewer.organization,
                roadmap=roadmap,
                activity=activities[number % 10],
                starts_on=day,
                due_on=day + timedelta(days=14),
            )
            for number, day in enumerate(days)
        )
    return roadmap


def _address(roadmap: Roadmap, viewer: Viewer) -> str:
    with tenancy.tx(viewer.scope):
        return reverse("feed", args=[create_feed(roadmap, seen=None, by=viewer, now=NOW)])


def _bare(roadmap: int) -> bytes:
    host = urlsplit(settings.SITE_URL).hostname
    with link().cursor() as cursor:
        cursor.execute(SQL, [roadmap])
        parts = [_event(row, host) for row in cursor.fetchall()]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(parts)}END:VCALENDAR\r\n".encode()


def _event(row: tuple[Any, ...], host: str | None) -> str:
    """As plain as it can be: nothing is escaped or folded."""
    pk, activity, starts_on, due_on, _state, sequence, number, name, title = row
    alarm = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P2DT15H\r\nDESCRIPTION:{number} {name}\r\nEND:VALARM\r\n"
    return (
        f"BEGIN:VEVENT\r\nUID:occurrence-{pk}@{host}\r\nDTSTAMP:{NOW:%Y%m%dT%H%M%SZ}\r\nSEQUENCE:{sequence}\r\n"
        f"DTSTART;VALUE=DATE:{due_on:%Y%m%d}\r\nDTEND;VALUE=DATE:{due_on + timedelta(days=1):%Y%m%d}\r\n"
        f"SUMMARY:{number} {name}\r\nDESCRIPTION:Период: {starts_on:%d.%m.%Y} – {due_on:%d.%m.%Y}\\n{title}\r\n"
        f"URL:{settings.SITE_URL}/activities/{activity}/\r\nSTATUS:CONFIRMED\r\nTRANSP:TRANSPARENT\r\n"
        f"{alarm}END:VEVENT\r\n"
    )
