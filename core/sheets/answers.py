"""A sheet as a download."""

from datetime import date, datetime

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.sheets.docx import as_docx
from core.sheets.model import Sheet, file_name
from core.sheets.pdf import as_pdf
from core.sheets.xlsx import as_xlsx

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
}


def sheet_response(sheet: Sheet, kind: str, today: date, now: datetime) -> HttpResponse:
    """`kind` is a key of TYPES. Raises PdfUnavailable."""
    content = {"xlsx": as_xlsx, "pdf": as_pdf, "docx": lambda each: as_docx(each, now)}[kind](sheet)
    response = HttpResponse(content, content_type=TYPES[kind])
    name = file_name(sheet.file_name, on=today, suffix=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
