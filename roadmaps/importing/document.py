"""Reading a roadmap document: open, recognise, walk, read. Pure: no database, no network, no clock."""

import re
from collections.abc import Callable
from dataclasses import replace

from core.archives import Archive
from core.tables.delimited import read_delimited, read_text
from core.tables.grids import Grid, Row
from core.tables.opening import MAX_BYTES, Kind, kind_of
from core.tables.refusals import TooLarge
from core.tables.text import shortened
from roadmaps.importing.activities import stages_of
from roadmaps.importing.captions import frame_of_document, frame_of_table, month_of, titles_of
from roadmaps.importing.columns import Columns, recognise
from roadmaps.importing.drafts import Draft
from roadmaps.importing.header_words import role_of_title
from roadmaps.importing.own import SIDE_SHEETS, as_written, is_own, own_layout, read_own
from roadmaps.importing.phrases import HAS_YEAR
from roadmaps.importing.results import (
    Choices,
    Document,
    ImportResult,
    Problem,
    ProblemKind,
    Role,
    StageResult,
    TableResult,
)
from roadmaps.importing.roles import role_of
from roadmaps.importing.rows import walk
from roadmaps.importing.standard import standard_stage
from roadmaps.importing.text import clean
from roadmaps.importing.word import read_word
from roadmaps.terms import Frame

PASTED = "Вставленная таблица"
SAMPLE = 5
STAGE = re.compile(
    r"(?:этап|раздел|модуль|блок|фаза)\b|(?:\d{1,2}|[IVX]{1,4})[\s.)-]*(?:й\s+|ый\s+)?этап\b", re.IGNORECASE
)
Progress = Callable[[int], None]


def read_document(data: bytes, name: str, *, encoding: str | None = None, delimiter: str | None = None) -> Document:
    """The tables of a file. Every refusal is a DomainError of `refusals` with a Russian message."""
    kind = kind_of(data)
    if kind is Kind.TEXT:
        text, encoding = read_text(data, encoding)
        return _from_text(text, name, Kind.TEXT.value, encoding, delimiter)
    archive = Archive(data)
    tidy = as_written if is_own(archive) else clean
    grids = read_word(archive, tidy) if kind is Kind.WORD else _sheets(archive, tidy)
    return Document(name=name, kind=kind.value, grids=grids)


def _sheets(archive: Archive, tidy: Callable[[str], str]) -> tuple[Grid, ...]:
    from core.tables.sheets import read_sheets  # openpyxl is slow to import: not for the start of the program

    return read_sheets(archive, tidy)


def read_pasted(text: str, *, delimiter: str | None = None) -> Document:
    """Rows copied from Excel or Word: cells parted by tabs."""
    if len(text) > MAX_BYTES // 2:
        raise TooLarge
    return _from_text(text, PASTED, "pasted", "", delimiter)


def _nobody(rows: int) -> None:
    """Nobody waits for the reading."""


def _from_text(text: str, name: str, kind: str, encoding: str, delimiter: str | None) -> Document:
    grid, found = read_delimited(text, delimiter, known=role_of_title, mend=clean)
    return Document(name=name, kind=kind, grids=(grid,), encoding=encoding, delimiter=found)


def interpret(
    document: Document, frame: Frame | None = None, choices: Choices | None = None, progress: Progress = _nobody
) -> ImportResult:
    """Stages and activities of every table that has them.

    `frame` is used for tables whose document names no year; the year of the document itself wins, and only
    `choices.frame` overrules it. `progress` hears how many rows of all tables have been read.
    """
    choices = choices or Choices()
    grids, continued = _joined_pages(document.grids)
    places = [choices.columns.get(grid.index) or recognise(grid) for grid in grids]
    captions = titles_of(grids, places)
    general = frame_of_document(line for grid in grids for line in grid.before)
    problems = [_note(grid, note) for grid in document.grids for note in grid.notes]
    problems += [_continued(index, first) for index, first in continued]
    tables: list[TableResult] = []
    done = 0
    for grid, columns, caption in zip(grids, places, captions, strict=True):
        role = choices.roles.get(grid.index) or role_of(grid, columns, caption)
        named = frame_of_table(grid, caption, columns) or general
        sample = tuple(tuple(shortened(text, 60) for text in row.cells) for row in grid.rows[:SAMPLE])
        table = TableResult(grid.index, role, caption, columns, frame=named, sample=sample)
        told = _from(progress, done, len(grid.rows))
        tables.append(_read(table, grid, choices.frame or named or frame, choices, problems, told))
        done += len(grid.rows)
        progress(done)
    return ImportResult(
        name=document.name,
        tables=tuple(tables),
        problems=tuple(problems),
        frame=_found(tables) or general,
        encoding=document.encoding,
        delimiter=document.delimiter,
    )


def _read(
    table: TableResult, grid: Grid, frame: Frame | None, choices: Choices, problems: list[Problem], progress: Progress
) -> TableResult:
    """Our own file as it stands, another table by its columns, any other not at all."""
    role, columns = table.role, table.columns
    layout = own_layout(grid) if columns == recognise(grid) else None
    if layout is not None and (role.has_activities or grid.index not in choices.roles):
        return read_own(table, grid, layout, choices.frame, problems)
    if role.has_activities and columns.activity is not None:
        return _filled(table, grid, frame, choices, problems, progress)
    if grid.rows and grid.name not in SIDE_SHEETS:
        problems.append(_skipped(grid, role))
    return table


