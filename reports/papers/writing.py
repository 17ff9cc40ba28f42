"""A report as a file. Every writer gets the same values; none of them counts."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from core.pdf import render_pdf
from core.sheets.model import file_name
from core.sheets.xlsx import as_book
from reports.papers.blocks import blocks_of
from reports.papers.model import Report, without_blanks
from reports.papers.sheets import book_of
from reports.papers.word import as_docx

KINDS = {"pdf": "PDF", "docx": "Документ Word", "xlsx": "Таблица Excel"}
PRINT_FONT = "Liberation Serif"


@dataclass(frozen=True, slots=True)
class Made:
    """Who made the file and when (in the time of the organization); `stamp` is the checksum of a kept report."""

    by: str
    at: datetime
    stamp: str = ""

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        return ("Кто выгрузил", self.by), ("Когда", f"{self.at:%d.%m.%Y}"), ("Сумма SHA-256", self.stamp or "нет")


def content_of(report: Report, kind: str, made: Made) -> bytes:
    """`kind` is one of KINDS. Raises core.pdf.PdfUnavailable."""
    report = without_blanks(report)
    if kind == "pdf":
        return render_pdf(report_html(report, made), sheet="report", tagged=True)
    if kind == "docx":
        return as_docx(report, author=made.by, at=made.at, stamp=made.stamp)
    return as_book(book_of(report, made.facts, made.by))


def name_of(report: Report, kind: str, made: Made) -> str:
    return file_name(report.title, report.period, on=made.at.date(), suffix=kind)


def report_html(report: Report, made: Made) -> str:
    """The document that WeasyPrint prints."""
    blocks = blocks_of(report, font=PRINT_FONT)
    context = {"report": report, "made": made, "blocks": blocks}
    return render_to_string("reports/report_print.html", context)
