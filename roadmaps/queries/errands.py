"""Errands and applications of the bases as lines of «Ждут вашего решения»: one per kind, no names."""

from datetime import date, datetime

from django.urls import reverse

from accounts.roles import Permission
from core.viewer import Viewer
from core.words import counted
from mentoring.models import Errand
from mentoring.queries.concerns import open_concerns
from mentoring.queries.home import LateSurvey, PairsAtHome
from roadmaps.queries.endorsement import Decision

PEOPLE = ("дело", "дела", "дел")
APPLICATIONS = ("заявка", "заявки", "заявок")
DAYS = ("день", "дня", "дней")


def errands_of(care: PairsAtHome, today: date) -> list[Decision]:
    """The most urgent kind first."""
    return [_line(kind, number, due_on, today) for kind, number, due_on in care.errands]


def _line(kind: str, number: int, due_on: date, today: date) -> Decision:
    late = due_on < today
    note = f"{counted(number, PEOPLE)}, {'срок был' if late else 'срок'} {due_on:%d.%m.%Y}"
    return Decision(Errand.Kind(kind).label, note, reverse("errand_list"), "Открыть", late)


def applications_waiting(care: PairsAtHome, now: datetime) -> list[Decision]:
    """One line: what came through the questionnaires."""
    if care.waiting_since is None:
        return []
    days = (now - care.waiting_since).days
    note = f"Первая ждёт {counted(days, DAYS)}" if days else "Первая пришла сегодня"
    text = f"Из анкет: {counted(care.applications, APPLICATIONS)}"
    return [Decision(text, note, reverse("application_list"), "Разобрать")]


def pair_matters(viewer: Viewer, care: PairsAtHome) -> list[Decision]:
    """Reports of trouble (a query, only for those who read them), and marks that mentors have handed over."""
    found = []
    if viewer.can(Permission.CONCERN_VIEW) and (number := open_concerns(viewer)):
        note = counted(number, ("сообщение", "сообщения", "сообщений"))
        found.append(Decision("Сообщили о проблеме в паре", note, reverse("concern_list"), "Прочитать"))
    if care.offered:
        note = counted(care.offered, ("встреча", "встречи", "встреч"))
        found.append(Decision("Отметки от наставников", note, reverse("meeting_offered"), "Разобрать"))
    return found


def surveys_waiting(care: PairsAtHome) -> list[Decision]:
    """Surveys whose term is over: whoever is silent can be reminded, results come with closing."""
    return [_survey(survey) for survey in care.surveys]


def _survey(survey: LateSurvey) -> Decision:
    silent = f"Не ответили: {survey.silent}" if survey.silent else "Закройте опрос, и увидите итоги"
    note = f"Срок был {survey.due_on:%d.%m.%Y}. {silent}"
    return Decision(f"Опрос: {survey.title}", note, reverse("survey_detail", args=[survey.pk]), "Открыть", late=True)


def programmes_waiting(pairs: PairsAtHome) -> list[Decision]:
    """A line for each programme that was sent to the curator."""
    note = "Программа ждёт согласования"
    return [Decision(title, note, reverse("plan_detail", args=[pk]), "Рассмотреть") for pk, title in pairs.sent]
