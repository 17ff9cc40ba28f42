"""Tables of a .docx: one walk over `w:tbl`, several times cheaper than `row.cells` of python-docx."""

from collections.abc import Callable

from lxml import etree

from core.archives import Archive
from core.tables.grids import MAX_COLUMNS, MAX_ROWS, Draft, Grid, rectangular
from core.tables.refusals import NoTable, Scan, TableTooBig
from core.tables.word_xml import BODY, TBL, TC, TR, VAL, P, W, children_of, document_root, text_of
from roadmaps.importing.text import clean

TC_PR, TR_PR, SPAN, MERGE, H_MERGE = W + "tcPr", W + "trPr", W + "gridSpan", W + "vMerge", W + "hMerge"
Tidy = Callable[[str], str]


def read_word(archive: Archive, tidy: Tidy = clean) -> tuple[Grid, ...]:
    """Every table in order, nested ones after the table that holds them. NoTable or Scan when there is none.

    `tidy` is done to the text of every cell and paragraph.
    """
    root = document_root(archive)
    body = root.find(BODY)
    grids: list[Grid] = []
    before: list[str] = []
    seen: list[str] = []
    for block in children_of(body) if body is not None else ():
        if block.tag == P:
            if text := tidy(text_of(block)):
                before.append(text)
        elif block.tag == TBL:
            grids.extend(_grids(block, len(grids), tuple(before), tidy))
            seen += before
            before = []
    if not grids:
        raise _nothing_found(archive, bool(seen or before))
    return tuple(grids)


def _nothing_found(archive: Archive, has_text: bool) -> NoTable | Scan:
    pictures = any(name.startswith("word/media/") for name in archive.names)
    return Scan() if pictures and not has_text else NoTable()


def _grids(table: etree._Element, index: int, before: tuple[str, ...], tidy: Tidy) -> list[Grid]:
    drafts: list[Draft] = []
    nested: list[etree._Element] = []
    notes: list[str] = []
    for position, row in enumerate((child for child in children_of(table) if child.tag == TR), start=1):
        if position > MAX_ROWS:
            raise TableTooBig
        draft = _row(row, position, nested, tidy)
        if len(draft.cells) > MAX_COLUMNS:
            lost = " ".join(text for text in draft.cells[MAX_COLUMNS:] if text)
            if lost:
                notes.append(f"Строка {position}: столбцы после {MAX_COLUMNS}-го не прочитаны")
            del draft.cells[MAX_COLUMNS:]
        drafts.append(draft)
    found = [Grid(index=index, rows=rectangular(drafts), before=before, notes=tuple(notes))]
    for inner in nested:
        found.extend(_grids(inner, index + len(found), (), tidy))
    return found


def _row(row: etree._Element, position: int, nested: list[etree._Element], tidy: Tidy) -> Draft:
    draft = Draft(number=position)
    properties = row.find(TR_PR)
    if properties is not None:
        _skip(draft, properties, "gridBefore")
    for cell in children_of(row):
        if cell.tag == TC:
            _add_cell(draft, cell, nested, tidy)
    draft.given = len(draft.cells)
    if properties is not None:
        skipped = properties.find(W + "gridAfter")
        draft.given += _number(skipped) if skipped is not None else 0
    return draft


def _skip(draft: Draft, properties: etree._Element, name: str) -> None:
    skipped = properties.find(W + name)
    if skipped is not None:
        draft.cells += [""] * min(_number(skipped), MAX_COLUMNS)


def _add_cell(draft: Draft, cell: etree._Element, nested: list[etree._Element], tidy: Tidy) -> None:
    properties = cell.find(TC_PR)
    width, merged, joined = 1, False, False
    if properties is not None:
        for item in properties:
            if item.tag == SPAN:
                width = max(1, min(_number(item), MAX_COLUMNS))
            elif item.tag == MERGE:
                merged = item.get(VAL, "continue") == "continue"
            elif item.tag == H_MERGE:
                joined = item.get(VAL, "continue") == "continue"
    column = len(draft.cells)
    text = tidy(_cell_text(cell, nested))
    if joined and draft.spans:  # the old way to merge across
        start, span = draft.spans[-1]
        draft.spans[-1] = (start, span + 1)
        draft.cells.append(text)
        return
    if merged:
        draft.merged.update(range(column, column + width))
    if width > 1:
        draft.spans.append((column, width))
    draft.cells += [text] + [""] * (width - 1)


def _cell_text(cell: etree._Element, nested: list[etree._Element]) -> str:
    if cell.find(".//" + TBL) is None:
        return text_of(cell)
    parts: list[str] = []
    for block in children_of(cell):
        if block.tag == TBL:
            nested.append(block)
        else:
            parts.append(text_of(block))
    return "\n".join(parts)


def _number(element: etree._Element) -> int:
    value = str(element.get(VAL, "1"))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
