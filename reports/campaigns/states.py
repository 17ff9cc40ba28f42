"""Where a report stands, in the words and marks of every page."""

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


def mark_of(state: str, *, late: bool, unfinished: bool) -> tuple[str, str]:
    """(mark, words): what has to be done stands before what was done."""
    name, words = MARKS[state]
    if unfinished:
        return MARKS[UNFINISHED]
    return (MARKS[LATE][0], f"{words}, опаздывает") if late else (name, words)
