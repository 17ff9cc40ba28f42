"""The yardstick of `pages`: a Django view without middleware, one hand-written SQL, one flat template.

It sees no walls: its own connection belongs to the owner of the tables. Everything around the rows is plain text.
"""

from functools import cache
from typing import Any

import psycopg2
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from core.databases import parse_url

ROADMAP = """
SELECT a.number, a.id, a.name, l.done || '/' || l.total,
  to_char(o.first_due, 'DD.MM') || ' – ' || to_char(o.last_due, 'DD.MM'),
  a.term_text, r.people, a.expected_result, o.state, o.open_id, a.roadmap_id
FROM roadmaps_activity a JOIN roadmaps_stage s ON s.id = a.stage_id
LEFT JOIN (SELECT activity_id, count(*) total, count(done_at) done
  FROM roadmaps_contentline GROUP BY 1) l ON l.activity_id = a.id
LEFT JOIN (SELECT activity_id, min(due_on) first_due, max(due_on) last_due, min(state) state, min(id) open_id
  FROM roadmaps_occurrence GROUP BY 1) o ON o.activity_id = a.id
LEFT JOIN (SELECT activity_id, string_agg(text, ', ' ORDER BY position) people
  FROM roadmaps_responsible GROUP BY 1) r ON r.activity_id = a.id
WHERE a.roadmap_id = %(pk)s ORDER BY s.position, a.position"""
HOME = """
WITH due AS (SELECT DISTINCT ON (o.activity_id) o.id AS occurrence, o.due_on, a.id, a.name, s.name AS stage
  FROM roadmaps_occurrence o JOIN roadmaps_activity a ON a.id = o.activity_id JOIN roadmaps_stage s ON s.id = a.stage_id
  WHERE o.roadmap_id = %(pk)s AND o.state IN ('not_started', 'in_progress') AND o.due_on IS NOT NULL
  ORDER BY o.activity_id, o.due_on)
(SELECT 'task', id, name, occurrence, to_char(due_on, 'DD.MM'), stage FROM due
  WHERE due_on <= current_date + 7 ORDER BY due_on, id LIMIT 10)
UNION ALL (SELECT 'later', id, name, occurrence, to_char(due_on, 'DD.MM'), stage FROM due
  WHERE due_on BETWEEN current_date + 8 AND current_date + 30 ORDER BY due_on, id)
UNION ALL (SELECT 'event', e.account_id, e.verb, NULL, to_char(e.at, 'DD.MM HH24:MI'), m.last_name
  FROM core_auditevent e JOIN roadmaps_roadmap r ON r.organization_id = e.organization_id
  JOIN schools_membership m ON m.account_id = e.account_id AND m.organization_id = e.organization_id
  WHERE r.id = %(pk)s AND e.verb LIKE 'roadmap.%%' ORDER BY e.at DESC LIMIT 10)"""
ACTIVITY = """
SELECT 'activity', a.id, a.name, a.number, s.name, a.expected_result, a.term_text, a.roadmap_id
FROM roadmaps_activity a JOIN roadmaps_stage s ON s.id = a.stage_id WHERE a.id = %(pk)s
UNION ALL (SELECT 'line', id, text, NULL, NULL, NULL, NULL, NULL
  FROM roadmaps_contentline WHERE activity_id = %(pk)s ORDER BY position)
UNION ALL (SELECT 'term', id, to_char(due_on, 'DD.MM'), state, NULL, NULL, NULL, version
  FROM roadmaps_occurrence WHERE activity_id = %(pk)s ORDER BY due_on)
UNION ALL (SELECT 'people', id, text, NULL, NULL, NULL, NULL, NULL
  FROM roadmaps_responsible WHERE activity_id = %(pk)s ORDER BY position)"""
MEETING = """
INSERT INTO mentoring_meeting (organization_id, pair_id, mentor_id, client_uuid, status, kind, way, held_on, minutes,
  topics, mood, note, readers, missed_reason, by_curator, created_at, sequence, version)
SELECT organization_id, id, mentor_id, %(uuid)s, 'held', %(kind)s, %(way)s, current_date, %(minutes)s,
  '{}', '', '', 'pair', '', false, now(), 0, 1 FROM mentoring_pair WHERE id = %(pk)s"""
QUERIES = {"roadmap": ROADMAP, "home": HOME, "activity": ACTIVITY}
templates: dict[str, Any] = {}


@cache
def link() -> Any:
    owner = parse_url(settings.DATABASE_OWNER_URL)
    return psycopg2.connect(dbname=owner["NAME"], user=owner["USER"], host=owner["HOST"])


def prepare(name: str, row: str, padding: int) -> None:
    """A flat template: `padding` bytes of plain text and a loop over the rows."""
    source = f"<!doctype html><p>{'plain text ' * (padding // 11)}</p>{{% for row in rows %}}{row}{{% endfor %}}"
    templates[name] = engines["django"].from_string(source)


def page(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    with link().cursor() as cursor:
        cursor.execute(QUERIES[name], {"pk": pk})
        rows = cursor.fetchall()
    return HttpResponse(templates[name].render({"rows": rows}))


def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One row written and committed, nothing asked."""
    values = {"pk": pk, "uuid": request.POST["client_uuid"], "kind": request.POST["kind"], "way": request.POST["way"]}
    with link() as connected, connected.cursor() as cursor:
        cursor.execute(MEETING, values | {"minutes": request.POST["minutes"]})
    return HttpResponse("ok")


urlpatterns = [path("meeting/<int:pk>/", meeting), path("<str:name>/<int:pk>/", page)]
