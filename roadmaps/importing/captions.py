"""What stands above a table: its caption, and the year or period it speaks of."""

import re
from collections.abc import Iterable

from core.tables.grids import Grid
from roadmaps.importing.columns import Columns
from roadmaps.importing.phrases import ONLY_MONTH
from roadmaps.terms import Frame, frame_of_text

TITLE = re.compile(r"дорожн\w*\s+карт|\bплан\b|показател|структур|график|мероприяти|циклограмм", re.IGNORECASE)
STRONG = re.compile(r"дорожн\w*\s+карт|\bплан\b|мероприяти", re.IGNORECASE)
CLAUSE = re.compile(
    r"^\s*(?:\d+[.)]|[-–•]|утверд|разместить|контроль|ответственность|в соответствии|на основании|цель|задач|о[бт]?\s)",
    re.IGNORECASE,
)
YEAR = re.compile(r"20\d\d|19\d\d")
LONGEST = 300
MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")


def titles_of(grids: tuple[Grid, ...], columns: Iterable[Columns]) -> list[str]:
    """The caption of every table: the title lines just above it, or the last title before it."""
    found: list[str] = []
    waiting = ""
    for grid, places in zip(grids, columns, strict=True):
        lines = (*grid.before, *_inside(grid, places))
        caption = _nearest(lines)
        if _own_title(lines) and not _is_for_indicators(caption, places):
            waiting = ""
        elif waiting:
            caption, waiting = waiting, ""
        later = [line for line in _title_blocks(lines) if STRONG.search(line) and line != caption]
        waiting = later[-1] if later and later[-1] not in caption else waiting
        found.append(caption or grid.name)
    return found


def _inside(grid: Grid, columns: Columns) -> list[str]:
    """Title rows inside the table, above its header."""
    rows = grid.rows[: columns.header[0]] if columns.header else ()
    return [" ".join(dict.fromkeys(text for _, text in row.filled)) for row in rows if row.filled]


def _own_title(lines: Iterable[str]) -> bool:
    return bool(_nearest(tuple(lines)))


def _is_for_indicators(caption: str, columns: Columns) -> bool:
    return columns.indicator and not columns.is_plan


def _title_blocks(lines: tuple[str, ...]) -> list[str]:
    """Titles among the paragraphs, each with the short lines that go on with it."""
    blocks: list[str] = []
    position = 0
    while position < len(lines):
        if _is_title(lines[position]):
            block = [lines[position]]
            while position + 1 < len(lines) and _goes_on(lines[position + 1]) and len(block) < 6:
                position += 1
                block.append(lines[position])
            blocks.append(" ".join(block)[:LONGEST])
        position += 1
    return blocks


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST and bool(TITLE.search(line)) and not CLAUSE.match(line) and not line.endswith(";")


def _goes_on(line: str) -> bool:
    if len(line) >= 150 or CLAUSE.match(line):
        return False
    return line[:1].islower() or line[:1] in '«"(' or bool(YEAR.search(line))


def _nearest(lines: tuple[str, ...]) -> str:
    """The last title, when hardly anything stands between it and the table; else the last short line."""
    blocks = _title_blocks(lines[-8:])
    if blocks:
        return blocks[-1]
    last = lines[-1] if lines else ""
    return last if 0 < len(last) < 120 and not last.endswith((".", ";", ":")) and not CLAUSE.match(last) else ""


def frame_of_table(grid: Grid, caption: str, columns: Columns) -> Frame | None:
    """The period named by the caption, by title lines, or by the name of the sheet; never by the cells."""
    lines = [*reversed(_inside(grid, columns)), *reversed(grid.before[-12:]), grid.name]
    for line in (caption, *lines):
        if line and YEAR.search(line) and (frame := _named(line)) is not None:
            return frame
    return None


def frame_of_document(paragraphs: Iterable[str]) -> Frame | None:
    """The period of the first paragraph that speaks of a roadmap or a plan and of its years."""
    for line in paragraphs:
        if YEAR.search(line) and STRONG.search(line) and (frame := _named(line)) is not None:
            return frame
    return None


def _named(line: str) -> Frame | None:
    """A line with a date of an order («от 25.12.2019 № 145») alone names no period."""
    return frame_of_text(line)


def month_of(text: str) -> tuple[int, int | None] | None:
    """(month, year) when the text is the name of one month: a plan of that month."""
    found = ONLY_MONTH.match(text.strip())
    if not found:
        return None
    name = found.group(1).lower()
    month = next(number for number, stem in enumerate(MONTHS, start=1) if name.startswith(stem))
    return month, int(found.group(2)) if found.group(2) else None
