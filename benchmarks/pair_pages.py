"""The list of pairs, a page of 50: of a school of 200 pairs, with 100,000 others in the table, and of a school of
100,000; wall time of the whole page through all middleware and walls.
"""

import time
from collections.abc import Iterator

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from benchmarks import data
from benchmarks.measure import Figure, compare
from benchmarks.people_list import PARTICIPATIONS, PEOPLE
from benchmarks.serving import Fetch, as_owner, queries, visitor
from core import tenancy
from core.tenancy import SYSTEM
from core.years import school_year_of
from schools.models import Membership, Organization

BENCH, FEW, MANY = "pair_pages", 200, 100_000
ROUNDS = 15
MENTEES = """
INSERT INTO "mentoring_participation" (organization_id, person_id, school_year, side, model, forms, state,
  waiting_since, questionnaire_on, results, case_link, passed, version)
SELECT organization_id, id, %(year)s, 'mentee', 'pupil', '{teacher_pupil}', 'paired', current_date, current_date,
  '', '', false, 1 FROM "mentoring_person" WHERE organization_id = %(school)s"""
PAIRS = """
INSERT INTO "mentoring_pair" (organization_id, school_year, model, form, kind, mentor_id, offered_id, theme, goal,
  status, status_since, starts_on, ends_on, addendum, pay, paused_reason, end_reason, end_note, results, created_at,
  version)
SELECT organization_id, %(year)s, 'pupil', 'teacher_pupil', 'traditional', person_id, id, 'математика', '',
  (ARRAY['active','active','active','proposed','paused'])[1 + id %% 5], current_date - (id %% 80)::int,
  current_date - 80, current_date + 200, '', '', '', '', '', '', now(), 1
FROM "mentoring_participation" WHERE organization_id = %(school)s AND side = 'mentor'"""
# everybody helps the next one, the last one the first
MEMBERS = """
INSERT INTO "mentoring_pairmember" (organization_id, pair_id, mentor_id, form, status, mentee_id, wanted_id, slot,
  request, left_reason)
SELECT p.organization_id, p.id, p.mentor_id, p.form, p.status, w.person_id, w.id, 1, '', ''
FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM "mentoring_pair"
      WHERE organization_id = %(school)s) p
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM "mentoring_participation"
      WHERE organization_id = %(school)s AND side = 'mentee') w ON w.place = p.place %% %(count)s + 1"""
MEETINGS = """
INSERT INTO "mentoring_meeting" (organization_id, pair_id, mentor_id, client_uuid, status, kind, way, held_on,
  topics, mood, note, readers, missed_reason, by_curator, created_at, sequence, version)
SELECT organization_id, id, mentor_id, gen_random_uuid(), 'held', 'acquaintance', 'live', current_date - n * 7,
  '{}', '', '', 'pair', '', false, now(), 0, 1
FROM "mentoring_pair", generate_series(1, 3) n WHERE organization_id = %(school)s"""


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        small, big = data.make_schools(2)
        few, many = (data.make_person(school, 1, Role.COORDINATOR) for school in (small, big))
    fill(small, FEW)
    fetch, address = visitor(few), reverse("pair_list")
    before = _page(fetch, address, "page_in_an_empty_table")
    fill(big, MANY)
    after = _page(fetch, address, "page_in_a_full_table")
    yield before
    ratio = (after.ratio or 0) / (before.ratio or 1)
    yield Figure(BENCH, "page_in_a_full_table", after.value, "ms", before.value, ratio)
    yield from _school(fetch, many, address)


def fill(school: Organization, count: int) -> None:
    """So many pairs of as many people; three meetings each."""
    year = school_year_of(school.local_date(timezone.now()))
    values = {"school": school.pk, "count": count, "year": year}
    for statement in (PEOPLE, PARTICIPATIONS, MENTEES, PAIRS, MEMBERS, MEETINGS):
        with tenancy.tx(SYSTEM), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")  # a hundred thousand rows with their references
            cursor.execute(statement, values)
        connection.close()  # plans of the checks of references were made for small tables
        as_owner("ANALYZE")


def _page(fetch: Fetch, address: str, name: str) -> Figure:
    """Against a page of the same program that reads none of these tables: a busy machine slows both."""
    page = fetch(address)
    if page.status_code != 200 or page.content.decode().count('role="rowheader"') != 50:
        raise RuntimeError(f"{address} answers {page.status_code} without its rows")
    other = reverse("settings_home")
    return compare(
        BENCH, name, lambda: fetch(address), lambda: fetch(other), rounds=ROUNDS, calls=3, clock=time.perf_counter
    )


def _school(fetch: Fetch, person: Membership, address: str) -> Iterator[Figure]:
    other = visitor(person)
    other(address)
    yield compare(
        BENCH,
        "page_of_100000",
        lambda: other(address),
        lambda: fetch(address),
        rounds=ROUNDS,
        clock=time.perf_counter,
    )
    counted, base = (min(queries(each, address) for _ in range(3)) for each in (other, fetch))
    yield Figure(BENCH, "queries_of_100000", counted, "queries", base)
