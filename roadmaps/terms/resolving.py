"""From spans to windows: a point becomes days inside its unit, a deadline the days of its month up to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roadmaps.terms.days import (
    DAY,
    FIRST_MONTH,
    clip,
    document_span,
    half_of_month,
    last_day,
    month_end,
    months_later,
    months_window,
    plan_years,
    school_year_of,
    teaching_year,
    tenth_of_month,
    week_of_month,
    weekday_of_month,
)  # fmt: skip
from roadmaps.terms.lexicon import MONTH_GENITIVE
from roadmaps.terms.model import Frame, Kind, Window
from roadmaps.terms.nodes import Piece, Point, Span
from roadmaps.terms.years import Findings, unit_months, years_of

CLAMPED = "Такого дня нет: взят последний день {month}."
NO_SUCH_DAY = "Такого дня в месяце нет."
BEFORE_UNIT = "«До {month}» понято как «пока не начался»; если месяц включается, выберите другой вариант."
BEFORE_START = "«До» понято как «пока не началось»."
PART_OF_LONG = "Начало, середина и конец длинного срока взяты целым месяцем."
TURNED = "Конец раньше начала: год конца исправлен, проверьте."
TWO_HALVES = "Полугодие с календарным годом в плане учебного года: проверьте."
VAGUE_EDGE = "Сказано «года» без «учебного»: считаем учебный год."
SINGLE_YEAR = "Указан календарный год в плане учебного года: проверьте."
TERM_DATES = "Даты четвертей и триместров приблизительные: уточните по календарному графику школы."
OPEN_END = "Начало позже конца учебного года: срок до 31 августа."
AFTER_DAY = "«После» понято как «со следующего дня»."
TILL_YEAR = "«До года»: проверьте, включается ли сам год."
NESTED = "Один срок лежит внутри другого: проверьте, какой из них верный."
UNTIL_PART = "Крайний срок понят как конец названного отрезка."


def resolve(spans: Sequence[Span], frame: Frame, found: Findings) -> list[Window]:
    points = [point for span in spans for point in (span.first, span.last) if point is not None]
    years = iter(years_of(points, frame, found))
    if found.missing:
        return []
    windows: list[Window] = []
    for span in spans:
        if span.doubt:
            found.doubt(span.doubt)
        first_year, last_year = next(years), (next(years) if span.last is not None else None)
        window = _span_window(span, first_year, last_year, frame, found)
        if window is not None and window not in windows:
            windows.append(window)
    if any(_inside(a, b) for a in windows for b in windows if a is not b):
        found.doubt(NESTED)
    return windows


def _inside(inner: Window, outer: Window) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def kind_of(spans: Sequence[Span], windows: Sequence[Window]) -> Kind:
    if len(windows) > 1:
        return Kind.LIST
    span, window = spans[0], windows[0]
    if span.mode == "till" or window.start == window.end:
        return Kind.DATE
    named = span.first.unit == "month" and span.last is None and span.mode not in ("from", "after")
    whole = named and window == months_window(window.start.year, window.start.month)
    return Kind.MONTH if whole else Kind.RANGE


def _span_window(span: Span, year: int, last_year: int | None, frame: Frame, found: Findings) -> Window | None:
    if span.first.unit == "year" and span.last is not None and span.last.unit == "year":
        return _years_window(span.first.number, span.last.number, frame)
    window = point_window(span.first, year, frame, found)
    if window is None:
        return None
    if span.last is not None and last_year is not None:
        return _range_window(window, span.last, last_year, frame, found)
    if span.mode == "till":
        if span.first.unit == "year" and span.first.piece is None:
            return _till_year(span.first.number, frame, found)
        return _deadline(span.first, window, found)
    if span.mode == "after":
        found.doubt(AFTER_DAY)
        window = Window(window.end + DAY, window.end + DAY)
    if span.mode in ("from", "after"):
        return Window(window.start, _open_end(window.start, frame, found))
    return window


def _years_window(first: int, last: int, frame: Frame) -> Window:
    """«2020-2024 гг.» are calendar years; «2023-2024 г.» in a school plan is its school year."""
    if last - first == 1 and not frame.calendar_basis:
        return teaching_year(first)
    return Window(date(first, 1, 1), date(max(first, last), 12, 31))


def _range_window(window: Window, last: Point, year: int, frame: Frame, found: Findings) -> Window | None:
    end = point_window(last, year, frame, found)
    if end is None:
        return None
    if end.end < window.start:
        found.doubt(TURNED)
        while end.end < window.start:
            year += 1
            moved = point_window(last, year, frame, found)
            if moved is None or last.unit in ("year", "schoolyear"):
                return None
            end = moved
    return Window(window.start, end.end)


def point_window(point: Point, year: int, frame: Frame, found: Findings) -> Window | None:
    if point.unit == "schoolyear":
        return teaching_year(point.number)
    month, length = unit_months(point, frame)
    if point.unit == "year":
        if not frame.calendar_basis and point.piece is None:
            found.doubt(SINGLE_YEAR)
    elif point.unit == "half" and point.year is not None and not frame.calendar_basis:
        found.doubt(TWO_HALVES)
    elif point.unit in ("term", "trimester"):
        found.doubt(TERM_DATES)
    elif point.unit == "vagueedge" and not frame.calendar_basis:
        found.doubt(VAGUE_EDGE)
    if point.piece is None:
        return months_window(year, month, length)
    if length == 1:
        return _piece_window(point.piece, year, month, found)
    return _piece_of_long(point.piece, year, month, length, found)


def _piece_window(piece: Piece, year: int, month: int, found: Findings) -> Window | None:
    if piece.unit == "day":
        last = last_day(year, month)
        if piece.number > last:
            found.doubt(CLAMPED.format(month=MONTH_GENITIVE[month]))
        day = date(year, month, min(piece.number, last) if piece.number > 0 else last)
        return Window(day, day)
    if piece.unit == "weekday":
        found_day = weekday_of_month(year, month, piece.number, piece.weekday)
        if found_day is None:
            found.missing = NO_SUCH_DAY
            return None
        return Window(found_day, found_day)
    if piece.unit == "week":
        return week_of_month(year, month, piece.number)
    if piece.unit == "halfmonth":
        return half_of_month(year, month, piece.number)
    if piece.unit == "decade":
        return tenth_of_month(year, month, piece.number)
    if piece.unit == "after":
        return months_window(*months_later(year, month, 1))
    return tenth_of_month(year, month, {"begin": 1, "mid": 2, "end": 3}[piece.unit])


def _piece_of_long(piece: Piece, year: int, month: int, length: int, found: Findings) -> Window | None:
    """A part of a quarter or half-year is its first, middle or last month."""
    found.doubt(PART_OF_LONG)
    if piece.unit == "after":
        return months_window(*months_later(year, month, length))
    shift = {"begin": 0, "mid": (length - 1) // 2}.get(piece.unit, length - 1)
    if piece.unit in ("week", "decade", "day", "weekday", "halfmonth"):
        return _piece_window(piece, *months_later(year, month, 0 if piece.number != -1 else length - 1), found)
    return months_window(*months_later(year, month, shift))


def _deadline(point: Point, window: Window, found: Findings) -> Window:
    """«до D»: from the first day of D's month to D; «до <месяца>» ends the day before the month begins."""
    begins = point.piece.unit == "begin" if point.piece else point.unit != "edge" or point.number == 9
    if point.unit in ("edge", "vagueedge", "civiledge") and point.number != 9:
        begins = False
    end = window.start - DAY if begins else window.end
    if begins and point.piece is None and point.unit == "month":
        found.doubt(BEFORE_UNIT.format(month=MONTH_GENITIVE[window.start.month]))
    elif begins and point.unit not in ("edge", "year"):
        found.doubt(BEFORE_START)
    elif point.piece is not None and point.piece.unit not in ("day", "end", "weekday"):
        found.doubt(UNTIL_PART)
    return Window(end.replace(day=1), end)


