"""What «Что сегодня» shows of one organization and one school year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.roles import Permission
from core.models import AuditEvent
from core.statements import listed, one_row, scope_values, visible
from core.viewer import Viewer
from core.years import year_bounds
from notifications.queries import UNREAD
from roadmaps.models import Activity, ChangeSet, Proposal, Remark, Responsible, Roadmap, Stage, Submission
from roadmaps.queries.statements.parts import DUE, DUES, EVENT, Rows, person_of_account

MAPS = f"""
SELECT r.id, r.title, r.status, r.approved_on, r.route, r.starts_on FROM "roadmaps_roadmap" r
WHERE r.organization_id = %(organization)s AND r.status <> 'archived'
AND r.starts_on <= %(last_day)s AND r.ends_on >= %(first_day)s AND {visible(Roadmap, "r")}"""

LISTED = listed("maps.id, maps.title, maps.status, maps.approved_on, maps.route", "maps", "maps.starts_on, maps.id")
APPROVED = "(SELECT id FROM maps WHERE status <> 'draft')"
MINE = f"""
a.id IN (SELECT p.activity_id FROM "roadmaps_responsible" p WHERE p.organization_id = %(organization)s
AND (p.person_id = %(person)s OR p.role = ANY(%(roles)s)) AND {visible(Responsible, "p")})"""
ACTIVITIES = listed(
    f"a.id, a.name, s.name, a.stage_id, a.roadmap_id, {MINE}",
    f"""
    "roadmaps_activity" a JOIN "roadmaps_stage" s ON s.id = a.stage_id
    WHERE a.organization_id = %(organization)s AND a.roadmap_id IN {APPROVED}
    AND {visible(Activity, "a")} AND {visible(Stage, "s")}""",
    "a.roadmap_id, s.position, a.position",
)
OCCURRENCES = listed(DUE, f"{DUES} AND o.roadmap_id IN {APPROVED}", "o.due_on, o.id")
# Orders are rows of another app: the log tells whether one was deleted since.
ORDER_LEFT = f"""
CASE WHEN e.subject_type = 'orders.order' AND %(orders)s AND NOT EXISTS (SELECT 1 FROM "core_auditevent" gone
  WHERE gone.organization_id = e.organization_id AND gone.subject_type = e.subject_type
  AND gone.subject_id = e.subject_id AND gone.verb = 'order.deleted' AND {visible(AuditEvent, "gone")})
THEN e.subject_id::bigint END"""
EVENTS = listed(
    f"{EVENT}, e.subject_type, COALESCE(a.id, r.id, {ORDER_LEFT}), COALESCE(a.name, r.title)",
    f"""
    (SELECT e.* FROM "core_auditevent" e WHERE e.organization_id = %(organization)s AND e.verb = ANY(%(verbs)s)
    AND {visible(AuditEvent, "e")} ORDER BY e.at DESC LIMIT %(events)s) e
    {person_of_account("account_id", "e")}
    LEFT JOIN "roadmaps_activity" a ON {visible(Activity, "a")}
    AND a.id = CASE WHEN e.subject_type = 'roadmaps.activity' THEN e.subject_id::bigint END
    LEFT JOIN "roadmaps_roadmap" r ON {visible(Roadmap, "r")}
    AND r.id = CASE WHEN e.subject_type = 'roadmaps.roadmap' THEN e.subject_id::bigint END""",
    "e.at DESC",
)
# Of the latest year offered: undecided, accepted into a draft that was deleted, or changed above since, but for what
# `roadmaps.states.diffs` leaves out.
QUIET = "'{stage,place,number,pk,term_kind,term_rrule,term_note,responsible_text}'::text[]"
OFFERS = listed(
    "offered.level, offered.number",
    f"""
    (SELECT above.level, count(*) AS number FROM "roadmaps_proposal" q
    JOIN "schools_organization" above ON above.id = q.sender_id
    WHERE q.organization_id = %(organization)s AND {visible(Proposal, "q")} AND q.school_year <= %(year)s
    AND NOT EXISTS (SELECT 1 FROM "roadmaps_proposal" later WHERE later.organization_id = q.organization_id
      AND later.source_id = q.source_id AND later.school_year > q.school_year AND later.school_year <= %(year)s
      AND {visible(Proposal, "later")})
    AND (q.state = 'new' OR q.state = 'accepted'
      AND (q.activity_id IS NULL OR q.taken - {QUIET} <> q.offered - {QUIET}))
    GROUP BY above.level) offered""",
    "offered.level",
)
# Drafts and changes of approved maps that came back, of any year, with the remarks they still have to answer.
MOVED = listed(
    "moved.id, moved.title, moved.route, moved.remarks, moved.change, moved.reason",
    f"""
    (SELECT r.id, r.title, r.route, r.route_since, c.id AS change, c.reason,
    (SELECT count(*) FROM "roadmaps_remark" k JOIN "roadmaps_submission" u ON u.id = k.submission_id
      WHERE k.organization_id = r.organization_id AND k.roadmap_id = r.id AND k.state <> 'closed'
      AND u.state = 'returned' AND {visible(Remark, "k")} AND {visible(Submission, "u")}) AS remarks
    FROM "roadmaps_roadmap" r LEFT JOIN "roadmaps_changeset" c ON c.organization_id = r.organization_id
      AND c.roadmap_id = r.id AND c.state = 'sent' AND {visible(ChangeSet, "c")}
    WHERE %(sends)s AND r.organization_id = %(organization)s
    AND (r.status = 'draft' OR r.status = 'approved' AND c.id IS NOT NULL)
    AND r.route IN ('returned', 'endorsed') AND {visible(Roadmap, "r")}) moved""",
    "moved.route_since, moved.id",
)
# A table of the account: its own rows are all that anybody reads.
DEFERRED = listed(
    "d.occurrence_id, d.until_on, d.reason",
    '"roadmaps_deferral" d WHERE d.account_id = %(account)s AND d.until_on > %(today)s',
    "d.occurrence_id",
)
LISTS = ", ".join([LISTED, ACTIVITIES, OCCURRENCES, EVENTS, OFFERS, MOVED, DEFERRED, f"({UNREAD})"])
TODAY = f"WITH maps AS MATERIALIZED ({MAPS}) SELECT {LISTS}"


@dataclass(frozen=True, slots=True)
class Lists:
    """What the statement answers; dates and moments are still words. `unread` are the viewer's news."""

    maps: Rows
    activities: Rows
    dues: Rows
    events: Rows
    offers: Rows
    moved: Rows
    deferred: Rows
    unread: int


def read_today(viewer: Viewer, school_year: int, today: date, verbs: list[str], events: int, *, sends: bool) -> Lists:
    """Roadmaps that touch the year; activities and terms of the approved ones; the last `events` with these verbs.

    What the viewer put off beyond `today` is listed too. `sends`: drafts and changes that came back are asked for too.
    """
    first_day, last_day = year_bounds(school_year)
    where: dict[str, Any] = {
        "organization": viewer.organization.pk,
        "first_day": first_day,
        "last_day": last_day,
        "year": school_year,
        "today": today,
        "person": viewer.membership and viewer.membership.pk,
        "roles": sorted(viewer.roles),
        "orders": viewer.can(Permission.ORDER_VIEW),
        "verbs": verbs,
        "events": events,
        "sends": sends,
    }
    row = one_row(TODAY, {**scope_values(viewer), **where}) or ()
    lists: list[Any] = [[] if each is None else each for each in row]
    return Lists(*lists)
