"""Sheets of an .xlsx: saved values only, nothing is calculated; merged ranges are known before the cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from core.archives import Archive, parse_xml
from core.dates import MONTHS
from core.tables.grids import MAX_COLUMNS, MAX_ROWS, Draft, Grid, rectangular
from core.tables.opening import main_part
from core.tables.refusals import DamagedFile, NoTable, TableTooBig
from core.tables.text import tidy

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
SI, RUN_TEXT, PHONETIC = MAIN + "si", MAIN + "t", MAIN + "rPh"
ROW, CELL, VALUE, FORMULA, INLINE = MAIN + "row", MAIN + "c", MAIN + "v", MAIN + "f", MAIN + "is"


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells point to."""

    strings: list[str]
    formats: list[str]
    epoch: Any
    mend: Callable[[str], str]


@dataclass(slots=True)
class Merges:
    """Cells covered by a merged range: (row, column), both from 0."""

    below: dict[int, set[int]] = field(default_factory=dict)
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def read_sheets(archive: Archive, mend: Callable[[str], str] = tidy) -> tuple[Grid, ...]:
    """One grid for every sheet, also for empty ones, so that `index` is the number of the sheet.

    `mend` is done to the text of every cell.
    """
    main = main_part(archive)
    root = _xml(archive, main)
    folder = main.rpartition("/")[0]
    targets = _targets(archive, folder, main)
    properties = root.find(MAIN + "workbookPr")
    mac = properties is not None and properties.get("date1904") in ("1", "true")
    book = Book(
        strings=_strings(archive, targets),
        formats=_formats(archive, targets),
        epoch=CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900,
        mend=mend,
    )
    grids: list[Grid] = []
    for sheet in root.iter(MAIN + "sheet"):
        target = targets.get(sheet.get(RELATION_ID) or sheet.get(STRICT_ID) or "", "")
        if target not in archive or "worksheets/" not in target:
            grids.append(Grid(index=len(grids), rows=(), name=sheet.get("name", "")))
            continue
        grids.append(_grid(_xml(archive, target), book, len(grids), tidy(sheet.get("name", "")), sheet.get("state")))
    if not any(grid.rows for grid in grids):
        raise NoTable
    return tuple(grids)


def _xml(archive: Archive, name: str) -> etree._Element:
    data = archive.read(name)
    return parse_xml(data.replace(STRICT, TRANSITIONAL) if STRICT in data[:4096] else data)


