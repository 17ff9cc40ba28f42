"""Links of a pair for participants without an account, and what such a participant reads."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from core.viewer import Viewer
from mentoring.models import Pair, PairLink, Plan, PlanTask


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """The programme of a pair for reading; None where nothing was written yet."""

    plan: Plan | None
    tasks: list[PlanTask]


def live_links(viewer: Viewer, pair: Pair, now: datetime) -> QuerySet[PairLink]:
    rows = PairLink.objects.visible_to(viewer).filter(pair=pair, used_at=None, revoked_at=None, expires_at__gt=now)
    return rows.select_related("person").order_by("-created_at", "pk")


def plan_of(viewer: Viewer, pair: Pair) -> ReadPlan:
    plan = Plan.objects.visible_to(viewer).filter(pair=pair).first()
    rows = PlanTask.objects.visible_to(viewer).filter(plan=plan).order_by("position", "pk")
    return ReadPlan(plan, list(rows) if plan else [])
