"""Where a survey stands on a day."""

from datetime import date, timedelta
from enum import StrEnum

from mentoring.models import Survey

LATE_DAYS = 14  # after the term answers still come in, then the address says that it is over


class State(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    LATE = "late"
    OVER = "over"


# What `{% status %}` shows.
SHOWN = {
    State.PLANNED: ("not_started", "Ещё не начат"),
    State.OPEN: ("in_progress", "Идёт"),
    State.LATE: ("soon", "Срок вышел"),
    State.OVER: ("done", "Закрыт"),
}


def last_day(due_on: date) -> date:
    return due_on + timedelta(days=LATE_DAYS)


def is_told(survey: Survey, today: date) -> bool:
    """Anonymous answers are shown when no more come: watched meanwhile, the difference would be the last of them."""
    return not survey.anonymous or state_of(survey, today) == State.OVER


def state_of(survey: Survey, today: date) -> State:
    if survey.closed_at or today > last_day(survey.due_on):
        return State.OVER
    if today < survey.opens_on:
        return State.PLANNED
    return State.LATE if today > survey.due_on else State.OPEN