def _from(progress: Progress, done: int, rows: int) -> Progress:
    """Rows of one table counted on from those of the tables before it; blank rows may make their numbers larger."""
    return lambda number: progress(done + min(number, rows))


def _filled(
    table: TableResult, grid: Grid, frame: Frame | None, choices: Choices, problems: list[Problem], progress: Progress
) -> TableResult:
    index, columns = grid.index, table.columns
    if frame is None:
        why = "в документе не назван учебный год: укажите его, без него сроки приблизительны"
        problems.append(Problem(ProblemKind.DOUBT, why, index))
    if columns.guessed:
        why = "заголовок таблицы не найден, столбцы определены по содержанию: проверьте их"
        problems.append(Problem(ProblemKind.DOUBT, why, index))
    if columns.supposed:
        why = f"столбец «{columns.title('activity')}» принят за мероприятия по его содержанию: проверьте"
        problems.append(Problem(ProblemKind.DOUBT, why, index))
    problems += _above(grid, columns, table.caption)
    state = walk(grid, columns, frozenset(row for place, row in choices.apart if place == index))
    problems += state.problems
    if table.frame is None and frame is not None and not choices.year_confirmed:
        problems += _other_years(state.drafts, frame, index)
    month = month_of(table.caption) or month_of(grid.name)
    if month is not None:
        frame = replace(frame or Frame(academic_year=None), table_month=month[0], table_year=month[1])
    stages = stages_of(state.stages, state.drafts, columns, frame, progress)
    return replace(table, stages=_under_heading(stages, grid))


def _under_heading(stages: tuple[StageResult, ...], grid: Grid) -> tuple[StageResult, ...]:
    """A table for each stage: the paragraph above it, «2 этап. …», names the activities that no row of it does."""
    above = next((line for line in reversed(grid.before) if line.strip()), "").strip()
    if not STAGE.match(above) or not stages or stages[0].name is not None or stages[0].parent is not None:
        return stages
    return (replace(stages[0], name=above, standard=standard_stage(above)), *stages[1:])


def _other_years(drafts: list[Draft], frame: Frame, index: int) -> list[Problem]:
    """The user's year against the years written in the terms: when they differ, no reading is sure."""
    if frame.academic_year is None:
        return []
    named = {int(year) for draft in drafts for year in HAS_YEAR.findall(draft.get("term"))}
    others = sorted(named - {frame.academic_year, frame.academic_year + 1})
    if not others:
        return []
    for draft in drafts:
        draft.doubts.append("в документе названы другие годы")
    years = ", ".join(map(str, others))
    why = f"в сроках названы годы {years}, а указан {frame.academic_year}-{frame.academic_year + 1}"
    return [Problem(ProblemKind.DOUBT, why, index)]


def _above(grid: Grid, columns: Columns, caption: str) -> list[Problem]:
    """Rows over the header that are not part of the caption."""
    rows = grid.rows[: columns.header[0]] if columns.header else ()
    return [
        Problem(ProblemKind.UNUSED, "строка над заголовком таблицы", grid.index, row.number, shortened(_line(row), 300))
        for row in rows
        if row.filled and " ".join(_line(row).split()) not in caption
    ]


def _line(row: Row) -> str:
    return " ¦ ".join(dict.fromkeys(text for _, text in row.filled))


def _found(tables: list[TableResult]) -> Frame | None:
    return next((table.frame for table in tables if table.role.has_activities and table.frame is not None), None)


def _note(grid: Grid, note: str) -> Problem:
    return Problem(kind=ProblemKind.UNUSED, why=note, table=grid.index)


def _skipped(grid: Grid, role: Role) -> Problem:
    """Other tables are named with their first row, so that the user can ask for them."""
    why = {Role.INDICATORS: "таблица показателей", Role.STRUCTURE: "таблица структуры"}.get(role, "другая таблица")
    text = shortened(_line(grid.rows[0]), 300)
    return Problem(ProblemKind.UNUSED, f"{why}: мероприятий в ней нет", grid.index, text=text)


def _continued(index: int, first: int) -> Problem:
    why = f"таблица {index + 1} — продолжение таблицы {first + 1} на следующей странице"
    return Problem(kind=ProblemKind.JOINED, why=why, table=first)


def _joined_pages(grids: tuple[Grid, ...]) -> tuple[tuple[Grid, ...], list[tuple[int, int]]]:
    """A table without a header right after one of the same width is its next page."""
    kept: list[Grid] = []
    continued: list[tuple[int, int]] = []
    pages: dict[int, list[Row]] = {}
    for grid in grids:
        above = kept[-1] if kept else None
        if above is not None and _is_next_page(above, grid):
            pages.setdefault(len(kept) - 1, []).extend(grid.rows)
            continued.append((grid.index, above.index))
        else:
            kept.append(grid)
    for position, rows in pages.items():
        above = kept[position]
        start = above.rows[-1].number
        moved = [replace(row, number=start + step) for step, row in enumerate(rows, start=1)]
        kept[position] = replace(above, rows=(*above.rows, *moved))
    return tuple(kept), continued


def _is_next_page(above: Grid, grid: Grid) -> bool:
    between = [line for line in grid.before if not line.strip(" .-–—").isdigit()]
    if between or grid.name or not grid.rows or grid.width != above.width or grid.width < 3:
        return False
    return recognise(above).is_plan and not recognise(grid).header
