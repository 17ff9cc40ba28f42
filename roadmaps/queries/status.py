"""What an occurrence is today: one function for the page, the letter and the paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Protocol

from django.utils.safestring import SafeString

from core.statements import day_of
from core.templatetags.ui import status as status_tag
from roadmaps.work import is_open, is_unsettled

SOON_DAYS = 7
WORDS = {
    "done": "Выполнено",
    "review": "На проверке",
    "cancelled": "Отменено",
    "in_progress": "В работе",
    "not_started": "Не начато",
}


class Plan(Protocol):
    """What judging asks of a roadmap."""

    @property
    def is_draft(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Status:
    """`code` is a shape of core.templatetags.ui: overdue, soon, no_term or a state."""

    code: str
    text: str
    days: int = 0

    @property
    def mark(self) -> SafeString:
        """Shape and word, for a row."""
        return _mark(self.code, self.text, False)

    @property
    def label(self) -> SafeString:
        """The filled label, for a heading."""
        return _mark(self.code, self.text, True)


@cache
def _mark(code: str, text: str, light: bool) -> SafeString:
    return status_tag(code, text, light)


def judged_on(roadmap: Plan, today: date) -> date | None:
    """The day the terms of a roadmap are judged on: nothing of a draft is late, nobody has been told to do it."""
    return None if roadmap.is_draft else today


def status_of(state: str, due_on: date | None, today: date | None, lead: int = SOON_DAYS) -> Status:
    """Overdue and soon are derived here and nowhere stored; `lead` is how many days before the due date is soon.

    `today` as `judged_on`.
    """
    if not is_open(state):
        return Status(state, WORDS[state])
    if due_on is None:
        return Status("no_term", "Без срока") if state == "not_started" else Status(state, WORDS[state])
    if today is None:
        return Status(state, WORDS[state])
    days = (due_on - today).days
    if days < 0:
        return Status("overdue", f"Просрочено на {-days}\u00a0дн.", -days)
    if days == 0:
        return Status("soon", "Срок сегодня")
    if days <= lead:
        return Status("soon", f"Скоро: {days}\u00a0дн.", days)
    return Status(state, WORDS[state], days)


@dataclass(frozen=True, slots=True)
class Due:
    """An occurrence without its row."""

    pk: int
    activity_id: int
    starts_on: date | None
    due_on: date | None
    state: str
    files: int
    done_on: date | None

    @property
    def is_open(self) -> bool:
        return is_open(self.state)

    @property
    def is_unsettled(self) -> bool:
        return is_unsettled(self.state)


def states_of(code: str, due: Due | None) -> frozenset[str]:
    """What the filter of states matches: the code of its status, and the state itself where that hides it."""
    if due is None or (due.due_on is None and due.is_open):
        return frozenset({code, "no_term", *([due.state] if due else [])})
    return frozenset({code, *([due.state] if code in {"overdue", "soon"} else [])})


DUE_FIELDS = len(fields(Due))


def due_from(row: Sequence[Any]) -> Due:
    """From a row of `roadmaps.queries.statements.parts.DUE`."""
    pk, activity, starts_on, due_on, state, files, done_on = row
    return Due(pk, activity, day_of(starts_on), day_of(due_on), state, files, day_of(done_on))


def dues_by_activity(rows: Iterable[Sequence[Any]]) -> dict[int, tuple[Due, ...]]:
    """Activity id → its occurrences in the order of `rows`: earliest first, those without a date last."""
    found: dict[int, list[Due]] = {}
    for row in rows:
        due = due_from(row)
        found.setdefault(due.activity_id, []).append(due)
    return {activity: tuple(dues) for activity, dues in found.items()}


def current_of(dues: Iterable[Due]) -> Due | None:
    """The one that speaks for its activity: the earliest unfinished, one in review, the last done, the last."""
    last = review = None
    for due in dues:
        if is_open(due.state):
            return due
        if is_unsettled(due.state):
            review = review or due
        if last is None or last.state != "done" or due.state == "done":
            last = due
    return review or last
