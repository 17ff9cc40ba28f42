"""What the schools of the town have made of the activities their municipality addressed to them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from core import tenancy
from core.viewer import Viewer
from core.years import school_year_of
from roadmaps.actions import accept_proposals, decline_proposal, mark_done, refresh_offers
from roadmaps.actions.states import apply_state
from roadmaps.models import Activity, Occurrence, Proposal, Roadmap, Stage
from roadmaps.queries.snapshots import states_of_activities


def answer(viewers: Mapping[str, Viewer], now: datetime) -> None:
    """The first school takes three (what is past is done), the second takes one and declines one, others wait.

    Then the municipality changes a term and a result: the schools that took it see what changed.
    """
    by = viewers["coordinator@demo-school-1"]
    with tenancy.scope(by.scope):
        lessons, report, bases = _accept(by, 3, now)
        today = by.organization.local_date(now)
        for activity in (lessons, report, bases):
            _finish(activity, today, by, now)
    by = viewers["coordinator2@demo-school-2"]
    with tenancy.scope(by.scope):
        _accept(by, 1, now)
        decline_proposal(_waiting(by, now)[-1], reason="Программа воспитания уже принята.", by=by, now=now)
    by = viewers["town@demo-town"]
    with tenancy.scope(by.scope):
        _change(report, by, now)


def _waiting(by: Viewer, now: datetime) -> list[Proposal]:
    """The last in the roadmap above first: open lessons, reports, bases, programmes of upbringing."""
    year = school_year_of(by.organization.local_date(now))
    rows = Proposal.objects.filter(organization=by.organization, school_year=year)
    return list(rows.waiting().order_by("-source_id"))


def _accept(by: Viewer, number: int, now: datetime) -> list[Activity]:
    stages = Stage.objects.filter(organization=by.organization, roadmap__status__in=["approved", "draft"])
    stage = stages.select_related("roadmap").order_by("-position")[0]
    offers = _waiting(by, now)[:number]
    seen = {row.pk: row.source_version for row in offers}
    return accept_proposals([(row, stage) for row in offers], by=by, now=now, seen_versions=seen)


def _finish(activity: Activity, today: date, by: Viewer, now: datetime) -> None:
    """What is past was done a day before its end."""
    rows = Occurrence.objects.select_related("roadmap").filter(activity=activity, due_on__lt=today)
    for row in rows.order_by("due_on", "pk"):
        mark_done(
            row,
            on=(row.due_on or today) - timedelta(days=1),
            note="",
            files=[],
            without_document="хранится в программе",
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
