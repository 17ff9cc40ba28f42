"""What «Что сегодня» says of pairs and bases: one statement for staff, one for participants, none for anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.roles import Permission
from core.http import address_of
from core.statements import day_of, moment_of
from core.viewer import Viewer
from core.words import with_initials
from mentoring.models import NextStep, Person, Plan, PlanTask
from mentoring.pairing.health import Cause, Health, Level, Life, Thresholds, health
from mentoring.plans.states import TaskState, task_state
from mentoring.queries.next_steps import assigned_steps
from mentoring.queries.pairs import ARROW, MOST_NAMED, unnamed
from mentoring.queries.statements.pairs import read_at_home

LINES = 10
AHEAD_DAYS = 7
LEVELS = tuple(Level)
MENTOR, MENTEES, HELD, SENT = 6, 7, 8, 9  # places in a row of a pair


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair somebody should look after, with the one thing to do about it."""

    pk: int
    title: str
    health: Health
    button: str
    address: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    pk: int
    pair: int
    text: str
    state: TaskState


@dataclass(frozen=True, slots=True)
class LateSurvey:
    """The term is over and it is not closed; `silent`: how many of the people asked by name have not answered."""

    pk: int
    title: str
    due_on: date
    silent: int


@dataclass(frozen=True, slots=True)
class PairsAtHome:
    """`lines`: the most serious first, at most LINES of the `alarming`; `sent`: programmes that wait for the curator;
    `tasks`: of the reader's own programmes, due within a week. `people` are those whose names are shown.

    `errands`: kind, how many, the earliest term, most urgent first; `applications`: new ones, and since when the first
    of them waits; `offered`: meetings handed over to the curator; `surveys` are late."""

    total: int = 0
    alarming: int = 0
    lines: tuple[PairLine, ...] = ()
    sent: tuple[tuple[int, str], ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    people: tuple[int, ...] = ()
    errands: tuple[tuple[str, int, date], ...] = ()
    applications: int = 0
    waiting_since: datetime | None = None
    offered: int = 0
    surveys: tuple[LateSurvey, ...] = ()

    @property
    def hidden(self) -> int:
        return self.alarming - len(self.lines)


def pairs_at_home(viewer: Viewer, today: date) -> PairsAtHome:
    if viewer.can(Permission.PAIR_VIEW):
        return _of_staff(viewer, today)
    if viewer.can(Permission.PAIR_OWN):
        return PairsAtHome(tasks=tuple(due_tasks(viewer, today)))
    return PairsAtHome()


def _of_staff(viewer: Viewer, today: date) -> PairsAtHome:
    found = read_at_home(viewer, today)
    limits = Thresholds(*found.rules[0]) if found.rules else Thresholds()
    judged = [(row, health(_life(row), today, limits)) for row in found.pairs]
    alarming = [(row, state) for row, state in judged if state.is_alarming]
    alarming.sort(key=lambda each: (LEVELS.index(each[1].level), -each[1].reasons[0].days))
    edits = viewer.can(Permission.PAIR_EDIT)
    sent = [row for row in found.pairs if row[SENT] and edits]
    shown = [row for row, _ in alarming[:LINES]]
    return PairsAtHome(
        total=len(judged),
        alarming=len(alarming),
        lines=tuple(_line(row, state, edits) for row, state in alarming[:LINES]),
        sent=tuple((row[0], _title(row)) for row in sent),
        people=tuple(sorted({person[0] for row in (*shown, *sent) for person in _people(row)})),
        errands=tuple((kind, number, date.fromisoformat(due)) for kind, number, due in found.errands),
        applications=found.applications[0],
        waiting_since=moment_of(found.applications[1]),
        offered=found.offered,
        surveys=tuple(
            LateSurvey(pk, title, date.fromisoformat(due), silent) for pk, title, due, silent in found.surveys
        ),
    )


def _life(row: list[Any]) -> Life:
    held = {kind: (date.fromisoformat(first), date.fromisoformat(last)) for kind, first, last in row[HELD] or ()}
    return Life(row[1], date.fromisoformat(row[2]), day_of(row[3]), day_of(row[4]), row[5], held)


def _people(row: list[Any]) -> list[list[Any]]:
    """Id, last name, first name, patronymic, status: the mentor, then the mentees."""
    return [row[MENTOR], *(row[MENTEES] or ())]


def _name(pk: int, last: str, first: str, patronymic: str, status: str) -> str:
    """As `shown_name`."""
    return unnamed(pk) if status in Person.STOPPED else with_initials(last, first, patronymic)


def _title(row: list[Any]) -> str:
    """As `pair_title`."""
    mentor, *names = (_name(*person) for person in _people(row))
    more = f" и ещё {len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else ""
    return f"{mentor}{ARROW}{', '.join(names[:MOST_NAMED]) or 'никого'}{more}"


BUTTONS: dict[str, tuple[str, str]] = {
    Cause.ANSWER: ("Записать ответ", "pair_detail"),
    Cause.ORDER: ("Открыть", "pair_detail"),
    Cause.FIRST: ("Напомнить", "pair_remind"),
    Cause.SILENCE: ("Напомнить", "pair_remind"),
    Cause.STEP: ("Напомнить", "pair_remind"),
    Cause.PAUSE: ("Возобновить", "pair_detail"),
    Cause.ENDING: ("Продлить", "pair_extend"),
}


def _line(row: list[Any], found: Health, edits: bool) -> PairLine:
    button, name = BUTTONS[found.cause] if edits else ("Открыть", "pair_detail")
    return PairLine(row[0], _title(row), found, button, address_of(name, row[0]))


def due_tasks(viewer: Viewer, today: date) -> Iterable[TaskLine]:
    """Of the agreed programmes of the reader's own pairs: overdue, or due within a week. One query."""
    rows = PlanTask.objects.visible_to(viewer).filter(
        organization=viewer.organization,
        pair__in=list(viewer.scope.pairs),
        plan__status=Plan.Status.AGREED,
        done_on=None,
        due_on__lte=today + timedelta(days=AHEAD_DAYS),
    )
    for pk, pair, text, due_on in rows.order_by("due_on", "pk").values_list("pk", "pair", "text", "due_on"):
        yield TaskLine(pk, pair, text, task_state(due_on, None, today, works=True))


def steps_at_home(viewer: Viewer) -> list[NextStep]:
    """What a psychologist was asked to do, the earliest term first. No query for anybody else."""
    if not viewer.can(Permission.STEP_OWN):
        return []
    return list(assigned_steps(viewer).filter(person__in=Person.objects.visible_to(viewer).present()))
