"""Errands and applications of the bases as lines of «Ждут вашего решения»: one per kind, no names."""

from datetime import date, datetime

from django.db.models import Count, Min
from django.urls import reverse

from accounts.roles import Permission
from core.viewer import Viewer
from core.words import counted
from mentoring.models import Application, Errand
from mentoring.queries.concerns import open_concerns
from mentoring.queries.errands import open_errands
from mentoring.queries.home import PairsAtHome
from mentoring.queries.intake import applications_of
from mentoring.queries.meetings import offered_meetings
from roadmaps.queries.endorsement import Decision

PEOPLE = ("дело", "дела", "дел")
APPLICATIONS = ("заявка", "заявки", "заявок")
DAYS = ("день", "дня", "дней")


def errands_of(viewer: Viewer, today: date) -> list[Decision]:
    """One query, only for those who keep the bases. The most urgent kind first."""
    if not viewer.can(Permission.PERSON_EDIT):
        return []
    kinds = open_errands(viewer).order_by().values("kind").annotate(number=Count("pk"), due=Min("due_on"))
    rows = sorted(kinds, key=lambda row: row["due"])
    return [_line(row["kind"], row["number"], row["due"], today) for row in rows]


def _line(kind: str, number: int, due_on: date, today: date) -> Decision:
    late = due_on < today
    note = f"{counted(number, PEOPLE)}, {'срок был' if late else 'срок'} {due_on:%d.%m.%Y}"
    return Decision(Errand.Kind(kind).label, note, reverse("errand_list"), "Открыть", late)


def applications_waiting(viewer: Viewer, now: datetime) -> list[Decision]:
    """One query and one line, only for those who may accept them: what came through the questionnaires."""
    if not viewer.can(Permission.PERSON_EDIT):
        return []
    new = applications_of(viewer, state=Application.State.NEW).order_by()
    found = new.aggregate(number=Count("pk"), first=Min("submitted_at"))
    if not found["number"]:
        return []
    days = (now - found["first"]).days
    note = f"Первая ждёт {counted(days, DAYS)}" if days else "Первая пришла сегодня"
    text = f"Из анкет: {counted(found['number'], APPLICATIONS)}"
    return [Decision(text, note, reverse("application_list"), "Разобрать")]


def pair_matters(viewer: Viewer) -> list[Decision]:
    """Reports of trouble, and marks that mentors have handed over. A query each, only for those who decide."""
    found = []
    if viewer.can(Permission.CONCERN_VIEW) and (number := open_concerns(viewer)):
        note = counted(number, ("сообщение", "сообщения", "сообщений"))
        found.append(Decision("Сообщили о проблеме в паре", note, reverse("concern_list"), "Прочитать"))
    if viewer.can(Permission.PAIR_EDIT) and (number := offered_meetings(viewer).count()):
        note = counted(number, ("встреча", "встречи", "встреч"))
        found.append(Decision("Отметки от наставников", note, reverse("meeting_offered"), "Разобрать"))
    return found


def programmes_waiting(pairs: PairsAtHome) -> list[Decision]:
    """A line for each programme that was sent to the curator. No query."""
    note = "Программа ждёт согласования"
    return [Decision(title, note, reverse("plan_detail", args=[pk]), "Рассмотреть") for pk, title in pairs.sent]
