"""A report as templates show it: on the page and in print."""

from typing import Any

from core.charts.drawing import svg
from core.sheets.model import Row, shown
from reports.papers.model import Report, Section, Table
from reports.papers.pictures import charts_of


def blocks_of(report: Report, *, font: str = "inherit") -> list[dict[str, Any]]:
    """Sections with the words of their figures, tables with their pictures, keys for ids."""
    return [_block(section, place, font) for place, section in enumerate(report.sections, 1)]


def _block(section: Section, place: int, font: str) -> dict[str, Any]:
    return {
        "section": section,
        "number": place,
        "facts": [(fact.title, shown(fact.value), fact.how) for fact in section.facts],
        "tables": [_table(table, f"c{place}-{at}", font) for at, table in enumerate(section.tables, 1)],
    }


def _table(table: Table, key: str, font: str) -> dict[str, Any]:
    charts = charts_of(table)
    width = sum(column.width for column in table.columns)
    return {
        "table": table,
        "columns": [(column, f"{100 * column.width / width:.1f}%") for column in table.columns],
        "rows": [_cells(table, row) for row in table.rows],
        "total": _cells(table, table.total) if table.total else (),
        "pictures": [svg(chart, f"{key}-{place}", font=font) for place, chart in enumerate(charts, 1)],
        "caption": charts[0].title if charts else "",
    }


def _cells(table: Table, row: Row) -> list[tuple[str, str, bool]]:
    """(title of the column, words, is it a number) of each cell."""
    return [(column.title, shown(value), column.number) for column, value in zip(table.columns, row, strict=True)]
