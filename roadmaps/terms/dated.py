"""Reading of cells that hold dates: windows, and what else they may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from roadmaps.terms.days import is_nominal, school_year_of
from roadmaps.terms.expansion import expand
from roadmaps.terms.model import Alternative, Frame, Kind, Reading, Window
from roadmaps.terms.nodes import TABLE_MONTH, Detail, Recurring, Span
from roadmaps.terms.resolving import kind_of, repeat_yearly, resolve, without_years
from roadmaps.terms.years import LONE_AUGUST, SEVERAL_YEARS, Findings, overlaps_document

NOT_A_TERM = "Срок не понят: укажите дату."
OUT_OF_PERIOD = "Дата вне периода документа: возможно, осталась от прошлого плана."
EACH_MONTH = "Месяц не назван: считаем, что это каждый месяц."
ODD_ORDER = "Даты идут не по порядку: проверьте год."
AS_IN_DOCUMENT_YEAR = "Те же месяцы в периоде документа"
ONE_RANGE = "Один период"
SUMMER_AFTER = "Летом после учебного года"
EVERY_YEAR = "Каждый год"
MONTH_INCLUDED = "Названный месяц или год включается"


def read_dated(spans: Sequence[Span], frame: Frame, found: Findings) -> Reading:
    windows = resolve(spans, frame, found)
    if not windows and all(_is_weekday_of_any_month(span) for span in spans):
        return _each_month(spans, frame, found)
    if not windows:
        return Reading(Kind.UNKNOWN, note=found.missing or NOT_A_TERM)
    alternatives: list[Alternative] = []
    if not all(overlaps_document(window, frame) for window in windows):
        found.doubt(OUT_OF_PERIOD)
        alternatives += _in_document_year(spans, windows, frame)
    if any(later.start < earlier.start for earlier, later in pairwise(windows)):
        found.doubt(ODD_ORDER)
        own_year = frame if frame.academic_year is not None else Frame(school_year_of(windows[0].start))
        alternatives += _in_document_year(spans, windows, own_year)
        whole = Window(min(w.start for w in windows), max(w.end for w in windows))
        alternatives.append(Alternative(Kind.RANGE, (whole,), ONE_RANGE))
    alternatives += _month_included(spans, frame)
    if LONE_AUGUST in found.doubts:
        after = resolve(spans, replace(frame, summer_after=True), Findings())
        alternatives.append(Alternative(kind_of(spans, after), tuple(after), SUMMER_AFTER))
    if SEVERAL_YEARS in found.doubts:
        yearly = repeat_yearly(spans, frame, Findings())
        if len(yearly) > 1:
            alternatives.append(Alternative(Kind.LIST, tuple(yearly), EVERY_YEAR))
    return Reading(kind_of(spans, windows), tuple(windows), alternatives=tuple(dict.fromkeys(alternatives)))


def _is_weekday_of_any_month(span: Span) -> bool:
    piece = span.first.piece
    return piece is not None and piece.unit == "weekday" and span.first.number == TABLE_MONTH and span.last is None


def _each_month(spans: Sequence[Span], frame: Frame, found: Findings) -> Reading:
    """«второй вторник месяца» outside a month's table."""
    pieces = [span.first.piece for span in spans if span.first.piece is not None]
    detail = Detail("weekday", tuple(piece.number for piece in pieces), weekday=pieces[0].weekday)
    windows, rrule = expand(Recurring("month", detail=detail, doubt=EACH_MONTH), frame, found)
    found.leaned = found.leaned or is_nominal(frame)
    return Reading(Kind.RECURRING, tuple(windows), rrule)


def _in_document_year(spans: Sequence[Span], windows: Sequence[Window], frame: Frame) -> list[Alternative]:
    bare = without_years(spans)
    other = resolve(bare, frame, Findings())
    if not other or other == list(windows):
        return []
    return [Alternative(kind_of(bare, other), tuple(other), AS_IN_DOCUMENT_YEAR)]


def _month_included(spans: Sequence[Span], frame: Frame) -> list[Alternative]:
    """«до мая» also means «май included» to some."""
    if (
        len(spans) != 1
        or spans[0].mode != "till"
        or spans[0].first.piece
        or spans[0].first.unit not in ("month", "year")
    ):
        return []
    plain = resolve([replace(spans[0], mode="plain")], frame, Findings())
    return [Alternative(Kind.DATE, tuple(plain), MONTH_INCLUDED)]
