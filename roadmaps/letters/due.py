"""Texts of the letters about activities, written when a letter leaves, from what its reader may see then."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from accounts.roles import Permission
from core.dates import near_day
from core.letters import LetterText, Line
from core.viewer import Viewer
from core.words import plural
from roadmaps.models import Activity, Occurrence, Roadmap
from roadmaps.queries.reminders import Counts, still_open
from roadmaps.terms.wording import ACTIVITIES
from roadmaps.work import is_open
from schools.models import Membership

ROWS = 7
SHORT = 90  # letters of a name inside a subject


def digest(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """What is overdue, due today and soon. Nothing when all of it has been done since the morning."""
    today = date.fromisoformat(payload["day"])
    rows = list(still_open(viewer, payload["occurrences"]))
    if not rows:
        return None
    counts = Counts.of([row.due_on for row in rows if row.due_on], today)
    lines: list[Line | str] = [_row(row, viewer, today) for row in rows[:ROWS]]
    return LetterText(
        subject=f"{counts.words()} — наставничество",
        lines=(*lines, *_rest(len(rows))),
        link=reverse("home"),
        button="Что сегодня",
    )


def assigned(viewer: Viewer, payload: dict[str, Any], now: datetime) -> LetterText | None:
    """Activities that became the reader's: term, who assigned them, a link to each."""
    activities = list(_assigned_rows(viewer, payload["activities"]))
    if not activities:
        return None
    number = max(payload["number"], len(activities)) if len(activities) > 1 else 1
    today = viewer.organization.local_date(now)
    lines: list[Line | str] = [_assigned_line(row, today) for row in activities[:ROWS]]
    giver = Membership.objects.visible_to(viewer).filter(pk=payload["by"]).first()
    single = number == 1
    return LetterText(
        subject=_single_subject(activities[0], today) if single else f"Вам поручено {_activities(number)}",
        lines=(*lines, *_rest(number), *([f"Кто поручил: {giver.short_name}"] if giver else [])),
        link=activities[0].get_absolute_url() if single else activities[0].roadmap.get_absolute_url(),
        button="Открыть мероприятие" if single else "Открыть дорожную карту",
    )


def _row(row: Occurrence, viewer: Viewer, today: date) -> Line:
    return Line(
        text=row.activity.name,
        note=" · ".join([_term(row.due_on, today), *_whose(row, viewer)]),
        url=f"{row.activity.get_absolute_url()}#occurrence-{row.pk}",
        verb=_verb(row, viewer, today),
    )


def _term(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "без срока"
    days = (due_on - today).days
    if days < 0:
        return f"Просрочено на {-days}\u00a0дн."
    if days == 0:
        return "Срок сегодня"
    return f"Срок {near_day(due_on, today)}, через {days}\u00a0дн." if days > 1 else "Срок завтра"


def _whose(row: Occurrence, viewer: Viewer) -> list[str]:
    """The school's name for officials, who get rows of several."""
    own = viewer.organization is not None and viewer.organization.pk == row.organization_id
    return [] if own else [row.organization.short_name]


def _verb(row: Occurrence, viewer: Viewer, today: date) -> str:
    if not viewer.can(Permission.ACTIVITY_MARK) or not viewer.can_edit(row):
        return "Открыть"
    ahead = row.due_on is not None and row.due_on > today
    return "Взять в работу" if ahead and row.state == Occurrence.State.NOT_STARTED else "Отметить выполненным"


def _rest(number: int) -> list[str]:
    return [f"И ещё {number - ROWS}"] if number > ROWS else []


def _assigned_rows(viewer: Viewer, ids: list[int]) -> Any:
    rows = Activity.objects.visible_to(viewer).filter(pk__in=ids, roadmap__status=Roadmap.Status.APPROVED)
    return rows.select_related("roadmap").prefetch_related("occurrences").order_by("stage__position", "position")


def _next_term(activity: Activity) -> date | None:
    terms = [row.due_on for row in activity.occurrences.all() if row.due_on and is_open(row.state)]
    return min(terms, default=None)


def _assigned_line(activity: Activity, today: date) -> Line:
    due_on = _next_term(activity)
    note = f"Срок {near_day(due_on, today)}" if due_on else activity.term_text
    return Line(activity.name, note, activity.get_absolute_url(), "Взять в работу")


def _single_subject(activity: Activity, today: date) -> str:
    name = activity.name if len(activity.name) <= SHORT else activity.name[: SHORT - 1].rstrip() + "…"
    due_on = _next_term(activity)
    return f"Вам поручено: {name}" + (f" до {near_day(due_on, today)}" if due_on else "")


def _activities(number: int) -> str:
    return f"{number} {plural(number, ACTIVITIES)}"
