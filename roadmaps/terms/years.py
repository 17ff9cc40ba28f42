"""Which calendar year a point without a year belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from roadmaps.terms.days import clip, document_span, first_year, is_nominal, months_window, school_year_of
from roadmaps.terms.model import Frame, Window
from roadmaps.terms.nodes import TABLE_MONTH, Point

SUMMER = (6, 7)
SEVERAL_YEARS = "Год не указан, а документ охватывает несколько лет: взят первый подходящий."
FROM_THE_RIGHT = "Год указан только в конце и не подходит к более ранним месяцам: проверьте."
NO_TABLE_MONTH = "Месяц не назван: такие слова понятны только в плане на один месяц."
LONE_AUGUST = "Август без года: считаем, что перед учебным годом."
AUGUST_IN_THE_MIDDLE = "Август внутри перечня: считаем, что это лето после учебного года."

_SCHOOL_UNITS = {
    "half": ((9, 4), (1, 5)), "term": ((9, 2), (11, 2), (1, 3), (4, 2)), "trimester": ((9, 3), (12, 3), (3, 3)),
    "season": ((9, 3), (12, 3), (3, 3), (6, 3)), "quarter": ((1, 3), (4, 3), (7, 3), (10, 3)),
}  # fmt: skip
_CIVIL_UNITS = {**_SCHOOL_UNITS, "half": ((1, 6), (7, 6)), "trimester": ((1, 4), (5, 4), (9, 4))}
_CIVIL_EDGE = {9: 1, 5: 12, 1: 6, 6: 12}


@dataclass
class Findings:
    """What must be told to the user beside the windows."""

    doubts: list[str] = field(default_factory=list)
    leaned: bool = False
    """A year was taken from a frame that names none."""
    missing: str = ""
    """Why there can be no window at all."""

    def doubt(self, note: str) -> None:
        if note not in self.doubts:
            self.doubts.append(note)


def unit_months(point: Point, frame: Frame) -> tuple[int, int]:
    """(first month, length in months) of the point's unit; month 0 when the table's month is needed but unknown."""
    if point.unit == "month":
        return (point.number or frame.table_month or 0), 1
    if point.unit in ("vagueedge", "civiledge"):
        civil = point.unit == "civiledge" or frame.calendar_basis
        return (_CIVIL_EDGE[point.number] if civil else point.number), 1
    if point.unit == "edge":
        return point.number, 1
    if point.unit in ("year", "schoolyear"):
        return (1, 12) if point.unit == "year" else (9, 9)
    units = _CIVIL_UNITS if civil_unit(point, frame) else _SCHOOL_UNITS
    return units[point.unit][point.number - 1 if point.number > 0 else -1]


def civil_unit(point: Point, frame: Frame) -> bool:
    return frame.calendar_basis and point.school_year is None


def years_of(points: Sequence[Point], frame: Frame, found: Findings) -> list[int]:
    """A year for every point: its own, else the nearest one to the right, else the document's."""
    months = [unit_months(point, frame)[0] for point in points]
    years = [_own_year(point, month) for point, month in zip(points, months, strict=True)]
    _spread_to_the_left(points, months, years, frame, found)
    resolved: list[int] = []
    for index, (point, month) in enumerate(zip(points, months, strict=True)):
        if month == 0:
            found.missing = NO_TABLE_MONTH
        year = years[index]
        if year is None:
            before = (resolved[-1], months[index - 1]) if resolved else None
            later = any(other not in (0, 8) for other in months[index + 1 :])
            year = _default_year(point, month or 9, before, later, frame, found)
        resolved.append(year)
    return resolved


def _own_year(point: Point, month: int) -> int | None:
    if point.unit == "year" or point.unit == "schoolyear":
        return point.number
    if point.year is not None:
        return point.year
    if point.school_year is not None:
        return point.school_year if month >= 9 else point.school_year + 1
    return None


def _spread_to_the_left(
    points: Sequence[Point], months: list[int], years: list[int | None], frame: Frame, found: Findings
) -> None:
    """«Сентябрь, октябрь 2023»: one year at the end serves the months before it, one less across New Year."""
    carried: tuple[int, int] | None = None
    for index in range(len(points) - 1, -1, -1):
        year = years[index]
        if year is None and carried is not None and points[index].number != TABLE_MONTH:
            year = carried[0] - (months[index] > carried[1])
            years[index] = year
            crossed = months[index] > carried[1]
            if crossed and frame.academic_year is not None and year != _school_year_month(months[index], frame):
                found.doubt(FROM_THE_RIGHT)
        calendar_year = points[index].unit not in ("year", "schoolyear")
        carried = (year, months[index]) if year is not None and calendar_year else None


def _school_year_month(month: int, frame: Frame) -> int:
    return first_year(frame) + (month < 8)


def _default_year(
    point: Point, month: int, before: tuple[int, int] | None, more: bool, frame: Frame, found: Findings
) -> int:
    if is_nominal(frame):
        found.leaned = True
    if frame.table_month is not None:
        return _nearest_to_table(month, frame)
    if frame.period is not None and (frame.calendar_basis or not _within_one_school_year(frame.period)):
        return _within_period(month, before, frame, found)
    if point.unit == "civiledge":
        return first_year(frame) + (month < 6)
    if month == 8 and point.unit == "month":
        return first_year(frame) + _august_is_after(before, more, frame, found)
    year = first_year(frame) + (month < 9)
    if point.unit == "quarter" and month == 7:
        year = first_year(frame)
    return year


def _august_is_after(before: tuple[int, int] | None, more: bool, frame: Frame, found: Findings) -> bool:
    if before is None:
        if frame.summer_after is None and not more:
            found.doubt(LONE_AUGUST)
        return bool(frame.summer_after) and not more
    year, month = before
    if month == 8:
        return year > first_year(frame)
    if month not in (*SUMMER, 5, 9) and year > first_year(frame):
        found.doubt(AUGUST_IN_THE_MIDDLE)
    return True


def _within_one_school_year(period: tuple[date, date]) -> bool:
    return school_year_of(period[0]) == school_year_of(period[1])


def _nearest_to_table(month: int, frame: Frame) -> int:
    table = frame.table_month or month
    year = frame.table_year if frame.table_year is not None else first_year(frame) + (table < 9)
    return min((year - 1, year, year + 1), key=lambda y: abs((y - year) * 12 + month - table))


def _within_period(month: int, before: tuple[int, int] | None, frame: Frame, found: Findings) -> int:
    """The first year of a longer period in which the month lies inside it and not before its neighbour."""
    span = document_span(frame)
    years = range(span.start.year, span.end.year + 1)
    inside = [year for year in years if clip(months_window(year, month), span)] or [span.start.year]
    later = [year for year in inside if before is None or (year, month) >= before] or inside
    if len(later) > 1 or len(inside) > 1:
        found.doubt(SEVERAL_YEARS)
    return later[0]


def overlaps_document(window: Window, frame: Frame) -> bool:
    """False for a date that can only be a leftover of another year or a typo."""
    if is_nominal(frame):
        return True
    if frame.period is not None:
        return clip(window, Window(*frame.period)) is not None
    year = first_year(frame)
    return window.end >= date(year, 8, 1) and window.start <= date(year + 1, 8, 31)
