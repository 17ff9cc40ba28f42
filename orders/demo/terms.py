"""Terms around today, so that the first page of every persona shows something due today, this week and later."""

from datetime import date, datetime, timedelta

from core.viewer import Viewer
from roadmaps.actions.postponing import postpone_occurrence
from roadmaps.models import Occurrence, Roadmap

AHEAD = (0, 2, 5, 12, 20)  # days from today
REASON = "По плану работы на год"


def spread_terms(roadmap: Roadmap, today: date, *, by: Viewer, now: datetime) -> None:
    """In a draft: the next activities with a single term fall due on AHEAD. `today` may lie after the roadmap."""
    rows = Occurrence.objects.filter(roadmap=roadmap, due_on__gte=today).select_related("roadmap", "activity")
    single = [row for row in rows.order_by("due_on", "pk") if row.activity.occurrences.count() == 1]
    wanted = (today + timedelta(days=days) for days in AHEAD)
    for row, to in zip(single, wanted, strict=False):
        if row.due_on != to and roadmap.starts_on <= to <= roadmap.ends_on:
            postpone_occurrence(row, to=to, reason=REASON, by=by, seen_version=row.version, now=now)
