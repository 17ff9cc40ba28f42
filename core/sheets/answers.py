"""A sheet as a download."""

from datetime import date, datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.http import TYPES
from core.sheets.docx import as_docx
from core.sheets.model import Sheet, file_name
from core.sheets.pdf import as_pdf
from core.sheets.xlsx import as_xlsx

KINDS = ("xlsx", "docx", "pdf")


def as_file(sheet: Sheet, kind: str, now: datetime) -> bytes:
    """`kind` is one of KINDS. Raises PdfUnavailable."""
    if kind == "docx":
        return as_docx(sheet, now)
    return as_pdf(sheet) if kind == "pdf" else as_xlsx(sheet)


def sheet_response(sheet: Sheet, kind: str, today: date, now: datetime) -> HttpResponse:
    """`kind` is one of KINDS. Raises PdfUnavailable."""
    response = HttpResponse(as_file(sheet, kind, now), content_type=TYPES[kind])
    name = file_name(sheet.file_name, on=today, suffix=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
