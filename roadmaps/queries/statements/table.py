"""The rows of one roadmap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.statements import columns, listed, one_row, scope_values, taken, visible
from core.viewer import Viewer
from roadmaps.models import Activity, ChangeSet, ContentLine, Proposal, Responsible, Roadmap, Stage
from roadmaps.queries.statements.parts import DUE, DUES, PERSON_OF_RESPONSIBLE, RESPONSIBLE, Rows
from schools.models import Organization

ROADMAP = f"""
SELECT {columns(Roadmap, "r")}, {columns(Organization, "o")}
FROM "roadmaps_roadmap" r JOIN "schools_organization" o ON o.id = r.organization_id
WHERE r.id = %(roadmap)s AND r.organization_id <> ALL(%(ancestors)s) AND {visible(Roadmap, "r")}"""

STAGES = listed(
    "s.id, s.name, s.phase, s.kind",
    f"""
    "roadmaps_stage" s WHERE s.organization_id = %(organization)s AND s.roadmap_id = %(roadmap)s
    AND {visible(Stage, "s")}""",
    "s.position",
)
ACTIVITIES = listed(
    "a.id, a.stage_id, a.number, a.name, a.term_text, a.term_kind, a.expected_result,"
    " a.removed_on IS NOT NULL, a.event_kind, a.audience",
    f"""
    "roadmaps_activity" a WHERE a.organization_id = %(organization)s AND a.roadmap_id = %(roadmap)s
    AND {visible(Activity, "a")}""",
    "a.position, a.id",
)
OCCURRENCES = listed(DUE, f"{DUES} AND o.roadmap_id = %(roadmap)s", "o.due_on, o.id")
PEOPLE = listed(
    f"p.activity_id, {RESPONSIBLE}",
    f"""
    "roadmaps_responsible" p JOIN "roadmaps_activity" a ON a.id = p.activity_id {PERSON_OF_RESPONSIBLE}
    WHERE p.organization_id = %(organization)s AND a.organization_id = %(organization)s
    AND a.roadmap_id = %(roadmap)s AND {visible(Responsible, "p")} AND {visible(Activity, "a")}""",
    "p.position, p.id",
)
LINES = listed(
    "c.activity_id, c.ticked, c.lines, c.last_at",
    f"""
    (SELECT l.activity_id, count(l.done_at) AS ticked, count(*) AS lines, max(l.done_at) AS last_at
    FROM "roadmaps_contentline" l JOIN "roadmaps_activity" a ON a.id = l.activity_id
    WHERE l.organization_id = %(organization)s AND a.organization_id = %(organization)s
    AND a.roadmap_id = %(roadmap)s AND {visible(ContentLine, "l")} AND {visible(Activity, "a")}
    GROUP BY l.activity_id) c""",
    "c.activity_id",
)
ABOVE = listed(
    "q.activity_id, above.level",
    f"""
    "roadmaps_proposal" q JOIN "roadmaps_activity" a ON a.id = q.activity_id
    JOIN "schools_organization" above ON above.id = q.sender_id
    WHERE q.organization_id = %(organization)s AND a.organization_id = %(organization)s
    AND a.roadmap_id = %(roadmap)s AND {visible(Proposal, "q")} AND {visible(Activity, "a")}""",
    "q.activity_id",
)
TABLE = f"SELECT {STAGES}, {ACTIVITIES}, {OCCURRENCES}, {PEOPLE}, {LINES}, {ABOVE}"

LIVE_SET = f"""
SELECT {columns(ChangeSet, "c")} FROM "roadmaps_changeset" c
WHERE c.organization_id = %(organization)s AND c.roadmap_id = %(roadmap)s AND c.state = ANY(%(states)s)
AND {visible(ChangeSet, "c")} ORDER BY c.id LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the statement answers; dates and moments are still words."""

    stages: Rows
    activities: Rows
    dues: Rows
    people: Rows
    lines: Rows
    above: Rows


def read_roadmap(viewer: Viewer, pk: int) -> Roadmap | None:
    """With its organization; nothing for one that was published from above: it has pages of its own."""
    row = one_row(ROADMAP, {**scope_values(viewer), "roadmap": pk})
    if row is None:
        return None
    values: Iterator[Any] = iter(row)
    roadmap = taken(Roadmap, values)
    roadmap.organization = taken(Organization, values)
    return roadmap


def read_table(viewer: Viewer, roadmap: Roadmap) -> Lists:
    where = {"roadmap": roadmap.pk, "organization": roadmap.organization_id}
    row = one_row(TABLE, {**scope_values(viewer), **where}) or ()
    return Lists(*(each or [] for each in row))


def read_live_set(viewer: Viewer, roadmap: Roadmap, states: Iterable[str]) -> ChangeSet | None:
    """The one set of changes that is in one of the states."""
    where = {"roadmap": roadmap.pk, "organization": roadmap.organization_id, "states": [str(each) for each in states]}
    row = one_row(LIVE_SET, {**scope_values(viewer), **where})
    return taken(ChangeSet, iter(row)) if row else None
