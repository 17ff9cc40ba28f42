"""Letters to applicants and representatives. Written when they leave; no name of a child, no answers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from core import tenancy
from core.letters import LetterText
from core.tenancy import Scope
from core.viewer import Viewer
from mentoring.actions.consent_links import token_of
from mentoring.models import Application, ConsentLink


def accepted(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    return _about(viewer, payload, Application.State.ACCEPTED, "принята", ("Куратор программы свяжется с вами.",))


def asked(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    return _about(viewer, payload, Application.State.ASKED, "уточните, пожалуйста", ("Ответьте на это письмо школе.",))


def declined(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    return _about(viewer, payload, Application.State.DECLINED, "ответ школы", ())


def consent_link(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """To a representative: the address and nothing about the child. Nothing when the link is over meanwhile."""
    with tenancy.scope(school_reader(viewer).scope):
        rows = ConsentLink.objects.visible_to(school_reader(viewer)).filter(revoked_at=None, expires_at__gt=now)
        link = rows.filter(pk=payload["link"]).first()
    if link is None:
        return None
    school = viewer.organization
    contact = ", ".join(filter(None, (school.phone, school.email)))
    return LetterText(
        subject=f"Согласие для программы наставничества — {school.short_name}",
        lines=(
            f"{school.full_name} просит вас как законного представителя прочитать согласие и решить, давать ли его.",
            "Ответить можно с телефона, вход не нужен. Ссылка только для вас, не пересылайте её.",
            f"Ссылка действует до {school.local_date(link.expires_at):%d.%m.%Y}. Отказаться можно без объяснений.",
            f"Вопросы: {contact or 'куратору программы в школе'}.",
        ),
        link=reverse("parent_papers", args=[token_of(link)]),
        button="Прочитать и ответить",
    )


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
    reader = school_reader(viewer)
    with tenancy.scope(reader.scope):
        rows = Application.objects.visible_to(reader).select_related("link__organization")
        return rows.filter(pk=pk, state=state).first()


def school_reader(viewer: Viewer) -> Viewer:
    """Reads the personal rows of the one school."""
    own = (viewer.organization.pk,)
    return replace(viewer, scope=Scope(schools=own, pd_schools=own))
