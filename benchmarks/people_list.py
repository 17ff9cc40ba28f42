"""The list of mentors, a page of 50: of a school of 200 and of one of 200,000 people; wall time of the whole page.

The big school is the worst that the table can hold: real ones have hundreds, the rest of the table belongs to others.
"""

import time
from collections.abc import Iterator
from functools import partial

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from benchmarks import data
from benchmarks.measure import Figure, compare
from benchmarks.serving import Fetch, as_owner, queries, visitor
from core import tenancy
from core.tenancy import SYSTEM
from core.years import school_year_of
from mentoring.models import ConsentText
from schools.models import Membership, Organization

BENCH, FEW, MANY = "people_list", 200, 200_000
ROUNDS = 15
PEOPLE = """
INSERT INTO "mentoring_person" (organization_id, last_name, first_name, patronymic, gender, birth_date, phone, email,
  kind, class_name, position, workplace, status, left_reason, created_at, version)
SELECT %(school)s, 'Примеров' || n, 'Иван', 'Ильич', 'm', date '1980-01-01', '', '', 'teacher', '', 'учитель', '',
  'active', '', now(), 1 FROM generate_series(1, %(count)s) n"""
PARTICIPATIONS = """
INSERT INTO "mentoring_participation" (organization_id, person_id, school_year, side, model, forms, state,
  waiting_since, questionnaire_on, results, case_link, passed, version)
SELECT organization_id, id, %(year)s, 'mentor', 'pupil', '{teacher_pupil}', 'waiting',
  current_date - (id %% 80)::int, current_date, '', '', false, 1
FROM "mentoring_person" WHERE organization_id = %(school)s"""
CARDS = """
INSERT INTO "mentoring_mentorcard" (organization_id, person_id, competences, subjects, achievements, interests,
  time_resource, slots, capacity, grades, is_qualified, is_long_term, interview, clearance, clearance_terms, version)
SELECT organization_id, id, '{}', '{математика}', '', '{}', '', '{}', 2, '{}', false, true, '', '', '{}', 1
FROM "mentoring_person" WHERE organization_id = %(school)s"""
TRAININGS = """
INSERT INTO "mentoring_training" (organization_id, person_id, course, hours, finished_on, certificate)
SELECT organization_id, id, 'Школа наставников', 16, date '2026-10-01', ''
FROM "mentoring_person" WHERE organization_id = %(school)s AND id %% 2 = 0"""
CONSENTS = """
INSERT INTO "mentoring_consent" (organization_id, person_id, wording_id, purpose, signer, state, method, code,
  asked_at, given_at, shown, ticked, ended_reason)
SELECT organization_id, id, %(wording)s, 'processing', 'self', 'given', 'paper', 'b' || id, now(), now(), '', '[]', ''
FROM "mentoring_person" WHERE organization_id = %(school)s AND id %% 2 = 0"""


def run() -> Iterator[Figure]:
    with tenancy.tx(SYSTEM):
        small, big = data.make_schools(2)
        few, many = (data.make_person(school, 1, Role.COORDINATOR) for school in (small, big))
    fill(small, FEW)
    fetch, address = visitor(few), reverse("participant_list")
    before = _page(fetch, address, "page_in_an_empty_table")
    fill(big, MANY)
    after = _page(fetch, address, "page_in_a_full_table")
    yield before
    yield _table(before, after)
    yield from _school(fetch, many, address)


def fill(school: Organization, count: int) -> None:
    """So many mentors of the year with cards, half of them trained and with a consent."""
    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        wording = ConsentText.objects.create(
            organization=school,
            purpose="processing",
            signer="self",
            number=1,
            body="Согласие",
            created_at=timezone.now(),
        )
        year = school_year_of(school.local_date(timezone.now()))
        values = {"school": school.pk, "count": count, "wording": wording.pk, "year": year}
        cursor.execute(PEOPLE, values)
    connection.close()
    with tenancy.tx(SYSTEM), connection.cursor() as cursor:
        for statement in (PARTICIPATIONS, CARDS, TRAININGS, CONSENTS):
            cursor.execute(statement, values)
    as_owner("ANALYZE")
    connection.close()  # plans of the checks of references were made for small tables


def _page(fetch: Fetch, address: str, name: str) -> Figure:
    """Against a page of the same program that reads none of these tables: a busy machine slows both."""
    page = fetch(address)
    if page.status_code != 200 or page.content.decode().count('name="ids"') != 50:
        raise RuntimeError(f"{address} answers {page.status_code} without its rows")
    other = reverse("settings_home")
    return compare(
        BENCH, name, lambda: fetch(address), lambda: fetch(other), rounds=ROUNDS, calls=3, clock=time.perf_counter
    )


def _table(before: Figure, after: Figure) -> Figure:
    """The same school before and after the other one has filled the table."""
    ratio = (after.ratio or 0) / (before.ratio or 1)
    return Figure(BENCH, "page_in_a_full_table", after.value, "ms", before.value, ratio)


def _school(fetch: Fetch, person: Membership, address: str) -> Iterator[Figure]:
    other = visitor(person)
    other(address)
    for name, query in (("page", ""), ("page_by_name", "?sort=name"), ("page_uncovered", "?chip=uncovered")):
        yield compare(
            BENCH,
            f"{name}_of_200000",
            partial(other, address + query),
            partial(fetch, address + query),
            rounds=ROUNDS,
            clock=time.perf_counter,
        )
    counted, base = (
        min(queries(each, address) for _ in range(3)) for each in (other, fetch)
    )  # a session is kept rarely
    yield Figure(BENCH, "queries_of_200000", counted, "queries", base)
