"""A `Sheet` as PDF with real page numbers, and as the HTML of a page to print."""

from typing import Any

from django.template.loader import render_to_string

from core.pdf import render_pdf
from core.sheets.model import Group, On, Sheet, shown, widths_on_paper

TEMPLATE = "core/sheet_print.html"
PER_MILLE = 1000


def as_pdf(sheet: Sheet) -> bytes:
    """The same sheet gives the same bytes. Raises PdfUnavailable without the system libraries."""
    return render_pdf(render_to_string(TEMPLATE, {"sheet": print_context(sheet)}), sheet="table")


def print_context(sheet: Sheet) -> dict[str, Any]:
    """Cells as ready words for the template."""
    columns = sheet.columns_on(On.PAPER)
    widths = widths_on_paper(columns, PER_MILLE)
    return {
        "title": sheet.title,
        "lines": sheet.lines,
        "notes": sheet.notes,
        "foot": sheet.foot,
        "total": sheet.total,
        "author": sheet.author,
        "columns": [(column.title, f"{width / 10:.1f}%") for column, width in zip(columns, widths, strict=True)],
        "width": len(columns),
        "groups": [_group(sheet, group, before) for before, group in _neighbours(sheet.groups)],
    }


def _neighbours(groups: tuple[Group, ...]) -> list[tuple[str, Group]]:
    """Each group with the heading above the group before it."""
    return list(zip(("", *(group.over for group in groups)), groups, strict=False))


def _group(sheet: Sheet, group: Group, before: str) -> dict[str, Any]:
    return {
        "over": group.over if group.over != before else "",
        "number": group.number,
        "name": group.name,
        "rows": [[shown(value) for value in sheet.cells_on(On.PAPER, row)] for row in group.rows],
    }
