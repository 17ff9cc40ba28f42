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
  a.term_text, r.people, a.expected_result, o.state
FROM roadmaps_activity a JOIN roadmaps_stage s ON s.id = a.stage_id
LEFT JOIN (SELECT activity_id, count(*) total, count(done_at) done
  FROM roadmaps_contentline GROUP BY 1) l ON l.activity_id = a.id
LEFT JOIN (SELECT activity_id, min(due_on) first_due, max(due_on) last_due, min(state) state
  FROM roadmaps_occurrence GROUP BY 1) o ON o.activity_id = a.id
LEFT JOIN (SELECT activity_id, string_agg(text, ', ' ORDER BY position) people
  FROM roadmaps_responsible GROUP BY 1) r ON r.activity_id = a.id
WHERE a.roadmap_id = %s ORDER BY s.position, a.position"""
HOME = """
SELECT a.name, a.id, o.due_on, s.name FROM roadmaps_occurrence o JOIN roadmaps_activity a ON a.id = o.activity_id
JOIN roadmaps_stage s ON s.id = a.stage_id
WHERE o.roadmap_id = %s AND o.state IN ('not_started', 'in_progress') AND o.due_on IS NOT NULL
ORDER BY o.due_on LIMIT 10"""
ACTIVITY = """
SELECT l.text, l.position, o.due_on, r.text FROM roadmaps_contentline l
JOIN roadmaps_occurrence o ON o.activity_id = l.activity_id JOIN roadmaps_responsible r ON r.activity_id = l.activity_id
WHERE l.activity_id = %s ORDER BY l.position"""
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
        cursor.execute(QUERIES[name], [pk])
        rows = cursor.fetchall()
    return HttpResponse(templates[name].render({"rows": rows}))


urlpatterns = [path("<str:name>/<int:pk>/", page)]
