"""Ticks of the content."""

from datetime import datetime

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from roadmaps.actions.files import MapIsClosed
from roadmaps.models import ContentLine, Roadmap


@transaction.atomic
def tick_line(line: ContentLine, *, done: bool, by: Viewer, now: datetime) -> None:
    """Sets the wanted state, so that two people pressing at once agree. Raises MapIsClosed."""
    if line.activity.roadmap.status != Roadmap.Status.APPROVED:
        raise MapIsClosed
    locked = ContentLine.objects.select_for_update().get(pk=line.pk)
    if (locked.done_at is not None) == done:
        return
    locked.done_at = now if done else None
    locked.save(update_fields=["done_at"])
    record(by, "line.ticked" if done else "line.unticked", line.activity, at=now, line=line.pk)
