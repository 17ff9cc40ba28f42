"""What the schools of the town have made of the activities their municipality addressed to them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from core import tenancy
from core.viewer import Viewer
from roadmaps.actions import accept_proposals, decline_proposal, mark_done, refresh_offers
from roadmaps.actions.states import apply_state
from roadmaps.models import Activity, Occurrence, Proposal, Roadmap, Stage
from roadmaps.queries.snapshots import states_of_activities


def answer(viewers: Mapping[str, Viewer], now: datetime) -> None:
    """The first school takes two (one done), the second one and declines one, the third has not looked yet.

    Then the municipality changes a term and a result: the schools that took it see what changed.
    """
    by = viewers["coordinator@demo-school-1"]
    with tenancy.scope(by.scope):
        report, bases = _accept(by, 2, now)
        _finish(bases, by, now)
    by = viewers["coordinator2@demo-school-2"]
    with tenancy.scope(by.scope):
        _accept(by, 1, now)
        decline_proposal(_waiting(by)[-1], reason="Программа воспитания уже принята.", by=by, now=now)
    by = viewers["town@demo-town"]
    with tenancy.scope(by.scope):
        _change(report, by, now)


def _waiting(by: Viewer) -> list[Proposal]:
    """The last in the roadmap above first: reports, bases, programmes of upbringing."""
    return list(Proposal.objects.filter(organization=by.organization).waiting().order_by("-source_id"))


def _accept(by: Viewer, number: int, now: datetime) -> list[Activity]:
    stages = Stage.objects.filter(organization=by.organization, roadmap__status__in=["approved", "draft"])
    stage = stages.select_related("roadmap").order_by("-position")[0]
    offers = _waiting(by)[:number]
    seen = {row.pk: row.source_version for row in offers}
    return accept_proposals([(row, stage) for row in offers], by=by, now=now, seen_versions=seen)


def _finish(activity: Activity, by: Viewer, now: datetime) -> None:
    row = Occurrence.objects.select_related("roadmap").filter(activity=activity).order_by("due_on", "pk")[0]
    yesterday = by.organization.local_date(now) - timedelta(days=1)
    mark_done(
        row,
        on=min(yesterday, row.due_on - timedelta(days=1)) if row.due_on else yesterday,
        note="",
        files=[],
        without_document="базы ведутся в программе",
        by=by,
        seen_version=row.version,
        now=now,
    )


def _change(below: Activity, by: Viewer, now: datetime) -> None:
    """By the organization above; the demonstration has no second order, so the row is written as a change would."""
    activity = Proposal.objects.get(activity_id=below.pk).source
    state = states_of_activities(by, by.organization.pk, [activity.pk])[activity.pk]
    apply_state(activity, replace(state, expected_result="отчёт по форме управления образования"))
    refresh_offers(Roadmap.objects.get(pk=activity.roadmap_id), by=by, now=now)
