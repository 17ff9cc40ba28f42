"""One activity of a municipality to 400 schools, against one INSERT … SELECT of the same rows; wall time."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from benchmarks import data
from benchmarks.measure import Figure, compare
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from roadmaps.actions import send_cascade
from roadmaps.models import Activity, Roadmap
from schools.models import Organization

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
FEW, MANY = 100, 400
BARE = """
INSERT INTO roadmaps_proposal
  (organization_id, sender_id, source_id, school_year, source_version, offered, state, reason, sent_at)
SELECT id, municipality_id, %s, 2026, 1, '{"name": "Мероприятие"}', 'new', '', now()
FROM schools_organization WHERE municipality_id = %s AND level = 'school'"""


def run() -> Iterator[Figure]:
    for count in (FEW, MANY):
        roadmap, by, source = _town(count)
        with CaptureQueriesContext(connection) as queries:
            _send(roadmap, by)
        yield Figure("cascade", f"queries_{count}_schools", len(queries), "queries")
    yield compare(
        "cascade",
        f"send_to_{MANY}_schools",
        lambda: _send(roadmap, by),
        lambda: _bare(by, source),
        rounds=9,
        clock=time.perf_counter,
    )


def _town(schools: int) -> tuple[Roadmap, Viewer, Activity]:
    """A municipality with an approved roadmap whose one activity is addressed to its schools."""
    with tenancy.tx(SYSTEM):
        school = data.make_schools(schools)[0]
        town = Organization.objects.get(pk=school.municipality_id or 0)
        person = data.make_person(town, 1, Role.MUNICIPAL_OFFICIAL)
    by = data.viewer_of(person)
    with tenancy.tx(by.scope):
        roadmap = data.make_roadmap(town, 7, by)
        source = roadmap.activities.order_by("pk")[0]
        Activity.objects.filter(pk=source.pk).update(addressed_to="school")
    return roadmap, by, source


def _send(roadmap: Roadmap, by: Viewer) -> None:
    """Taken back at once, so that the next call sends to everybody again."""
    with tenancy.tx(by.scope):
        send_cascade(roadmap, by=by, now=NOW)
        transaction.set_rollback(True)


def _bare(by: Viewer, source: Activity) -> None:
    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        cursor.execute(BARE, [source.pk, by.organization.pk])
        transaction.set_rollback(True)
