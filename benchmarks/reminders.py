"""10,000 due occurrences of 500 people into digests, against one INSERT … SELECT of the same rows; wall time."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from benchmarks import data
from benchmarks.measure import Figure, compare
from benchmarks.serving import as_owner
from core import tenancy
from core.tenancy import SYSTEM
from notifications.models import Letter, Notice
from roadmaps.actions.reminders import queue_digests
from schools.models import Organization

NOW = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)  # Friday, 08:00 in Moscow
SCHOOLS, PEOPLE, PER_SCHOOL = 20, 25, 500
BARE = """
INSERT INTO notifications_letter
  (id, organization_id, account_id, address, kind, key, payload, status, due_at, attempts)
SELECT gen_random_uuid(), p.organization_id, p.account_id, '', 'digest', 'bare:' || p.id, jsonb_agg(o.id),
  'new', now(), 0
FROM roadmaps_occurrence o JOIN roadmaps_responsible r ON r.activity_id = o.activity_id
JOIN schools_membership p ON p.id = r.person_id
WHERE o.due_on = '2026-11-20' AND o.state = 'not_started' GROUP BY p.id"""


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        Organization.objects.update(digest_on=NOW.date())
        schools = data.make_schools(SCHOOLS)
        for school in schools:
            people = [data.make_person(school, number, Role.CURATOR) for number in range(PEOPLE)]
            data.make_due(school, people, PER_SCHOOL)
    ids = [school.pk for school in schools]
    with CaptureQueriesContext(connection) as queries:
        queue_digests(NOW)
    per_thousand = len(queries) / (SCHOOLS * PER_SCHOOL / 1000)
    yield Figure("reminders", "queries_per_1000", per_thousand, "queries")
    yield compare(
        "reminders",
        "digests_10000",
        lambda: queue_digests(NOW),
        _bare,
        rounds=7,
        clock=time.perf_counter,
        before=lambda: _forget(ids),
    )


def _forget(ids: list[int]) -> None:
    with tenancy.tx(SYSTEM):
        Letter.objects.filter(organization_id__in=ids).delete()
        Organization.objects.filter(pk__in=ids).update(digest_on=None)
    as_owner(f"DELETE FROM {Notice._meta.db_table}")


def _bare() -> None:
    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        cursor.execute(BARE)
        transaction.set_rollback(True)
