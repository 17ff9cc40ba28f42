"""What is open work: one definition for pages, letters, lights and figures, in values of Occurrence.State."""

from datetime import date

OPEN = ["not_started", "in_progress"]  # waits for the doer: may be overdue, is reminded
REVIEW = "review"  # waits for the one who accepts: neither overdue nor reminded, and not done either
UNSETTLED = [*OPEN, REVIEW]
CLAIMED = ["done", REVIEW]  # has a day of doing


def is_open(state: str) -> bool:
    return state in OPEN


def is_unsettled(state: str) -> bool:
    return state in UNSETTLED


def is_overdue(state: str, due_on: date | None, today: date) -> bool:
    return state in OPEN and due_on is not None and due_on < today
