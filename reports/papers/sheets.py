"""A report as tables: what the spreadsheet and the Word file are written from."""

from collections.abc import Iterator

from core.sheets import model as sheets
from core.sheets.model import Sheet
from reports.papers.model import Report, Table

COLUMNS = (sheets.Column("Раздел", 60), sheets.Column("Показатель", 90), sheets.Column("Значение", 117))
CONCLUSION = "Вывод"


def sheet_of(table: Table) -> Sheet:
    """Without a title of its own in Word; in a spreadsheet the page is named by it."""
    columns = tuple(sheets.Column(column.title, column.width) for column in table.columns)
    groups = (sheets.Group("", "", table.every_row),)
    return Sheet(table.title, columns, groups, table.title)


def book_of(report: Report, facts: tuple[tuple[str, str], ...], author: str) -> list[Sheet]:
    """The first page is the report in rows, every table of it follows on its own."""
    groups = (sheets.Group("", "", tuple(_rows(report))),)
    first = Sheet(report.title, COLUMNS, groups, report.title, lines=report.lines, facts=facts, author=author)
    return [first, *(sheet_of(table) for table in report.tables)]


def _rows(report: Report) -> Iterator[sheets.Row]:
    for section in report.sections:
        for text in section.paragraphs:
            yield section.title, "", text
        for fact in section.facts:
            yield section.title, fact.title, fact.value
        if section.words:
            yield section.title, CONCLUSION, section.words