def _targets(archive: Archive, folder: str, main: str) -> dict[str, str]:
    """Relation id (and, for the single parts, the type) → member name. Outside links are not followed."""
    name = f"{folder}/_rels/{main.rpartition('/')[2]}.rels"
    found: dict[str, str] = {}
    if name not in archive:
        raise DamagedFile
    for relation in archive.xml(name).iter(RELATION):
        if relation.get("TargetMode") == "External":
            continue
        target = str(relation.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        found[str(relation.get("Id", ""))] = path
        found.setdefault(str(relation.get("Type", "")).rpartition("/")[2], path)
    return found


def _strings(archive: Archive, targets: dict[str, str]) -> list[str]:
    name = targets.get("sharedStrings", "")
    if name not in archive:
        return []
    return [_rich_text(item) for item in _xml(archive, name).iter(SI)]


def _rich_text(item: etree._Element) -> str:
    if len(item) == 1 and item[0].tag == RUN_TEXT:  # one run without formatting: nearly every cell
        return item[0].text or ""
    hidden = {text for reading in item.iter(PHONETIC) for text in reading.iter(RUN_TEXT)}
    return "".join(text.text or "" for text in item.iter(RUN_TEXT) if text not in hidden)


def _formats(archive: Archive, targets: dict[str, str]) -> list[str]:
    """The number format of every cell style."""
    name = targets.get("styles", "")
    if name not in archive:
        return []
    root = _xml(archive, name)
    codes = dict(BUILTIN_FORMATS)
    for item in root.iter(MAIN + "numFmt"):
        codes[_integer(item.get("numFmtId"), -1)] = item.get("formatCode", "")
    styles = root.find(MAIN + "cellXfs")
    if styles is None:
        return []
    return [codes.get(_integer(style.get("numFmtId"), 0), "General") for style in styles.iter(MAIN + "xf")]


def _grid(root: etree._Element, book: Book, index: int, name: str, state: str | None) -> Grid:
    merges = _merges(root)
    drafts: list[Draft] = []
    notes: list[str] = []
    if state in ("hidden", "veryHidden"):
        notes.append(f"Лист «{name}» скрыт в файле")
    for number, cells in _rows(root):
        draft = Draft(number=number + 1)
        for column, cell in cells:
            text = _value(cell, book, (column, number + 1), notes)
            if text and column >= MAX_COLUMNS:
                notes.append(f"Ячейка {_letter(column)}{number + 1} правее {MAX_COLUMNS}-го столбца не прочитана")
            elif text:
                draft.cells += [""] * (column + 1 - len(draft.cells))
                draft.cells[column] = text
        draft.merged |= merges.below.get(number, set())
        draft.spans = sorted(merges.spans.get(number, ()))
        draft.given = MAX_COLUMNS
        if any(draft.cells):
            drafts.append(draft)
        if len(drafts) > MAX_ROWS:
            raise TableTooBig
    return Grid(index=index, rows=rectangular(drafts), name=name, notes=tuple(notes[:200]))


def _rows(root: etree._Element) -> Iterator[tuple[int, list[tuple[int, etree._Element]]]]:
    """(row from 0, [(column from 0, cell)]); places may be left out in the file, then they follow on."""
    following = 0
    for row in root.iter(ROW):
        number = _integer(row.get("r"), following + 1) - 1
        cells: list[tuple[int, etree._Element]] = []
        next_column = 0
        for cell in row.iter(CELL):
            column = _column(cell.get("r"), next_column)
            next_column = column + 1
            cells.append((column, cell))
        following = number + 1
        yield number, cells


def _value(cell: etree._Element, book: Book, place: tuple[int, int], notes: list[str]) -> str:
    """`place`: the column from 0 and the number of the row, as notes name it."""
    kind = cell.get("t", "n")
    inner = {child.tag: child for child in reversed(cell)}
    if INLINE in inner:
        return book.mend(_rich_text(inner[INLINE]))
    raw = (inner[VALUE].text or "") if VALUE in inner else ""
    if not raw:
        if FORMULA in inner:
            lost = "формула без сохранённого значения. Впишите значение вместо формулы"
            notes.append(f"Ячейка {_letter(place[0])}{place[1]}: {lost}")
        return ""
    if kind == "s":
        position = _integer(raw, -1)
        return book.mend(book.strings[position]) if 0 <= position < len(book.strings) else ""
    if kind == "e":
        notes.append(
            f"Ячейка {_letter(place[0])}{place[1]}: ошибка формулы {raw[:20]}. Впишите значение вместо формулы"
        )
        return ""
    if kind == "b":
        return "да" if raw == "1" else "нет"
    return book.mend(raw) if kind in ("str", "d") else _number_text(raw, _integer(cell.get("s"), 0), book)


def _number_text(raw: str, style: int, book: Book) -> str:
    """A number as a person sees it: 3 and not 3.0, a date as ДД.ММ.ГГГГ, «сентябрь 2023» where days are not shown."""
    try:
        number = float(raw)
    except ValueError:
        return tidy(raw)
    code = book.formats[style] if 0 <= style < len(book.formats) else "General"
    if is_date_format(code):
        try:
            moment = from_excel(number, book.epoch)
        except (ValueError, OverflowError):
            return tidy(raw)
        if hasattr(moment, "year"):
            shows_day = "d" in code.lower()
            return f"{moment:%d.%m.%Y}" if shows_day else f"{MONTHS[moment.month - 1]} {moment.year}"
        return tidy(str(moment))
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else raw


def _merges(root: etree._Element) -> Merges:
    """Covered cells, kept only inside the readable area: a range over the whole sheet costs nothing."""
    found = Merges()
    left = 200_000
    for item in root.iter(MAIN + "mergeCell"):
        first, _, last = str(item.get("ref", "")).partition(":")
        top, bottom = _row_number(first), _row_number(last)
        start, end = _column(first, 0), min(_column(last, 0), MAX_COLUMNS - 1)
        if not last or top < 0 or bottom < top or end < start:
            continue
        if end > start:
            found.spans.setdefault(top, []).append((start, end - start + 1))
        for row in range(top + 1, min(bottom, top + MAX_ROWS) + 1):
            left -= end - start + 1
            if left < 0:
                return found
            found.below.setdefault(row, set()).update(range(start, end + 1))
    return found


def _column(reference: str | None, default: int) -> int:
    """«C7» → 2. Letters past the widest sheet are treated as the widest."""
    total = 0
    for sign in (reference or "")[:8]:
        if not "A" <= sign <= "Z":
            break
        total = total * 26 + ord(sign) - 64
    return min(total - 1, 16_383) if total else default


def _row_number(reference: str) -> int:
    return _integer(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"), 0) - 1


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
