"""The letter to whoever is asked: the address and nothing about the pair."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core import tenancy
from core.letters import LetterText
from core.viewer import Viewer
from mentoring.letters import school_reader
from mentoring.models import SurveyTicket


def survey(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Nothing when it was answered or closed meanwhile."""
    reader = school_reader(viewer)
    with tenancy.scope(reader.scope):
        rows = SurveyTicket.objects.visible_to(reader).filter(
            answered=False, until__gte=viewer.organization.local_date(now)
        )
        ticket = rows.select_related("survey").filter(pk=payload["ticket"]).first()
    if ticket is None:
        return None
    who = "Имя к ответам не записывается." if ticket.survey.anonymous else "Ответы прочитает куратор программы."
    return LetterText(
        subject=f"{ticket.title} — {viewer.organization.short_name}",
        lines=(
            f"Ответьте, пожалуйста, на несколько вопросов о наставничестве до {ticket.survey.due_on:%d.%m.%Y}.",
            f"Это несколько минут, можно с телефона, вход не нужен. {who}",
            "Ссылка только для вас, не пересылайте её.",
        ),
        link=reverse("survey_fill", args=[ticket.code]),
        button="Ответить",
    )
