"""One activity with everything around it."""

from dataclasses import dataclass
from typing import Any

from core.models import AuditEvent
from core.statements import columns, listed, one_row, scope_values, taken, visible
from core.viewer import Viewer
from notifications.queries import UNREAD
from roadmaps.models import (
    Activity,
    Attachment,
    Comment,
    ContentLine,
    EvidenceLink,
    Occurrence,
    Responsible,
    Roadmap,
    Stage,
)
from roadmaps.queries.statements.parts import (
    DUE,
    EVENT,
    NAME,
    PERSON_OF_RESPONSIBLE,
    RESPONSIBLE,
    Rows,
    person_of_account,
)
from schools.models import Membership, Organization

LINES = listed(
    "l.id, l.text, l.done_at",
    f"""
    "roadmaps_contentline" l WHERE l.organization_id = a.organization_id AND l.activity_id = a.id
    AND {visible(ContentLine, "l")}""",
    "l.position, l.id",
)
OCCURRENCES = listed(
    f"{DUE}, o.note, o.version, {NAME}",
    f"""
    "roadmaps_occurrence" o {person_of_account("done_by_id", "o")}
    WHERE o.organization_id = a.organization_id AND o.activity_id = a.id AND {visible(Occurrence, "o")}""",
    "o.due_on, o.id",
)
FILES = listed(
    "f.occurrence_id, f.id, f.name, f.size, f.uploaded_at",
    f"""
    "roadmaps_attachment" f JOIN "roadmaps_occurrence" o ON o.id = f.occurrence_id
    WHERE f.organization_id = a.organization_id AND o.organization_id = a.organization_id AND o.activity_id = a.id
    AND %(files)s AND {visible(Attachment, "f")} AND {visible(Occurrence, "o")}""",
    "f.uploaded_at, f.id",
)
PEOPLE = listed(
    RESPONSIBLE,
    f"""
    "roadmaps_responsible" p {PERSON_OF_RESPONSIBLE}
    WHERE p.organization_id = a.organization_id AND p.activity_id = a.id AND {visible(Responsible, "p")}""",
    "p.position, p.id",
)
LINKS = listed(
    "k.occurrence_id, k.id, k.url, k.title, k.added_at",
    f"""
    "roadmaps_evidencelink" k JOIN "roadmaps_occurrence" o ON o.id = k.occurrence_id
    WHERE k.organization_id = a.organization_id AND o.organization_id = a.organization_id AND o.activity_id = a.id
    AND %(files)s AND {visible(EvidenceLink, "k")} AND {visible(Occurrence, "o")}""",
    "k.added_at, k.id",
)
COMMENTS = listed(
    f"c.id, c.author_id, c.text, c.made_at, c.removed_at IS NOT NULL, {NAME}",
    f"""
    "roadmaps_comment" c LEFT JOIN "schools_membership" m ON m.id = c.author_id AND {visible(Membership, "m")}
    WHERE c.organization_id = a.organization_id AND c.activity_id = a.id AND %(talk)s AND {visible(Comment, "c")}""",
    "c.made_at, c.id",
)
EVENTS = listed(
    EVENT,
    f"""
    (SELECT e.* FROM "core_auditevent" e WHERE e.organization_id = a.organization_id
    AND e.subject_type = 'roadmaps.activity' AND e.subject_id = a.id::text AND e.verb <> 'file.opened'
    AND {visible(AuditEvent, "e")} ORDER BY e.at DESC LIMIT %(events)s) e
    {person_of_account("account_id", "e")}""",
    "e.at DESC",
)
# What the page shows of them: a row costs by its columns.
OF_STAGE = ("id", "organization_id", "name")
OF_ROADMAP = ("id", "organization_id", "status", "route", "approval_basis")
OF_ORGANIZATION = ("id", "short_name", "time_zone")
ACTIVITY = f"""
SELECT {columns(Activity, "a")}, {columns(Stage, "s", *OF_STAGE)}, {columns(Roadmap, "r", *OF_ROADMAP)},
{columns(Organization, "n", *OF_ORGANIZATION)},
{LINES}, {OCCURRENCES}, {FILES}, {LINKS}, {PEOPLE}, {COMMENTS}, {EVENTS}, ({UNREAD})
FROM "roadmaps_activity" a JOIN "roadmaps_stage" s ON s.id = a.stage_id
JOIN "roadmaps_roadmap" r ON r.id = a.roadmap_id JOIN "schools_organization" n ON n.id = a.organization_id
WHERE a.id = %(activity)s AND {visible(Activity, "a")} AND {visible(Stage, "s")} AND {visible(Roadmap, "r")}"""


@dataclass(frozen=True, slots=True)
class Found:
    """An activity with what its page shows of its stage, map and organization; dates of the lists are still words.

    `unread` are the viewer's news, which the top of the page counts.
    """

    activity: Activity
    lines: Rows
    occurrences: Rows
    files: Rows
    links: Rows
    people: Rows
    comments: Rows
    events: Rows
    unread: int


def read_activity(viewer: Viewer, pk: int, *, files: bool, talk: bool, events: int) -> Found | None:
    """Files and links, and the discussion, only where they may be seen; the last `events` that the viewer may read."""
    wanted = {"activity": pk, "files": files, "talk": talk, "events": events}
    row = one_row(ACTIVITY, {**scope_values(viewer), **wanted})
    if row is None:
        return None
    values = iter(row)
    activity = taken(Activity, values)
    activity.stage, activity.roadmap = taken(Stage, values, *OF_STAGE), taken(Roadmap, values, *OF_ROADMAP)
    activity.organization = taken(Organization, values, *OF_ORGANIZATION)
    lists: list[Any] = [[] if each is None else each for each in values]
    return Found(activity, *lists)
