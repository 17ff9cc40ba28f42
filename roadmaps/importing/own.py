"""Files that the program itself wrote (`roadmaps.exports`): cells are taken word for word, dates from their cells.

A table is ours when all our titles stand in one row, so a file that went through Word, Excel or another program and
was edited there is still read; nothing is joined, split or guessed in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.archives import Archive
from core.sheets.xlsx import TOTAL
from core.tables.grids import Grid, Row
from core.tables.text import shortened
from roadmaps.importing.own_cells import own_lines, own_parties, own_responsible, read_dates
from roadmaps.importing.results import ActivityResult, Problem, ProblemKind, Role, StageResult, TableResult
from roadmaps.importing.standard import standard_stage
from roadmaps.terms import Frame
from roadmaps.terms.periods import frame_of_line

MARK, PROPERTIES = "RoadmapTable", "docProps/custom.xml"
"""A property of our files: their texts are read as they stand, without mending."""
NUMBER, NAME, CONTENT, TERM, PERIOD = "№", "Мероприятие", "Содержание", "Срок", "Период, даты"
STARTS, ENDS, PEOPLE, RESULT = "Начало", "Окончание", "Ответственные", "Результат"
AUDIENCE, EVENT, STATE = "Аудитория", "Вид события", "Состояние"
OVER, STAGE_NUMBER, STAGE, SORT = "Фаза", "№ этапа", "Этап", "Раздел"
GROUP_TITLES = (OVER, STAGE_NUMBER, STAGE, SORT)
REQUIRED = frozenset({NUMBER, NAME, TERM, PERIOD, PEOPLE, RESULT})
READ = REQUIRED | {CONTENT, STARTS, ENDS, AUDIENCE, EVENT, *GROUP_TITLES}
NOT_LOADED = frozenset({STATE})
SIDE_SHEETS = frozenset({"О файле"})
EVENTS, EVENTS_MARK = "events", "План"
NO_PHASE = "Вне фаз"
STAGE_MARK = re.compile(rf"^(?:\d+\.|{EVENTS_MARK})$")
SEARCHED = 25


@dataclass(frozen=True, slots=True)
class Layout:
    """`places` by title; `header` is a position in `grid.rows`; `extra` are columns that a person added."""

    header: int
    places: Mapping[str, int]
    extra: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Stage:
    name: str
    over: str = ""
    kind: str = "stage"
    key: tuple[str, ...] = ()
    activities: list[ActivityResult] = field(default_factory=list)


def own_layout(grid: Grid) -> Layout | None:
    """Where our columns stand, None for a table that is not ours."""
    known = {title.lower(): title for title in READ | NOT_LOADED}
    for position, row in enumerate(grid.rows[:SEARCHED]):
        titles = {column: " ".join(text.split()) for column, text in row.filled}
        named = {known[text.lower()]: column for column, text in titles.items() if text.lower() in known}
        if named.keys() >= REQUIRED:
            used = set(named.values())
            return Layout(position, named, tuple((c, text) for c, text in titles.items() if c not in used))
    return None


def read_own(
    table: TableResult, grid: Grid, layout: Layout, other: Frame | None, problems: list[Problem]
) -> TableResult:
    """The stages as they stand. `other` overrules the period written above the table."""
    lines = [*grid.before, *(text for row in grid.rows[: layout.header] for _, text in row.filled)]
    stated = next((frame for line in lines if (frame := frame_of_line(line)) is not None), table.frame)
    stages = _stages(grid, layout, other or stated, problems)
    caption = shortened(lines[0], 300) if lines else table.caption
    named = tuple(_stage(stage) for stage in stages)
    return replace(table, role=Role.ROADMAP, caption=caption, frame=stated, stages=named, exact=True)


def _stage(stage: Stage) -> StageResult:
    return StageResult(
        name=stage.name or None,
        activities=tuple(stage.activities),
        parent=stage.over or None,
        standard=standard_stage(stage.name),
        kind=stage.kind,
    )


def _stages(grid: Grid, layout: Layout, frame: Frame | None, problems: list[Problem]) -> list[Stage]:
    stages: list[Stage] = []
    over, waiting = "", False  # a heading above stages that has no stage yet
    cells: dict[int, str] = {}
    for row in grid.rows[layout.header + 1 :]:
        if not row.filled or _is_aside(row, grid.rows[layout.header], layout):
            continue
        if (heading := _phase(row, layout)) is not None:
            over, waiting = heading, True
            continue
        if (opened := _opened(row, layout, over, stages)) is not None:
            stages.append(opened)
            waiting = False
        cells = {c: text or (cells.get(c, "") if c in row.merged else "") for c, text in enumerate(row.cells)}
        if _is_band(row, layout) or not any(cells.get(layout.places[title]) for title in (NAME, TERM, PEOPLE, RESULT)):
            continue
        if not stages or waiting:
            stages.append(Stage(over))
            over, waiting = "", False
        stages[-1].activities.append(_activity(row, cells, layout, frame, grid.index, problems))
    return stages


def _is_aside(row: Row, header: Row, layout: Layout) -> bool:
    """The row of totals of a spreadsheet, and the header repeated by a program that split the table."""
    if row.cells == header.cells:
        return True
    total = STAGE in layout.places and row.filled[0][1].startswith(f"{TOTAL}:")
    return total and (bool(row.spans) or len(row.filled) == 1)


def _phase(row: Row, layout: Layout) -> str | None:
    """The heading above stages: the only text of a row over all columns. Spreadsheets name it in a column."""
    if STAGE in layout.places or len(row.filled) != 1:
        return None
    place, text = row.filled[0]
    if place != 0 or (row.width_of(0) < 2 and layout.places[NAME] == 0):
        return None
    return "" if text == NO_PHASE else " ".join(text.split("\n"))


def _is_band(row: Row, layout: Layout) -> bool:
    """«1.» or «План» and a name beside it, nothing else."""
    if STAGE in layout.places or len(row.filled) > 2:
        return False
    number, name = row.text(layout.places[NUMBER]), row.text(layout.places[NAME])
    return bool(STAGE_MARK.match(number)) and len(row.filled) == 1 + bool(name)


def _opened(row: Row, layout: Layout, over: str, stages: list[Stage]) -> Stage | None:
    """The stage that begins with this row, if one does."""
    if STAGE not in layout.places:
        if not _is_band(row, layout):
            return None
        kind = EVENTS if row.text(layout.places[NUMBER]) == EVENTS_MARK else "stage"
        return Stage(row.text(layout.places[NAME]), over, kind)
    key = tuple(row.text(layout.places.get(title)) for title in GROUP_TITLES)
    if not any(key) or (stages and stages[-1].key == key):
        return None
    return Stage(key[2], key[0], EVENTS if key[3].startswith(EVENTS_MARK) else "stage", key)


def _activity(
    row: Row, cells: Mapping[int, str], layout: Layout, frame: Frame | None, table: int, problems: list[Problem]
) -> ActivityResult:
    def text(title: str) -> str:
        return cells.get(layout.places.get(title, -1), "")

    reading, levels, doubt = read_dates(text(TERM), text(PERIOD), text(STARTS), text(ENDS), frame)
    if doubt:
        problems.append(Problem(ProblemKind.DOUBT, doubt, table, row.number, text(NAME)[:300]))
    return ActivityResult(
        name=text(NAME) or text(TERM) or text(RESULT) or text(PEOPLE),
        content=text(CONTENT) or None,
        content_lines=own_lines(text(CONTENT)),
        term=text(TERM),
        reading=reading,
        responsible=own_responsible(text(PEOPLE)),
        parties=own_parties(text(PEOPLE)),
        result=text(RESULT) or None,
        number=text(NUMBER)[:20],
        audience=text(AUDIENCE) or None,
        rows=(row.number,),
        extra=tuple((title, cells[column]) for column, title in layout.extra if cells.get(column)),
        event_kind=text(EVENT)[:120],
        levels=levels,
    )


def as_written(text: str) -> str:
    """A cell of our file: nothing is mended in it."""
    return text.replace("\r\n", "\n").strip()


def is_own(archive: Archive) -> bool:
    """Whether the file says that the program wrote it."""
    return PROPERTIES in archive and f'name="{MARK}"'.encode() in archive.read(PROPERTIES)
