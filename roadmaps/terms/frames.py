"""What a document's title and preamble say about time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from roadmaps.terms.cleaning import tidy
from roadmaps.terms.days import month_end, school_year_of
from roadmaps.terms.lexicon import LEXICON
from roadmaps.terms.model import Frame

LONGEST_TEXT = 20_000
"""Characters of a preamble that are looked at."""
_YEAR = r"((?:19|20)\d\d)"
_DASH = r"\s?(?:г\w{0,3}\.?\s?)?[-/\\]\s?"
_SCHOOL = r"\s*\(?\s*(?:г\w*\.?\s*)?учебн\w*\s+г"
_SCHOOL_PAIR = re.compile(_YEAR + _DASH + r"((?:19|20)\d\d|\d\d)(?!\d)" + _SCHOOL)
_SHORT_PAIR = re.compile(r"(?<!\d)(\d\d)\s?[-/]\s?(\d\d)(?!\d)" + _SCHOOL)
_MONTHS_PERIOD = re.compile(r"([а-я]{3,9})\s+" + _YEAR + r"\s?(?:г\w{0,3}\.?)?\s?(?:-|по|до)\s?([а-я]{3,9})\s+" + _YEAR)
_DATES_PERIOD = re.compile(
    r"с\s+(\d\d?)\.(\d\d?)\.((?:19|20)\d\d)\s?(?:г\w*\.?)?\s?(?:-|по|до)\s?(\d\d?)\.(\d\d?)\.((?:19|20)\d\d)"
)
_YEAR_PAIR = re.compile(
    rf"(?:\b(?:на|в|за|период\w*|годы)\s+|\()\s*{_YEAR}{_DASH}{_YEAR}(?![\d-])|(?<![\d.№-]){_YEAR}{_DASH}{_YEAR}\s?\)?\s?г"
)
_FROM_TO = re.compile(r"\bс\s+" + _YEAR + r"\s+(?:г\w*\.?\s+)?(?:по|до)\s+" + _YEAR)
_ONE_YEAR = re.compile(
    r"\b(?:на|в|за)\s+(?:период\s+)?(?:календарн\w+\s+)?" + _YEAR + r"\s*(?:календарн\w+\s+)?(?:г\b|год)"
)
_SCHOOL_BODY = re.compile(
    r"школ|\bсош\b|\bоош\b|гимнази|лице[йя]|детск\w+ сад|\bм[бак]?д?оу\b|\bдоу\b|м[бак]оу|колледж|техникум|учебн\w+ год"
)
_MUNICIPAL_BODY = re.compile(
    r"муниципальн\w+ (?:район|округ|образован)|администраци|управлени\w+ образован|отдел\w* образован"
    r"|министерств|департамент"
)


def frame_of_text(text: str) -> Frame | None:
    """The frame a title or preamble states («на 2023-2024 учебный год», «2020–2024 гг.»), None when it is silent.

    Dates of orders and letters are not periods and are not taken for them.
    """
    cleaned = tidy(text[:LONGEST_TEXT])
    return _school_years(cleaned) or _exact_period(cleaned) or _civil_years(cleaned)


def _school_years(text: str) -> Frame | None:
    full = _SCHOOL_PAIR.search(text)
    if full:
        first, last = int(full[1]), int(full[2])
        return _school_frame(first, last if last > 99 else first // 100 * 100 + last)
    short = _SHORT_PAIR.search(text)
    return _school_frame(2000 + int(short[1]), 2000 + int(short[2])) if short else None


def _school_frame(first: int, last: int) -> Frame | None:
    if last - first == 1:
        return Frame(first)
    if 1 < last - first <= 10:
        return Frame(None, period=(date(first, 9, 1), date(last, 5, 31)))
    return None


def _exact_period(text: str) -> Frame | None:
    for match in _MONTHS_PERIOD.finditer(text):
        months = [
            LEXICON[word].value for word in (match[1], match[3]) if word in LEXICON and LEXICON[word].kind == "month"
        ]
        if len(months) == 2:
            return _period_frame(date(int(match[2]), months[0], 1), month_end(int(match[4]), months[1]))
    dates = _DATES_PERIOD.search(text)
    if dates:
        day, month, year, last_day, last_month, last_year = map(int, dates.groups())
        try:
            return _period_frame(date(year, month, day), date(last_year, last_month, last_day))
        except ValueError:
            return None
    return None


def _period_frame(start: date, end: date) -> Frame | None:
    """A period inside one school year is that school year; one ending in December counts by calendar years."""
    if start > end or end.year - start.year > 15:
        return None
    if school_year_of(start) == school_year_of(end) and start.month == 9 and end.month in (5, 6, 8):
        return Frame(start.year)
    return Frame(None, period=(start, end), calendar_basis=is_calendar_period(start, end))


def is_calendar_period(start: date, end: date) -> bool:
    """Ends with December (or begins with January): plans of authorities; school plans end in May–August."""
    return end.month == 12 or (start.month == 1 and start.day == 1)


def _civil_years(text: str) -> Frame | None:
    match = _YEAR_PAIR.search(text) or _FROM_TO.search(text)
    if match:
        first, last = (int(year) for year in match.groups() if year)
        if last - first == 1 and _is_school_paper(text):
            return Frame(first)
        if 0 < last - first <= 15:
            return Frame(None, period=(date(first, 1, 1), date(last, 12, 31)), calendar_basis=True)
    match = _ONE_YEAR.search(text)
    if match:
        year = int(match[1])
        return Frame(None, period=(date(year, 1, 1), date(year, 12, 31)), calendar_basis=True)
    return None


def _is_school_paper(text: str) -> bool:
    """«на 2022-2023 годы»: a school or kindergarten means its school year, an authority two calendar years."""
    return bool(_SCHOOL_BODY.search(text)) and not _MUNICIPAL_BODY.search(text)


def frame_from_words(
    academic_year: str | None,
    period: Sequence[str] | None,
    table_month: str | int | None = None,
    nominal: str | None = None,
) -> Frame:
    """«2023-2024», two ISO dates, a month as 9 or «2015-09», and the year to count in when both are absent.

    Raises ValueError on anything else.
    """
    month, month_year = _table_month(table_month)
    nominal_year = _first_year(nominal) if nominal else 2023
    if period:
        start, end = (date.fromisoformat(day) for day in period)
        basis = is_calendar_period(start, end)
        return Frame(None, (start, end), basis, month, month_year, nominal_year=nominal_year)
    if not academic_year:
        return Frame(None, table_month=month, table_year=month_year, nominal_year=nominal_year)
    first, last = _first_year(academic_year), int(academic_year[-4:])
    if last - first > 1:
        return Frame(None, (date(first, 9, 1), date(last, 5, 31)), table_month=month, table_year=month_year)
    return Frame(first, table_month=month, table_year=month_year, nominal_year=nominal_year)


def _first_year(words: str) -> int:
    match = re.match(r"\s*((?:19|20)\d\d)", words)
    if match is None:
        raise ValueError(f"Not a school year: {words!r}")
    return int(match[1])


def _table_month(value: str | int | None) -> tuple[int | None, int | None]:
    if value is None or value == "":
        return None, None
    match = re.fullmatch(r"(?:((?:19|20)\d\d)-)?(0?[1-9]|1[0-2])", str(value))
    if match is None:
        raise ValueError(f"Not a month: {value!r}")
    return int(match[2]), int(match[1]) if match[1] else None
