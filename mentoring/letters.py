"""Letters to those who sent an application. Written when they leave; no name of a child, no answers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from core import tenancy
from core.letters import LetterText
from core.tenancy import Scope
from core.viewer import Viewer
from mentoring.models import Application


def accepted(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    return _about(viewer, payload, Application.State.ACCEPTED, "принята", ("Куратор программы свяжется с вами.",))


def asked(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    return _about(viewer, payload, Application.State.ASKED, "уточните, пожалуйста", ("Ответьте на это письмо школе.",))


def declined(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    return _about(viewer, payload, Application.State.DECLINED, "ответ школы", ())


def _about(
    viewer: Viewer, payload: dict[str, Any], state: str, words: str, after: tuple[str, ...]
) -> LetterText | None:
    """Nothing once something else was decided since."""
    row = _application(viewer, payload["application"], state)
    if row is None:
        return None
    organization = row.link.organization
    message = tuple(line for line in row.message.splitlines() if line.strip())
    contact = ", ".join(filter(None, (organization.phone, organization.email)))
    school = f"Школа: {organization.full_name}{f', {contact}' if contact else ''}."
    return LetterText(
        subject=f"Заявка № {row.number}: {words} — {organization.short_name}",
        lines=(*message, *after, school),
        link=reverse("intake_fill", args=[row.link.code]),
        button="Открыть анкету",
    )


def _application(viewer: Viewer, pk: int, state: str) -> Application | None:
    """The guest a letter goes to reads no personal rows: this one is read for it, in a scope of its school."""
    own = (viewer.organization.pk,)
    reader = replace(viewer, scope=Scope(schools=own, pd_schools=own))
    with tenancy.scope(reader.scope):
        rows = Application.objects.visible_to(reader).select_related("link__organization")
        return rows.filter(pk=pk, state=state).first()
