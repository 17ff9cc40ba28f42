"""What a task of a programme is today: a shape and words."""

from dataclasses import dataclass
from datetime import date

from core.dates import near_day

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class TaskState:
    """`code` is a shape of `core.templatetags.ui`."""

    code: str
    text: str


def task_state(due_on: date | None, done_on: date | None, today: date, *, works: bool) -> TaskState:
    """`works`: the programme is agreed; nothing of a draft is late."""
    if done_on:
        return TaskState("done", f"Выполнено {near_day(done_on, today)}")
    if due_on is None:
        return TaskState("no_term", "Без срока")
    days = (due_on - today).days
    if works and days < 0:
        return TaskState("overdue", f"Просрочено на {-days}\u00a0дн.")
    if works and days <= SOON_DAYS:
        return TaskState("soon", f"Срок {near_day(due_on, today)}" if days < 2 else f"Скоро: {near_day(due_on, today)}")
    return TaskState("not_started", f"До {near_day(due_on, today)}")
