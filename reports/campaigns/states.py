"""Where a report stands, in the words and marks of every page."""

from datetime import date

LATE = "late"
UNFINISHED = "unfinished"
MARKS = {
    "new": ("not_started", "Не начат"),
    "filling": ("in_progress", "Заполняется"),
    "sent": ("review", "Сдан"),
    "returned": ("risk", "Возвращён"),
    "accepted": ("done", "Принят"),
    LATE: ("overdue", "Опаздывает"),
    UNFINISHED: ("risk", "Дополнить"),
}
DAYS_BETWEEN_REMINDERS = 3


def mark_of(state: str, *, late: bool, unfinished: bool) -> tuple[str, str]:
    """(mark, words): what has to be done stands before what was done."""
    name, words = MARKS[state]
    if unfinished:
        return MARKS[UNFINISHED]
    return (MARKS[LATE][0], f"{words}, опаздывает") if late else (name, words)


def may_remind(reminded_on: date | None, today: date) -> bool:
    return reminded_on is None or (today - reminded_on).days >= DAYS_BETWEEN_REMINDERS
