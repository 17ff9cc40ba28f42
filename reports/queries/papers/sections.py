"""Makers of sections that a school and those above share."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from core.sheets.model import Value
from mentoring.models import MentoringForm
from reports.papers.kinds import ASKS, TITLES
from reports.papers.model import Column, Fact, Picture, Row, Section, Table
from roadmaps.queries.progress import Progress

FORM_NAMES: Mapping[str, str] = dict(MentoringForm.choices)
PROGRESS_COLUMNS = (
    Column("Мероприятий", 10),
    Column("Выполнено", 10),
    Column("Просрочено", 10),
    Column("Осталось", 10),
    Column("Выполнено, %", 10),
)


def section(key: str, *paragraphs: str, facts: Iterable[Fact] = (), tables: Iterable[Table] = ()) -> Section:
    return Section(key, TITLES[key], tuple(paragraphs), tuple(facts), tuple(tables))


def by_hand(key: str) -> Section:
    """A section that somebody writes."""
    return Section(key, TITLES[key], asks=ASKS[key])


def share(part: int, whole: int) -> Value:
    """Per cent with one digit; of nothing there is no share."""
    if not whole:
        return "—"
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize() + 0


def progress_row(name: str, progress: Progress) -> Row:
    left = progress.total - progress.done - progress.overdue
    return (name, progress.total, progress.done, progress.overdue, left, share(progress.done, progress.total))


def progress_facts(progress: Progress) -> tuple[Fact, ...]:
    return (
        Fact("Мероприятий", progress.total, "Все мероприятия карты, кроме отменённых"),
        Fact("Выполнено", progress.done, "Не осталось невыполненных сроков"),
        Fact("Просрочено", progress.overdue, "Есть срок, который прошёл, а мероприятие не выполнено"),
        Fact("Выполнено, %", share(progress.done, progress.total)),
    )


def progress_table(title: str, what: str, rows: Iterable[tuple[str, Progress]]) -> Table:
    found = list(rows)
    every = total_of(progress for _, progress in found)
    return Table(
        title,
        (Column(what, 34, number=False), *PROGRESS_COLUMNS),
        tuple(progress_row(name, progress) for name, progress in found),
        total=progress_row("Всего", every),
        picture=Picture("stacks", f"{title}: мероприятия", values=(2, 3, 4)),
    )


def total_of(rows: Iterable[Progress]) -> Progress:
    found = list(rows)
    return Progress(sum(row.done for row in found), sum(row.total for row in found), sum(row.overdue for row in found))
