"""Sections about the roadmap of the own organization."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.viewer import Viewer
from core.words import counted
from reports.papers.kinds import DONE, LATE, STAGES, STATE, Asked
from reports.papers.model import Column, Row, Section, Table
from reports.papers.periods import bounds
from reports.queries.papers.sections import progress_facts, progress_table, section, total_of
from roadmaps.queries.filters import Filters
from roadmaps.queries.maps import own_maps
from roadmaps.queries.progress import Progress
from roadmaps.queries.rows import ActivityRow, RoadmapTable, roadmap_rows

MAPS = ("карта", "карты", "карт")
NO_MAP = "На этот учебный год дорожной карты нет."


@dataclass(frozen=True)
class Maps:
    """Maps of the year, read once for all sections: one statement each."""

    viewer: Viewer
    asked: Asked
    today: date

    @cached_property
    def tables(self) -> list[tuple[str, RoadmapTable]]:
        rows = own_maps(self.viewer).of_year(self.asked.year).current().order_by("starts_on", "pk")
        return [(row.title, roadmap_rows(self.viewer, row, self.today, Filters())) for row in rows]

    @property
    def rows(self) -> Iterator[ActivityRow]:
        return (row for _, table in self.tables for row in table.rows)


def state(maps: Maps) -> Section:
    if not maps.tables:
        return section(STATE, NO_MAP)
    words = [f"{title}: {_light(table)}" for title, table in maps.tables]
    progress = total_of(table.progress for _, table in maps.tables)
    return section(STATE, *words, facts=progress_facts(progress))


def _light(table: RoadmapTable) -> str:
    reasons = "; ".join(reason.text for reason in table.light.reasons)
    return f"{table.light.text.lower()}. {reasons.rstrip('.')}."


def stages(maps: Maps) -> Section:
    rows: dict[str, list[Progress]] = {}
    for _, table in maps.tables:
        for stage in table.stages:
            rows.setdefault(stage.name, []).append(stage.progress)
    if not rows:
        return section(STAGES, NO_MAP)
    found = ((name, total_of(parts)) for name, parts in rows.items())
    return section(STAGES, tables=[progress_table("Этапы", "Этап", found)])


def late(maps: Maps) -> Section:
    rows = tuple((row.number, row.name, row.due_on) for row in maps.rows if "overdue" in row.states)
    if not rows:
        return section(LATE, "Просроченных мероприятий нет.")
    return section(LATE, tables=[_activities("Просроченные мероприятия", "Срок был", rows)])


def done(maps: Maps) -> Section:
    first, last = bounds(maps.asked.year, maps.asked.period)
    rows = tuple(
        (row.number, row.name, due.done_on)
        for row in maps.rows
        for due in row.dues
        if due.done_on and first <= due.done_on <= last
    )
    if not rows:
        return section(DONE, "В этом периоде выполненных мероприятий нет.")
    words = f"Отмечено выполненным: {counted(len(rows), ('срок', 'срока', 'сроков'))}."
    return section(DONE, words, tables=[_activities("Выполненные мероприятия", "Выполнено", rows)])


def _activities(title: str, when: str, rows: tuple[Row, ...]) -> Table:
    columns = (Column("№", 8, number=False), Column("Мероприятие", 60, number=False), Column(when, 16, number=False))
    return Table(title, columns, rows)


SECTIONS: Mapping[str, Callable[[Maps], Section]] = {STATE: state, STAGES: stages, LATE: late, DONE: done}
