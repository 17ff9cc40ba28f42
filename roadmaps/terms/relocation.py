"""A term of one year's document read for another year."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from roadmaps.terms import Confidence, Frame, Reading, Window, read_term

NAMES_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}\.\d{1,2}\.\d{2}\b")


def read_for(words: str, stated: Frame | None, target: Frame) -> Reading:
    """The reading of `words` in the target year.

    Words without a year are read anew. Words that name a year of the document (`stated`) move by the distance of the
    two school years, ends of months stay ends of months; such a reading is a CHECK unless the distance is zero.
    """
    if stated is None or stated.academic_year is None or stated.academic_year == target.academic_year:
        return read_term(words, _with_month(target, stated))
    if not NAMES_A_YEAR.search(words) and stated.table_month is None:
        return read_term(words, target)
    distance = (target.academic_year or stated.academic_year) - stated.academic_year
    return _moved(read_term(words, stated), distance)


def _with_month(target: Frame, stated: Frame | None) -> Frame:
    if stated is None or stated.table_month is None:
        return target
    return replace(target, table_month=stated.table_month, table_year=stated.table_year)


def _moved(reading: Reading, years: int) -> Reading:
    windows = _windows(reading.windows, years)
    alternatives = tuple(replace(other, windows=_windows(other.windows, years)) for other in reading.alternatives)
    confidence = Confidence.CHECK if reading.confidence is Confidence.SURE else reading.confidence
    note = f"В документе другой год: перенесено на {abs(years)} г. {'вперёд' if years > 0 else 'назад'}."
    return replace(reading, windows=windows, confidence=confidence, note=note, alternatives=alternatives)


def _windows(windows: Iterable[Window], years: int) -> tuple[Window, ...]:
    return tuple(Window(move_year(window.start, years), move_year(window.end, years)) for window in windows)


def move_year(day: date, years: int) -> date:
    """The same day of another year; the last day of a month stays the last day."""
    year = day.year + years
    last = monthrange(year, day.month)[1]
    if day.day == monthrange(day.year, day.month)[1]:
        return date(year, day.month, last)
    return date(year, day.month, min(day.day, last))
