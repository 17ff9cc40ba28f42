"""Activities of an approved roadmap offered to every organization below, and offered anew when they change."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from core.years import school_year_of
from roadmaps.actions.cascade_news import tell_offered
from roadmaps.models import Activity, Proposal, Roadmap
from roadmaps.parties.addressing import offer_of, years_of
from roadmaps.queries.snapshots import states_of_activities
from roadmaps.queries.statements.today import QUIET
from roadmaps.states.snapshots import ActivityState


class NotApprovedYet(DomainError):
    message = "Мероприятия поручают организациям ниже после утверждения карты."


@dataclass(frozen=True, slots=True)
class Sent:
    """How many proposals are new, how many were offered anew, how many were taken back."""

    new: int
    changed: int
    withdrawn: int


# One statement each, however many organizations: the labels of a row are filled by its trigger, the walls judge it.
# A methodical office stands among the schools of a municipality but runs no roadmap of a school.
SEND = """
INSERT INTO "roadmaps_proposal"
  (organization_id, sender_id, source_id, school_year, source_version, offered, state, reason, sent_at)
SELECT o.id, %(sender)s, item.id, unnest(item.years), item.version, item.offered, 'new', '', %(now)s
FROM jsonb_to_recordset(%(items)s::jsonb)
  AS item(id bigint, version integer, level text, offered jsonb, years integer[], ahead boolean)
JOIN "schools_organization" o ON o.level = item.level AND %(sender)s IN (o.municipality_id, o.region_id)
WHERE o.id <> %(sender)s AND o.archived_at IS NULL AND o.body <> 'methodical_office'
  AND (item.ahead OR NOT EXISTS (SELECT 1 FROM "roadmaps_proposal" p
    WHERE p.organization_id = o.id AND p.source_id = item.id))
ON CONFLICT (organization_id, source_id, school_year) DO NOTHING
RETURNING organization_id, source_id"""
REFRESH = f"""
UPDATE "roadmaps_proposal" p SET offered = item.offered, source_version = item.version,
  state = CASE WHEN p.state <> 'withdrawn' THEN p.state WHEN p.school_year <> ALL (item.years) THEN 'withdrawn'
    WHEN p.taken IS NULL THEN 'new' ELSE 'accepted' END
FROM jsonb_to_recordset(%(items)s::jsonb) AS item(id bigint, version integer, offered jsonb, years integer[])
JOIN "roadmaps_proposal" was ON was.source_id = item.id
WHERE p.id = was.id AND p.sender_id = %(sender)s AND p.source_version <> item.version
RETURNING p.organization_id, p.source_id, p.state IN ('new', 'accepted') AND p.school_year >= %(year)s
  AND (was.state = 'withdrawn' OR was.offered - {QUIET} <> item.offered - {QUIET})"""

# A term that left a school year takes along what nobody has answered there.
MOVE = """
UPDATE "roadmaps_proposal" p SET state = 'withdrawn'
FROM jsonb_to_recordset(%(items)s::jsonb) AS item(id bigint, years integer[])
WHERE p.source_id = item.id AND p.sender_id = %(sender)s AND p.state = 'new' AND p.school_year >= %(year)s
  AND p.school_year <> ALL (item.years)"""


@transaction.atomic
def send_cascade(roadmap: Roadmap, *, by: Viewer, now: datetime, activities: Collection[int] | None = None) -> Sent:
    """Offers the addressed activities (all, or those of the ids) to every active organization below.

    Twice makes nothing new; an organization opened meanwhile gets what it missed; what changed since is offered anew.
    A constant number of statements. Raises NotApprovedYet.
    """
    if roadmap.status != Roadmap.Status.APPROVED:
        raise NotApprovedYet
    withdrawn = _withdraw(roadmap)
    year = school_year_of(roadmap.organization.local_date(now))
    items = _items(roadmap, activities, year, by)
    if not items and not withdrawn:
        return Sent(0, 0, 0)
    values: dict[str, Any] = {
        "sender": roadmap.organization_id,
        "items": json.dumps(items, ensure_ascii=False),
        "now": now,
        "year": year,
    }
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, values)
        changed = cursor.rowcount
        renewed = [(below, source) for below, source, differs in cursor.fetchall() if differs]
        cursor.execute(MOVE, values)
        withdrawn += cursor.rowcount
        cursor.execute(SEND, values)
        new = cursor.rowcount
        fresh = list(cursor.fetchall())
    if new or changed or withdrawn:
        record(by, "cascade.sent", roadmap, at=now, new=new, changed=changed, withdrawn=withdrawn)
    tell_offered(roadmap, fresh, renewed, now=now)
    return Sent(new, changed, withdrawn)


def refresh_offers(roadmap: Roadmap, *, by: Viewer, now: datetime) -> Sent:
    """After a change of an approved roadmap; of one that addresses nobody and of a draft nothing happens."""
    if roadmap.status != Roadmap.Status.APPROVED or roadmap.school_id is not None:
        return Sent(0, 0, 0)
    return send_cascade(roadmap, by=by, now=now)


def _withdraw(roadmap: Roadmap) -> int:
    """What is excluded from the roadmap or addressed to nobody any more; an accepted activity stays where it is."""
    gone = Q(source__removed_on__isnull=False) | Q(source__addressed_to="")
    rows = Proposal.objects.filter(gone, sender_id=roadmap.organization_id, source__roadmap=roadmap)
    return rows.exclude(state=Proposal.State.WITHDRAWN).update(state=Proposal.State.WITHDRAWN)


def _items(roadmap: Roadmap, activities: Collection[int] | None, year: int, by: Viewer) -> list[dict[str, Any]]:
    rows = Activity.objects.filter(organization_id=roadmap.organization_id, roadmap=roadmap, removed_on=None)
    rows = rows.exclude(addressed_to="")
    if activities is not None:
        rows = rows.filter(pk__in=list(activities))
    found = list(rows.values_list("pk", "version", "addressed_to", "stage__name", "stage__position"))
    states = states_of_activities(by, roadmap.organization_id, [row[0] for row in found]) if found else {}
    return [
        {
            "id": pk,
            "version": version,
            "level": level,
            "offered": _offered(offer, stage, place),
            "years": years or [year],
            "ahead": bool(years),
        }
        for pk, version, level, stage, place in found
        if pk in states
        for offer in [offer_of(states[pk])]
        for years in [years_of(offer, roadmap.starts_on, roadmap.ends_on, since=year)]
    ]


def _offered(state: ActivityState, stage: str, place: int) -> dict[str, Any]:
    """The activity with the stage it stands in above, by which a stage below is suggested."""
    return {**state.to_json(), "stage": stage, "place": place}
