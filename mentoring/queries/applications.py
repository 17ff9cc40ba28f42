"""Applications as a curator reads them."""

from django.db.models import QuerySet

from core.viewer import Viewer
from core.words import full_name
from mentoring.intake.entries import entry_of
from mentoring.intake.questions import Page, pages_of
from mentoring.models import Application
from mentoring.queries.duplicates import Twin, twins_of
from mentoring.queries.intake import readable


def cards_of(viewer: Viewer) -> QuerySet[Application]:
    return readable(viewer).select_related("link__organization", "person", "decided_by")


def name_of(application: Application) -> str:
    answers = application.answers
    return full_name(*(str(answers.get(key, "")) for key in ("last_name", "first_name", "patronymic")))


def pages(application: Application) -> list[Page]:
    """All pages of the questionnaire: what a minor was not asked is simply not answered."""
    link = application.link
    return pages_of(link.audience, link.side, link.questions)


def twins(viewer: Viewer, application: Application) -> tuple[Twin, ...]:
    """Cards of the base that may be of the same person, sure ones first."""
    (found,) = twins_of(viewer, [entry_of(application, person_id=None)])
    return found
