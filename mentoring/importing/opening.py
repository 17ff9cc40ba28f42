"""A file or pasted rows opened for the wizard: the table, its header, its rows. Refusals are those of `core.tables`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.archives import Archive
from core.tables.delimited import read_delimited, read_text
from core.tables.grids import Grid, Row
from core.tables.headers import Header, Known, find_header, header_at
from core.tables.opening import MAX_BYTES, Kind, kind_of
from core.tables.refusals import ImportRefused, NoTable, TooLarge
from core.tables.text import tidy
from mentoring.importing.meanings import known_title, why_dropped

LOOKED_AT = 50
TOTAL = re.compile(r"(?:итого|всего)\b", re.IGNORECASE)
SHIELDED = re.compile(r'="?([^"]*)"?')  # ="8900…", by which a spreadsheet keeps a number as text


class WordFile(ImportRefused):
    message = "Это документ Word. Скопируйте таблицу из него и вставьте сюда."


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is read; empty: found out. `header` is (position of its first row, number of rows)."""

    encoding: str = ""
    delimiter: str = ""
    sheet: int | None = None
    header: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`sheets` are the names of all sheets; cells of columns that are never loaded are empty."""

    titles: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    shape: Shape
    sheets: tuple[str, ...]
    notes: tuple[str, ...]


def open_file(data: bytes, shape: Shape, known: Known = known_title) -> Table:
    """`known` tells the titles by which a header is found."""
    kind = kind_of(data)
    if kind is Kind.WORD:
        raise WordFile
    if kind is Kind.TEXT:
        text, encoding = read_text(data, shape.encoding or None)
        return _from_text(text, shape, encoding, known)
    from core.tables.sheets import read_sheets  # openpyxl is slow to import: not for the start of the program

    return _table(read_sheets(Archive(data)), shape, ("", ""), known)


def open_pasted(text: str, shape: Shape, known: Known = known_title) -> Table:
    """Rows copied from Excel: cells parted by tabs."""
    if len(text) > MAX_BYTES // 2:
        raise TooLarge
    return _from_text(text, shape, "", known)


def _from_text(text: str, shape: Shape, encoding: str, known: Known) -> Table:
    grid, delimiter = read_delimited(text, shape.delimiter or None, known=known, mend=_unshielded, narrowest=1)
    return _table((grid,), shape, (encoding, delimiter), known)


def _unshielded(text: str) -> str:
    clean = tidy(text)
    shielded = SHIELDED.fullmatch(clean)
    return shielded[1].strip() if shielded and clean.startswith('="') else clean


def _table(grids: Sequence[Grid], shape: Shape, text: tuple[str, str], known: Known) -> Table:
    headers = [find_header(grid, known) for grid in grids]
    index = _chosen(grids, headers, shape.sheet, known)
    grid, header = grids[index], headers[index]
    if shape.header is not None:
        first, count = shape.header
        header = header_at(grid, min(first, len(grid.rows)), min(count, max(0, len(grid.rows) - first)))
    rows = [row for row in grid.rows[header.end :] if not _is_beside(row, grid, header)]
    if not rows:
        raise NoTable
    found = Shape(*text, index, (header.first, header.count))
    names = tuple(each.name or f"Лист {number}" for number, each in enumerate(grids, 1))
    return Table(header.titles, tuple(_without_papers(header.titles, rows)), found, names, grid.notes)


def _chosen(grids: Sequence[Grid], headers: Sequence[Header], wished: int | None, known: Known) -> int:
    """The sheet whose header knows most titles; the first one that has rows when none does."""
    if wished is not None and wished < len(grids):
        return wished
    scores = [
        (len({known(title) for title in header.titles} - {None}), bool(grid.rows))
        for grid, header in zip(grids, headers, strict=True)
    ]
    return max(range(len(grids)), key=lambda index: (*scores[index], -index))


def _is_beside(row: Row, grid: Grid, header: Header) -> bool:
    """A total, or the header printed again on the next page."""
    filled = [text for _, text in row.filled]
    if filled and TOTAL.match(filled[0]) and len(filled) < 3:
        return True
    above = [grid.rows[header.first + step].cells for step in range(header.count)]
    return any(row.cells == cells for cells in above)


def _without_papers(titles: Sequence[str], rows: Sequence[Row]) -> list[tuple[int, list[str]]]:
    """Numbers of documents and closed data are not kept even between the steps."""
    looked_at = rows[:LOOKED_AT]
    dropped = [
        column
        for column, title in enumerate(titles)
        if why_dropped(title, tuple(row.text(column) for row in looked_at if row.text(column)))
    ]
    found = []
    for row in rows:
        cells = list(row.cells)
        for column in dropped:
            cells[column] = ""
        found.append((row.number, cells))
    return found
