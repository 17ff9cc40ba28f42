"""A `Sheet` as .xlsx: real dates, frozen header, filter, page set up for print, and a page that says who made it."""

import io
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from core.sheets.model import On, Row, Sheet, Value, plain

DATE_FORMAT = "DD.MM.YYYY"
FONT = "Times New Roman"
TITLE, LINE, HEADER, TEXT, DAY = "Название", "Сведения", "Шапка", "Ячейка", "Дата"
FACTS_TITLE = "О файле"
SIGNS_PER_MM = 0.48  # the width of a column is counted in digits
LETTERS_PER_SIGN = 1.25  # of the text of a cell, which is smaller
LINE_HEIGHT, TALLEST = 13.5, 409.0  # points; Excel draws no taller row
GROUP_WIDTHS = (24, 10, 40, 12)
TOTAL = "Итого"
LONGEST_CELL = 32_767  # letters; Excel refuses a longer one
NAME_SIGNS = str.maketrans("", "", "[]:*?/\\")


def as_xlsx(sheet: Sheet) -> bytes:
    """One row per row of the page; the heading above, number, name and kind of its group stand in the first columns.

    Every text is written as text: what begins with «=», «+», «-» or «@» is never calculated.
    """
    return as_book([sheet])


def as_book(sheets: Sequence[Sheet]) -> bytes:
    """Each on a page of its own under its title; the first says who made the file."""
    from openpyxl import Workbook  # slow to import: not for the start of the program

    book = Workbook()
    _add_styles(book)
    for number, sheet in enumerate(sheets):
        page = book.create_sheet() if number else book.active
        page.title = _free_name(sheet.title, book.sheetnames)
        _write_page(page, sheet)
    _write_facts(book, sheets[0])
    _describe(book, sheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _free_name(title: str, taken: Iterable[str]) -> str:
    """At most 31 signs; a second page of the same name gets a number (Excel compares without case)."""
    name = title.translate(NAME_SIGNS)[:31].strip(" '") or "Таблица"
    known = {each.lower() for each in taken}
    number = 2
    free = name
    while free.lower() in known:
        free, number = f"{name[:27]} {number}", number + 1
    return free


def _write_page(page: Any, sheet: Sheet) -> None:
    start = _write_top(page, sheet)
    titles = [title for title, _ in _columns(sheet)]
    letters = [int(_signs(width) * LETTERS_PER_SIGN) for _, width in _columns(sheet)]
    _write(page, start, titles, HEADER)
    page.row_dimensions[start].height = _height(titles, letters)
    last = start
    for last, cells in enumerate(_rows(sheet), start + 1):
        _write(page, last, cells)
        page.row_dimensions[last].height = _height(cells, letters)
    if sheet.total:
        _write_total(page, last + 1, f"{TOTAL}: {sheet.total}", len(titles))
    _set_up(page, sheet, start, last, last + bool(sheet.total))


def _height(cells: Iterable[Value], letters: Iterable[int]) -> float:
    """Points. Written, because LibreOffice does not stretch rows of files made by a program, and lines overlap."""
    texts = [(value, width) for value, width in zip(cells, letters, strict=True) if isinstance(value, str)]
    return min(LINE_HEIGHT * max([1, *(_lines(text, width) for text, width in texts)]), TALLEST)


def _lines(text: str, letters: int) -> int:
    paragraphs = text.splitlines()
    return sum(1 if len(each) <= letters else len(textwrap.wrap(each, letters)) for each in paragraphs)


def _signs(millimetres: float) -> float:
    return max(7.0, millimetres * SIGNS_PER_MM)


def _columns(sheet: Sheet) -> list[tuple[str, float]]:
    """(title, width in millimetres) of groups, then of the columns."""
    groups = [(title, float(width)) for title, width in zip(sheet.group_titles, GROUP_WIDTHS, strict=True) if title]
    return [*groups, *((column.title, float(column.width)) for column in sheet.columns_on(On.SPREADSHEET))]


def _rows(sheet: Sheet) -> Iterable[Row]:
    """A group without rows is one row with its name alone."""
    width = len(sheet.columns_on(On.SPREADSHEET))
    for group in sheet.groups:
        values: Row = (
            group.over,
            int(group.number) if group.number.isdecimal() else group.number,
            group.name,
            group.kind,
        )
        head = tuple(value for title, value in zip(sheet.group_titles, values, strict=True) if title)
        for row in group.rows or ((),):
            yield (*head, *(sheet.cells_on(On.SPREADSHEET, row) if row else (None,) * width))


def _add_styles(book: Any) -> None:
    """Named once: a look per cell would take most of the time of a long table."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side(style="thin", color="999999")
    border = Border(line, line, line, line)
    text = Alignment(vertical="top", wrap_text=True)
    header = Alignment(vertical="center", wrap_text=True)
    fill = PatternFill("solid", fgColor="E9EEF5")
    for style in (
        NamedStyle(TITLE, Font(name=FONT, size=14, bold=True)),
        NamedStyle(LINE, Font(name=FONT, size=11)),
        NamedStyle(HEADER, Font(name=FONT, size=10, bold=True), fill, border, header),
        NamedStyle(TEXT, Font(name=FONT, size=10), border=border, alignment=text),
        NamedStyle(DAY, Font(name=FONT, size=10), border=border, alignment=text, number_format=DATE_FORMAT),
    ):
        book.add_named_style(style)


def _write_top(page: Any, sheet: Sheet) -> int:
    """Title and lines; returns the number of the header row."""
    for number, line in enumerate((sheet.title, *sheet.lines), 1):
        _write(page, number, [line], TITLE if number == 1 else LINE)
    return len(sheet.lines) + 3


def _write(page: Any, number: int, values: Iterable[Value], style: str = "") -> None:
    for column, value in enumerate(values, 1):
        cell = page.cell(number, column)
        cell.style = style or (DAY if isinstance(value, date) else TEXT)
        if isinstance(value, str) and value:
            cell.value = plain(value)[:LONGEST_CELL]
            cell.data_type = "s"  # openpyxl takes «=…» for a formula
            cell.quotePrefix = True  # and Excel stays with the text when the cell is edited
        elif value is not None:
            cell.value = value


def _write_total(page: Any, number: int, text: str, width: int) -> None:
    _write(page, number, [text, *[None] * (width - 1)], HEADER)
    page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)


def _set_up(page: Any, sheet: Sheet, start: int, last: int, end: int) -> None:
    from openpyxl.utils import get_column_letter

    columns = _columns(sheet)
    for number, (_, width) in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(number)].width = _signs(width)
    right = get_column_letter(len(columns))
    page.freeze_panes = f"A{start + 1}"
    page.auto_filter.ref = f"A{start}:{right}{max(last, start)}"
    page.print_title_rows = f"{start}:{start}"
    page.print_area = f"A1:{right}{max(end, start)}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = page.page_margins.top = page.page_margins.bottom = 0.47
    page.oddFooter.right.text = "&P из &N"


def _write_facts(book: Any, sheet: Sheet) -> None:
    page = book.create_sheet(FACTS_TITLE)
    for number, (name, text) in enumerate((("Таблица", sheet.title), *sheet.facts), 1):
        _write(page, number, [name, text])
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 20, 80
    page.page_setup.paperSize, page.page_setup.fitToWidth, page.page_setup.fitToHeight = 9, 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _describe(book: Any, sheet: Sheet) -> None:
    from openpyxl.packaging.custom import StringProperty

    book.properties.title, book.properties.creator = plain(sheet.title), plain(sheet.author)
    book.properties.language = "ru-RU"
    if sheet.mark:
        book.custom_doc_props.append(StringProperty(name=sheet.mark, value="1"))
