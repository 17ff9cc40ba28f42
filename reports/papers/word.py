"""A report in Word, to be worked on further: its headings, paragraphs and tables.

No pictures: the table beside each one holds the same figures.
"""

import io
from collections.abc import Iterator
from datetime import datetime

from core.sheets.docx import table_xml
from core.sheets.model import shown
from core.sheets.word import LANDSCAPE, PORTRAIT, append, blank, describe, labelled, paragraph
from reports.papers.model import Report, Section
from reports.papers.sheets import sheet_of


def as_docx(report: Report, *, author: str, at: datetime, stamp: str = "") -> bytes:
    """Lying down where a table has many columns. `at` stands in the properties, `stamp` is the sum of a kept report."""
    document = blank(landscape=report.is_wide)
    blocks = [paragraph(report.title, "SheetTitle"), *(paragraph(line, "SheetLine") for line in report.lines)]
    for number, section in enumerate(report.sections, 1):
        blocks += _section(section, number, LANDSCAPE if report.is_wide else PORTRAIT)
    append(document, blocks)
    describe(document, report.title, author, at, f"sha256: {stamp}" if stamp else "")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _section(section: Section, number: int, width: int) -> Iterator[str]:
    yield paragraph(f"{number}. {section.title}", "ReportHeading")
    for text in section.paragraphs:
        yield paragraph(text, "SheetNote")
    for fact in section.facts:
        yield labelled(fact.title, shown(fact.value))
    for table in section.tables:
        yield paragraph(table.title, "ReportCaption")
        yield table_xml(sheet_of(table), width)
        yield paragraph(table.note, "SheetNote")  # also keeps two tables apart: Word joins neighbours
    if section.words:
        yield paragraph(section.words, "SheetNote")
