"""Tables of a .docx: one walk over `w:tbl`, several times cheaper than `row.cells` of python-docx."""

from collections.abc import Callable, Iterator

from lxml import etree

from core.archives import Archive, parse_xml
from core.tables.grids import MAX_COLUMNS, MAX_ROWS, Draft, Grid, rectangular
from core.tables.opening import main_part
from core.tables.refusals import NoTable, Scan, TableTooBig
from roadmaps.importing.text import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
P, T, BR, CR, TAB, HYPHEN = W + "p", W + "t", W + "br", W + "cr", W + "tab", W + "noBreakHyphen"
TBL, TR, TC, BODY, VAL = W + "tbl", W + "tr", W + "tc", W + "body", W + "val"
TC_PR, TR_PR, SPAN, MERGE, H_MERGE = W + "tcPr", W + "trPr", W + "gridSpan", W + "vMerge", W + "hMerge"
WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
SIGNS = {BR: "\n", CR: "\n", TAB: " ", HYPHEN: "-"}
TEXT_TAGS = (P, T, BR, CR, TAB, HYPHEN)
Tidy = Callable[[str], str]


def read_word(archive: Archive, tidy: Tidy = clean) -> tuple[Grid, ...]:
    """Every table in order, nested ones after the table that holds them. NoTable or Scan when there is none.

    `tidy` is done to the text of every cell and paragraph.
    """
    root = _document(archive)
    body = root.find(BODY)
    grids: list[Grid] = []
    before: list[str] = []
    seen: list[str] = []
    for block in _children(body) if body is not None else ():
        if block.tag == P:
            if text := tidy(_text(block)):
                before.append(text)
        elif block.tag == TBL:
            grids.extend(_grids(block, len(grids), tuple(before), tidy))
            seen += before
            before = []
    if not grids:
        raise _nothing_found(archive, bool(seen or before))
    return tuple(grids)


def _document(archive: Archive) -> etree._Element:
    name = main_part(archive)
    root = archive.xml(name)
    if root.tag == f"{{{STRICT.decode()}}}document":
        root = parse_xml(archive.read(name).replace(STRICT, TRANSITIONAL))
    for twin in list(root.iter(FALLBACK)):  # the same text again, for older programs
        parent = twin.getparent()
        if parent is not None:
            parent.remove(twin)
    return root


def _nothing_found(archive: Archive, has_text: bool) -> NoTable | Scan:
    pictures = any(name.startswith("word/media/") for name in archive.names)
    return Scan() if pictures and not has_text else NoTable()


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Children with wrappers (content controls, accepted insertions) looked through."""
    for child in parent:
        if child.tag in WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _grids(table: etree._Element, index: int, before: tuple[str, ...], tidy: Tidy) -> list[Grid]:
    drafts: list[Draft] = []
    nested: list[etree._Element] = []
    notes: list[str] = []
    for position, row in enumerate((child for child in _children(table) if child.tag == TR), start=1):
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
    for cell in _children(row):
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
        return _text(cell)
    parts: list[str] = []
    for block in _children(cell):
        if block.tag == TBL:
            nested.append(block)
        else:
            parts.append(_text(block))
    return "\n".join(parts)


def _text(element: etree._Element) -> str:
    """Text of runs; a new paragraph is a new line. What was deleted in review (`w:delText`) is not text."""
    parts: list[str] = []
    for item in element.iter(*TEXT_TAGS):
        tag = item.tag
        if tag == T:
            parts.append(item.text or "")
        elif tag == P:
            parts.append("\n")
        elif tag != TAB or item.get(VAL) is None:  # a tab stop of a style is no text
            parts.append(SIGNS[tag])
    return "".join(parts)


def _number(element: etree._Element) -> int:
    value = str(element.get(VAL, "1"))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
