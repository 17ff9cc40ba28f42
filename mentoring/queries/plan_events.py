"""Terms of programmes for calendars. Neither names nor the words of a task: a link of a feed may end up anywhere."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from core.http import address_of
from core.ics import FeedEvent
from core.viewer import Viewer
from mentoring.models import Plan, PlanTask

REMIND_DAYS = 3
FIELDS = ("pk", "pair", "position", "due_on", "done_on", "version")


def own_tasks(viewer: Viewer, today: date) -> list[FeedEvent]:
    """Of the agreed programmes of the viewer's own pairs. One query, none without a pair."""
    if not viewer.scope.pairs:
        return []
    rows = PlanTask.objects.visible_to(viewer).filter(
        pair__in=viewer.scope.pairs, plan__status__in=[Plan.Status.AGREED, Plan.Status.DONE], due_on__isnull=False
    )
    return [_event(row, today) for row in rows.order_by("due_on", "pk").values_list(*FIELDS)]


def _event(row: tuple[Any, ...], today: date) -> FeedEvent:
    """`row` holds FIELDS."""
    pk, pair, position, due_on, done_on, version = row
    site = settings.SITE_URL.rstrip("/")
    return FeedEvent(
        uid=f"plan-task-{pk}@{urlsplit(site).hostname or ''}",
        first=due_on,
        last=due_on,
        summary=f"{'✓ ' if done_on else ''}Программа пары: срок задания {position}",
        description="Что сделать, написано на странице программы",
        url=f"{site}{address_of('plan_detail', pair)}#task-{pk}",
        sequence=version - 1,
        remind=REMIND_DAYS if done_on is None and due_on >= today else 0,
    )
