"""Five numbers of a week: of a school, of a municipality with its schools, of a region with all below it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from core.viewer import Viewer
from roadmaps.models import Occurrence, Roadmap
from roadmaps.work import OPEN, REVIEW

State = Occurrence.State
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """`done` in the seven days before the day, `due` in the seven from it on, `waiting` for a decision there."""

    done: int = 0
    overdue: int = 0
    due: int = 0
    review: int = 0
    waiting: int = 0

    @property
    def is_empty(self) -> bool:
        return self == Week()

    def words(self) -> str:
        """«Неделя: 5 выполнено, 2 просрочено, 1 на подпись»."""
        parts = [f"{self.done} выполнено", f"{self.overdue} просрочено"]
        return "Неделя: " + ", ".join([*parts, f"{self.waiting} на подпись"] if self.waiting else parts)


def weeks_of(occurrences: Any, roadmaps: Any, today: date) -> dict[int, Week]:
    """Organization → its week, sums of those above included. Two queries over the rows handed in."""
    counts: dict[int, Counter[str]] = {}
    approved = occurrences.filter(roadmap__status=Roadmap.Status.APPROVED).order_by()
    for *seats, done, overdue, due, review in _counted(approved, today):
        for seat in {pk for pk in seats if pk}:
            numbers = {"done": done, "overdue": overdue, "due": due, "review": review}
            counts.setdefault(seat, Counter()).update(numbers)
    route = roadmaps.filter(route__in=[Roadmap.Route.AT_DIRECTOR, Roadmap.Route.AT_MUNICIPALITY])
    for own, above, step in route.values_list("organization_id", "organization__parent_id", "route"):
        seat = own if step == Roadmap.Route.AT_DIRECTOR else above
        counts.setdefault(seat, Counter()).update({"waiting": 1})
    return {seat: Week(**numbers) for seat, numbers in counts.items()}


def week_of(viewer: Viewer, today: date) -> Week:
    """The week of the viewer's organization as the viewer may see it."""
    rows = Occurrence.objects.visible_to(viewer), Roadmap.objects.visible_to(viewer).current()
    return weeks_of(*rows, today).get(viewer.organization.pk, Week())


def _counted(rows: Any, today: date) -> Any:
    unfinished = Q(state__in=OPEN)
    return rows.values_list("organization_id", "municipality_id", "region_id").annotate(
        done=Count("pk", filter=Q(state=State.DONE, done_on__gte=today - WEEK, done_on__lt=today)),
        overdue=Count("pk", filter=unfinished & Q(due_on__lt=today)),
        due=Count("pk", filter=unfinished & Q(due_on__gte=today, due_on__lt=today + WEEK)),
        review=Count("pk", filter=Q(state=REVIEW)),
    )
