"""The letter that reminds a school, written when it leaves."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.letters import LetterText
from core.viewer import Viewer
from reports.models import SchoolReminder


def school_reminder(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """The words the official saw before sending."""
    rows = SchoolReminder.objects.visible_to(viewer).select_related("body")
    reminder = rows.filter(pk=payload["reminder"]).first()
    if reminder is None:
        return None
    return LetterText(
        subject=f"Напоминание о наставничестве: {reminder.body.short_name}",
        lines=tuple(part for part in reminder.text.split("\n\n") if part),
        link=reverse("home"),
        button="Что сегодня",
    )
