"""«Выполнено N из M» and «Просрочено»: one definition for a roadmap, its stages and the organizations below.

An activity is counted unless all its terms are cancelled. It is done when something of it is done and nothing is
unfinished or in review; it is overdue when an unfinished term has passed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from core.viewer import Viewer
from roadmaps.models import Activity, Occurrence
from roadmaps.models.activities import OccurrenceQuerySet
from roadmaps.models.maps import RoadmapQuerySet
from roadmaps.queries.status import Due
from roadmaps.work import OPEN, UNSETTLED, is_overdue


@dataclass(frozen=True, slots=True)
class Progress:
    """Activities, not terms."""

    done: int = 0
    total: int = 0
    overdue: int = 0

    @classmethod
    def of(cls, activities: Iterable[Iterable[Due]], today: date) -> "Progress":
        """From the terms of each activity, already read."""
        counted = [[due for due in dues if due.state != Occurrence.State.CANCELLED] for dues in activities]
        counted = [dues for dues in counted if dues]
        return cls(
            done=sum(not any(due.is_unsettled for due in dues) for dues in counted),
            total=len(counted),
            overdue=sum(any(is_overdue(due.state, due.due_on, today) for due in dues) for dues in counted),
        )


def progress_by(label: str, occurrences: OccurrenceQuerySet, today: date) -> dict[int, Progress]:
    """Value of the column `label` → the same figures over these occurrences, counted by the database. One query."""
    rows = occurrences.exclude(state=Occurrence.State.CANCELLED).order_by().values(label)
    numbers = rows.annotate(
        total=Count("activity_id", distinct=True),
        unfinished=Count("activity_id", filter=Q(state__in=UNSETTLED), distinct=True),
        overdue=Count("activity_id", filter=Q(state__in=OPEN, due_on__lt=today), distinct=True),
    )
    return {row[label]: Progress(row["total"] - row["unfinished"], row["total"], row["overdue"]) for row in numbers}


def counted_activities(viewer: Viewer, maps: RoadmapQuerySet) -> QuerySet[Activity]:
    """The activities behind the total; lazy, as the two below."""
    return Activity.objects.visible_to(viewer).filter(_with_term(viewer), roadmap__in=maps)


def done_activities(viewer: Viewer, maps: RoadmapQuerySet) -> QuerySet[Activity]:
    return counted_activities(viewer, maps).exclude(_with_term(viewer, state__in=UNSETTLED))


def overdue_activities(viewer: Viewer, maps: RoadmapQuerySet, today: date) -> QuerySet[Activity]:
    return counted_activities(viewer, maps).filter(_with_term(viewer, state__in=OPEN, due_on__lt=today))


def _with_term(viewer: Viewer, **conditions: Any) -> Exists:
    terms = Occurrence.objects.visible_to(viewer).exclude(state=Occurrence.State.CANCELLED)
    return Exists(terms.filter(activity=OuterRef("pk"), **conditions))
