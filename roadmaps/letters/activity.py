"""Texts of the letters about one activity: somebody was mentioned, somebody's work came back.

What people wrote stays inside the program: a discussion may name a child.
"""

from datetime import datetime
from typing import Any

from core.letters import LetterText, Line
from core.viewer import Viewer
from roadmaps.models import Activity, Comment, Occurrence
from roadmaps.work import is_open

SHORT = 80  # letters of a name inside a subject


def mention(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing once the message has been removed."""
    rows = Comment.objects.visible_to(viewer).filter(pk=payload["comment"], removed_at=None)
    comment = rows.select_related("activity__roadmap", "author").first()
    if comment is None:
        return None
    activity = comment.activity
    asked = f"{comment.author.short_name} обращается к вам в обсуждении мероприятия."
    link = f"{activity.get_absolute_url()}#comment-{comment.pk}"
    line = Line(activity.name, activity.roadmap.title, link, "Прочитать")
    return LetterText(f"Вас упомянули: {_short(activity)}", (asked, line), link, "Ответить")


def proof_returned(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing when it has been done again or cancelled meanwhile."""
    rows = Occurrence.objects.visible_to(viewer).filter(pk=payload["occurrence"])
    row = rows.select_related("activity__roadmap").first()
    if row is None or not is_open(row.state):
        return None
    link = f"{row.activity.get_absolute_url()}#occurrence-{row.pk}"
    line = Line(row.activity.name, row.activity.roadmap.title, link, "Посмотреть замечание")
    said = "Выполнение проверили и вернули на доработку."
    return LetterText(f"Вернули на доработку: {_short(row.activity)}", (said, line), link, "Открыть мероприятие")


def _short(activity: Activity) -> str:
    name = activity.name
    return name if len(name) <= SHORT else name[: SHORT - 1].rstrip() + "…"
