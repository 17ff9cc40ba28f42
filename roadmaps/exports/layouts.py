"""The other views of a roadmap as sheets: the same rows by month, by responsible, along the year."""

from collections.abc import Iterable, Sequence
from datetime import date

from core.dates import MONTHS, SHORT_MONTHS
from core.sheets.model import Column, Group, On, Row, Value
from roadmaps.layouts.load import Holder
from roadmaps.layouts.month import Seen, terms_of
from roadmaps.queries.rows import ActivityRow, StageRows

NUMBER, NAME = Column("№", 13), Column("Мероприятие", 90)
TERM, PEOPLE, STATE = Column("Срок", 38), Column("Ответственные", 60), Column("Состояние", 32)
STARTS, ENDS = Column("Начало", 26), Column("Окончание", 26)
MOST_MONTHS = 14
MARK = "■"


def people_groups(holders: Sequence[Holder], states: dict[int, str]) -> tuple[tuple[Column, ...], tuple[Group, ...]]:
    """One group per responsible, those without one first as on the page."""
    columns = (NUMBER, NAME, TERM, STARTS, ENDS, STATE)
    groups = (
        Group("", holder.name, tuple((*_head(row), row.term, *_bounds(row), states[row.pk]) for row in holder.rows))
        for holder in holders
    )
    return columns, tuple(groups)


def month_groups(
    rows: Iterable[ActivityRow], states: dict[int, str], seen: Seen
) -> tuple[tuple[Column, ...], tuple[Group, ...]]:
    """Every term under the month it falls due, earliest first; rows without a term come last."""
    dated: dict[tuple[int, int], list[tuple[date, Row]]] = {}
    undated: list[Row] = []
    for row in rows:
        due_days = [term.due_on for term in terms_of(row, seen)]
        for day in due_days:
            line: Row = (day, *_head(row), _people(row), states[row.pk])
            dated.setdefault((day.year, day.month), []).append((day, line))
        if not due_days:
            undated.append((None, *_head(row), _people(row), states[row.pk]))
    groups = [
        Group("", f"{MONTHS[month - 1].capitalize()} {year}", tuple(line for _, line in sorted(lines, key=_by_day)))
        for (year, month), lines in sorted(dated.items())
    ]
    groups += [Group("", "Без срока", tuple(undated))] if undated else []
    return (Column("Дата", 26), NUMBER, NAME, PEOPLE, STATE), tuple(groups)


def _by_day(line: tuple[date, Row]) -> date:
    return line[0]


def strip_groups(
    stages: Iterable[StageRows], first: date, last: date, states: dict[int, str]
) -> tuple[tuple[Column, ...], tuple[Group, ...]]:
    """Stages with a mark in every month of a term; a long period has its dates alone."""
    months = months_between(first, last)
    months = months if len(months) <= MOST_MONTHS else []
    marks = tuple(Column(f"{SHORT_MONTHS[month - 1]} {year % 100}", 11) for year, month in months)
    columns = (NUMBER, NAME, STARTS, ENDS, *marks, Column(STATE.title, STATE.width, On.SPREADSHEET))
    groups = (
        Group(
            str(stage.position),
            stage.name,
            tuple((*_head(row), *_bounds(row), *_marks(row, months), states[row.pk]) for row in stage.rows),
        )
        for stage in stages
    )
    return columns, tuple(groups)


def months_between(first: date, last: date) -> list[tuple[int, int]]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(count)]


def _head(row: ActivityRow) -> tuple[Value, Value]:
    return row.number, row.name


def _people(row: ActivityRow) -> str:
    return ", ".join(name for _, name in row.responsibles)


def _bounds(row: ActivityRow) -> tuple[date | None, date | None]:
    starts = [due.starts_on for due in row.dues if due.starts_on]
    ends = [due.due_on for due in row.dues if due.due_on]
    return min(starts, default=None), max(ends, default=None)


def _marks(row: ActivityRow, months: list[tuple[int, int]]) -> Iterable[str]:
    spans = [(due.starts_on, due.due_on) for due in row.dues if due.starts_on and due.due_on]
    for month in months:
        yield MARK if any(_covers(month, start, end) for start, end in spans) else ""


def _covers(month: tuple[int, int], start: date, end: date) -> bool:
    return (start.year, start.month) <= month <= (end.year, end.month)
