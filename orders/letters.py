"""Letters about papers; that of the week counts their drafts too, so it is written here, where both are known."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from accounts.roles import Permission
from core.letters import LetterText
from core.viewer import Viewer
from orders.drafts.agreeing import waiting_for
from orders.queries import kind_words, own_orders
from roadmaps.queries.weekly import Week, week_of


def agreement(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing once the word is said, or is not asked for any more. Payload: `order`."""
    row = next((row for row in waiting_for(viewer) if row.order_id == payload["order"]), None)
    if row is None:
        return None
    return LetterText(
        subject="Согласуйте приказ",
        lines=(
            f"Приказ «{kind_words(row.order)}» ждёт вашего согласования.",
            "Прочитайте его и согласуйте или верните с замечанием.",
        ),
        link=reverse("order_agree", args=[row.order_id]),
        button="Прочитать приказ",
    )


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
