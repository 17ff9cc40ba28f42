"""Consents of the school in the middle of its year: signed, waiting, soon over; errands that follow."""

from datetime import datetime, timedelta

from core.viewer import Viewer
from mentoring.actions.blanks import ask_many
from mentoring.actions.consent_errands import watch_organization
from mentoring.actions.consents import accept_paper
from mentoring.models import Consent, Person, Purpose

# Last names of those who signed everything, by how many days ago; who is not named has a blank or nothing.
SIGNED = {
    "Азбукина": 40,
    "Буквин": 358,
    "Запятая": 38,
    "Опытнова": 35,
    "Знаев": 338,
    "Мудрова": 16,
    "Новосёлова": 20,
}
LABOUR = ("Мудрова",)  # teaches a teacher
ASKED = ("Глаголев", "Старшинов", "Заводцев")
PUBLISHED = ("Опытнова",)


def sign_papers(now: datetime, by: Viewer) -> None:
    """Two papers are near their end, so that the curator has something to do today."""
    _ask(ASKED, Purpose.PROCESSING, by, now - timedelta(days=6))
    for name, days in SIGNED.items():
        _sign(_ask([name], Purpose.PROCESSING, by, now - timedelta(days=days + 2)), days, by, now)
    for name in PUBLISHED:
        _sign(_ask([name], Purpose.DISSEMINATION, by, now - timedelta(days=30)), 28, by, now)
    for name in LABOUR:
        _sign(_ask([name], Purpose.LABOUR, by, now - timedelta(days=16)), 15, by, now)
    watch_organization(by.organization, now=now)


def sign_named(names: list[str], days: int, by: Viewer, now: datetime) -> None:
    """Everybody who has to sign for these people did so some days ago."""
    _sign(_ask(names, Purpose.PROCESSING, by, now - timedelta(days=days + 2)), days, by, now)


def _ask(names: list[str] | tuple[str, ...], purpose: str, by: Viewer, at: datetime) -> list[Consent]:
    people = Person.objects.visible_to(by).filter(organization=by.organization, last_name__in=names)
    return ask_many(people, purpose, by=by, now=at)


def _sign(papers: list[Consent], days: int, by: Viewer, now: datetime) -> None:
    signed = now - timedelta(days=days)
    for paper in papers:
        accept_paper(paper, given_at=signed, by=by, now=signed)