def _till_year(year: int, frame: Frame, found: Findings) -> Window:
    """«до 2020 года» is the last day of 2019, except as the title of a plan that ends with 2020."""
    found.doubt(TILL_YEAR)
    span = document_span(frame)
    if frame.period is not None and span.end.year == year:
        return span
    return Window(date(year - 1, 12, 1), date(year - 1, 12, 31))


def relative_window(length: tuple[int, str], frame: Frame) -> Window | None:
    """«в 3-месячный срок» counts from the order: known only when the period begins with its date, not a month's 1st."""
    if frame.period is None or frame.period[0].day == 1:
        return None
    start, (number, unit) = frame.period[0], length
    if unit in ("day", "week"):
        return Window(start, start + number * (7 if unit == "week" else 1) * DAY)
    if unit != "month":
        return None
    year, month = months_later(start.year, start.month, number)
    return Window(start, date(year, month, min(start.day, last_day(year, month))))


def _open_end(start: date, frame: Frame, found: Findings) -> date:
    if frame.period is not None and start <= frame.period[1]:
        return frame.period[1]
    end = document_span(frame).end
    if start <= end:
        return end
    found.doubt(OPEN_END)
    year = school_year_of(start)
    return month_end(year + 1, 8)


def repeat_yearly(spans: Sequence[Span], frame: Frame, found: Findings) -> list[Window]:
    """The same spans in every year of the document, in the order of time."""
    windows: list[Window] = []
    for year in _years_to_repeat(spans, frame):
        if frame.calendar_basis:
            one = replace(frame, period=(date(year.start.year, 1, 1), date(year.start.year, 12, 31)))
        else:
            one = Frame(school_year_of(year.start))
        for window in resolve([_without_years(span) for span in spans], one, found):
            if window not in windows:
                windows.append(window)
    return sorted(windows)


def _years_to_repeat(spans: Sequence[Span], frame: Frame) -> list[Window]:
    """Ends of school years in a plan of several calendar years: the first one belongs to a year begun before it."""
    years = plan_years(frame)
    ends = all(span.first.unit == "edge" and span.first.number < FIRST_MONTH for span in spans)
    return years[1:] if ends and frame.calendar_basis and len(years) > 1 else years


def _without_years(span: Span) -> Span:
    last = replace(span.last, year=None, school_year=None) if span.last else None
    return replace(span, first=replace(span.first, year=None, school_year=None), last=last)


def without_years(spans: Sequence[Span]) -> list[Span]:
    return [_without_years(span) for span in spans]


def inside(windows: Sequence[Window], limits: Sequence[Window]) -> list[Window]:
    """The parts of the windows that lie within any of the limits."""
    parts = (clip(window, limit) for limit in limits for window in windows)
    return [part for part in parts if part is not None]
