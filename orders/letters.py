"""The letter of the week: it counts drafts of papers too, so it is written here, where both are known."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from accounts.roles import Permission
from core.letters import LetterText
from core.viewer import Viewer
from orders.queries import own_orders
from roadmaps.queries.weekly import Week, week_of


def weekly(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Five numbers as they are when the letter leaves; nothing when all of them are zero."""
    week = week_of(viewer, date.fromisoformat(payload["day"]))
    if viewer.can(Permission.ORDER_REGISTER):
        week = replace(week, waiting=week.waiting + own_orders(viewer).unregistered().count())
    if week.is_empty:
        return None
    official = viewer.can(Permission.SCHOOL_LIST)
    return LetterText(
        subject=week.words(),
        lines=_numbers(week, official),
        link=reverse("organization_list" if official else "home"),
        button="Открыть школы" if official else "Что сегодня",
    )


def _numbers(week: Week, official: bool) -> tuple[str, ...]:
    return (
        f"Выполнено за неделю: {week.done}",
        f"Просрочено: {week.overdue}",
        f"Срок на этой неделе: {week.due}",
        f"На проверке: {week.review}",
        f"{'На согласование и подпись' if official else 'На подпись'}: {week.waiting}",
    )
