"""A board as a table for Excel and paper: the numbers of the page, hidden ones hidden."""

from core.sheets.model import Column, Group, Sheet, Value
from core.viewer import Viewer
from core.years import year_label
from reports.figures import FIGURES, OF_SCHOOL, Cell
from reports.queries.dashboards import BoardFilters, BoardLine, board_lines
from reports.queries.figures import FigureRow, figures_of
from reports.words import SMALL_NUMBERS
from roadmaps.queries.lights import WORDS
from schools.models import Organization


def board_sheet(viewer: Viewer, node: Organization, school_year: int, filters: BoardFilters) -> Sheet:
    own = figures_of(viewer, school_year, node)
    lines = board_lines(viewer, node, school_year, filters)
    columns = (
        Column("Организация", 50),
        Column("Светофор", 24),
        *(Column(FIGURES[key].title, 16) for key in OF_SCHOOL),
    )
    moment = f"Данные на {own.counted_at:%d.%m.%Y %H:%M}" if own.counted_at else "Ещё не считали"
    return Sheet(
        title=f"Сводка: {node.short_name}, {year_label(school_year)} учебный год",
        columns=columns,
        groups=(Group("", "", tuple(_row(line) for line in lines)), Group("", "Итого", (_totals(own),))),
        file_name=f"Сводка {node.short_name}",
        lines=(moment, SMALL_NUMBERS),
    )


def _row(line: BoardLine) -> tuple[Value, ...]:
    return (line.row.organization.short_name, WORDS.get(line.row.light, ""), *_values(line.row))


def _totals(own: FigureRow) -> tuple[Value, ...]:
    return ("Итого", "", *_values(own))


def _values(row: FigureRow) -> tuple[Value, ...]:
    return tuple(_value(row.cell(key)) for key in OF_SCHOOL)


def _value(cell: Cell) -> Value:
    return cell.value if cell.exact else str(cell)
