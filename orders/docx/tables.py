"""Tables of the appendices of an edited file beside those of the draft, row by row. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from orders.blocks import Appendix, Group, Paper, Table
from orders.docx.reading import ReadTable, unset

PHASE, STAGE, ROW = "over", "title", "row"
MOST_COMPARED = 100_000  # lines of one side times those of the other, as long as many may be the same


@dataclass(frozen=True)
class Line:
    """A row of a table, or a line across all of it: a phase, a stage."""

    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TableRow:
    """A line of the draft beside one of the file. `at` is its number among the rows of the draft, 0 of a new one."""

    key: str
    at: int
    before: Line | None
    after: Line | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def comparable(appendices: Sequence[Appendix], read: Sequence[ReadTable]) -> Iterator[tuple[int, Appendix, ReadTable]]:
    """Place, appendix and its table in the file; a table whose columns were changed is not compared."""
    printed = [(place, each) for place, each in enumerate(appendices) if each.table.columns]
    for (place, appendix), table in zip(printed, read, strict=False):
        if tuple(_plain(column.title) for column in appendix.table.columns) == table.titles:
            yield place, appendix, table


def not_compared(draft: Paper, read: Sequence[ReadTable]) -> bool:
    """A table of the draft is missing in the file or has other columns there."""
    printed = sum(1 for each in draft.appendices if each.table.columns)
    return printed != len(list(comparable(draft.appendices, read)))


def table_rows(place: int, table: Table, read: ReadTable) -> list[TableRow]:
    """All lines in reading order. Numbers in the first column are those of the rows: they are nobody's change."""
    counted = is_counted(table)
    old, new = list(_lines(table.groups)), [_fitted(line, len(table.columns)) for line in _lines(read.groups)]
    known, found = ([_compared(line, counted=counted) for line in lines] for lines in (old, new))
    if len(known) * len(found) > MOST_COMPARED:
        known, found = _told_apart(known), _told_apart(found)
    rows: list[TableRow] = []
    at = 0
    for tag, a, b, c, d in SequenceMatcher(None, known, found, autojunk=False).get_opcodes():
        for before, after in zip_longest(old[a:b], old[a:b] if tag == "equal" else new[c:d]):
            at += before is not None and before.kind == ROW
            rows.append(TableRow(f"table-{place}-{len(rows)}", at if before is not None else 0, before, after))
    return rows


def merged_appendices(draft: Paper, read: Sequence[ReadTable], accepted: Collection[str]) -> tuple[Appendix, ...]:
    """The appendices with the accepted rows from the file; the rows get their numbers anew."""
    appendices = list(draft.appendices)
    for place, appendix, table in comparable(draft.appendices, read):
        rows = table_rows(place, appendix.table, table)
        if not any(row.key in accepted for row in rows):
            continue
        lines = [row.after if row.key in accepted else row.before for row in rows]
        groups = _grouped([line for line in lines if line is not None])
        if is_counted(appendix.table):
            groups = _counted(groups)
        appendices[place] = replace(appendix, table=replace(appendix.table, groups=groups))
    return tuple(appendices)


def _lines(groups: Sequence[Group]) -> Iterator[Line]:
    for group in groups:
        if group.over:
            yield Line(PHASE, (group.over,))
        if group.title:
            yield Line(STAGE, (group.title,))
        yield from (Line(ROW, row) for row in group.rows)


def _grouped(lines: Sequence[Line]) -> tuple[Group, ...]:
    groups: list[Group] = []
    over = ""
    for line in lines:
        if line.kind == PHASE:
            over = line.cells[0]
            continue
        if line.kind == STAGE or over or not groups:
            groups.append(Group(line.cells[0] if line.kind == STAGE else "", (), over))
            over = ""
        if line.kind == ROW:
            groups[-1] = replace(groups[-1], rows=(*groups[-1].rows, line.cells))
    return (*groups, Group("", (), over)) if over else tuple(groups)


def is_counted(table: Table) -> bool:
    """The first column numbers the rows through."""
    firsts = [row[0] for group in table.groups for row in group.rows if row]
    return bool(firsts) and firsts == [str(number) for number in range(1, len(firsts) + 1)]


def _counted(groups: Sequence[Group]) -> tuple[Group, ...]:
    numbers = iter(range(1, sum(len(group.rows) for group in groups) + 1))
    return tuple(replace(group, rows=tuple((str(next(numbers)), *row[1:]) for row in group.rows)) for group in groups)


def _fitted(line: Line, width: int) -> Line:
    """Cells that somebody has merged in Word leave the row short."""
    return replace(line, cells=(*line.cells, *[""] * width)[:width]) if line.kind == ROW else line


def _compared(line: Line, *, counted: bool) -> tuple[str, ...]:
    cells = line.cells[1:] if counted and line.kind == ROW else line.cells
    return line.kind, *map(_plain, cells)


def _told_apart(lines: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Equal lines with their turn: SequenceMatcher takes minutes over thousands of lines that come again and again."""
    seen: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for line in lines:
        numbered.append((*line, str(seen[line])))
        seen[line] += 1
    return numbered


def _plain(text: str) -> str:
    return unset(text).replace("\u00ad", "").strip()
