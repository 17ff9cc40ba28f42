"""Questionnaires and applications, as the staff of a school reads them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from core.viewer import Viewer
from mentoring.models import Application, IntakeLink, Person

OPEN_STATES = (Application.State.NEW, Application.State.ASKED)


@dataclass(frozen=True)
class Closed:
    """Why a questionnaire takes no answers now, in words for the guest."""

    title: str
    words: str


def links_of(viewer: Viewer, school_year: int) -> QuerySet[IntakeLink]:
    """Questionnaires of the year with `waiting` and `received` applications, open ones first."""
    counted = Q(applications__state__in=OPEN_STATES)
    return (
        IntakeLink.objects.visible_to(viewer)
        .filter(organization=viewer.organization, school_year=school_year)
        .annotate(received=Count("applications"), waiting=Count("applications", filter=counted))
        .order_by("-closed_at", "-created_at", "-pk")
    )


def link_of(viewer: Viewer) -> QuerySet[IntakeLink]:
    return IntakeLink.objects.visible_to(viewer).select_related("organization")


def readable(viewer: Viewer) -> QuerySet[Application]:
    """Without those of people whose data may not be worked with now: the answers are their data too."""
    return Application.objects.visible_to(viewer).exclude(person__status__in=Person.STOPPED)


def applications_of(viewer: Viewer, *, state: str = "", link: int | None = None) -> QuerySet[Application]:
    """Of the viewer's own organization; the longest waiting first."""
    rows = readable(viewer).filter(organization=viewer.organization)
    if state:
        rows = rows.filter(state=state)
    if link:
        rows = rows.filter(link=link)
    return rows.select_related("link").order_by("submitted_at", "pk")


def counts_of(viewer: Viewer) -> dict[str, int]:
    """Applications by state, and `all`."""
    rows = readable(viewer).filter(organization=viewer.organization)
    counted = dict(rows.values_list("state").annotate(number=Count("pk")))
    return {state: counted.get(state, 0) for state in Application.State.values} | {"all": sum(counted.values())}


def closed_because(link: IntakeLink, day: date, received: int) -> Closed | None:
    """Nothing while answers are taken. `day` is the local date of the organization."""
    if link.closed_at is not None or link.organization.archived_at is not None:
        return Closed("Анкета закрыта", "Приём ответов остановлен. Обратитесь в школу.")
    if link.opens_on and day < link.opens_on:
        return Closed("Анкета ещё не открыта", f"Она откроется {link.opens_on:%d.%m.%Y}.")
    if link.closes_on and day > link.closes_on:
        return Closed("Срок анкеты прошёл", f"Ответы принимались до {link.closes_on:%d.%m.%Y}. Обратитесь в школу.")
    if link.limit is not None and received >= link.limit:
        return Closed("Мест больше нет", "Принято столько заявок, сколько было мест. Обратитесь в школу.")
    return None


def days_waiting(application: Application, now: datetime) -> int:
    return (now - application.submitted_at).days
