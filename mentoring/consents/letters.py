"""Letters about consents. None names a participant: a letter may be read by anybody at home."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core.letters import LetterText
from core.viewer import Viewer
from mentoring.consents.texts import TITLES, WHO
from mentoring.models.consents import Purpose, Signer


def errand(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    return LetterText(
        subject="Дело куратора: отозвано согласие",
        lines=("Участник программы отозвал согласие. Что сделать, написано в списке дел.",),
        link=reverse("errand_list"),
        button="Открыть дела",
    )


def consent_asked(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """To somebody who cannot sign in: what is asked, where the paper is, whom to ask. Payload: `papers`."""
    school = viewer.organization
    asked = [f"Согласие {TITLES[Purpose(purpose)]}, {WHO[Signer(signer)]}" for purpose, signer in payload["papers"]]
    contacts = ", ".join(part for part in (school.phone, school.email, school.address) if part)
    return LetterText(
        subject=f"Просьба подписать согласие: {school.short_name}",
        lines=(
            f"{school.full_name} ведёт программу наставничества и ждёт подписанный бланк: без него нельзя начать.",
            *asked,
            "Бланк даёт куратор программы. Подписывать или нет, решаете вы; согласие можно отозвать в любой день.",
            f"Вопросы и контакты: {contacts}" if contacts else "Вопросы задайте куратору программы в школе.",
        ),
        link="",
        button="",
    )
