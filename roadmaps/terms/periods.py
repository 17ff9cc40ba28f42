"""The exact period of an activity in words that read back to the same dates: the seam of our own files.

`write_period` and `read_period` are inverse. The words of the document stand in a column of their own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.dates import MONTHS
from roadmaps.terms import Alternative, Confidence, Frame, Kind, Reading, Window, read_term, school_year_of
from roadmaps.terms.frames import is_calendar_period
from roadmaps.terms.wording import is_whole_month, window_in_words

NAMES = {
    Kind.DATE: "срок",
    Kind.MONTH: "месяц",
    Kind.RANGE: "период",
    Kind.LIST: "несколько сроков",
    Kind.RECURRING: "повторяется",
    Kind.CONTINUOUS: "весь период",
    Kind.ON_DEMAND: "по запросу",
    Kind.UNKNOWN: "без даты",
}
KINDS = {name: kind for kind, name in NAMES.items()}
REFINED = "уточнено"
"""Stands before dates that are not what the words of the term say: a person chose them, so nothing is asked again."""
LEVELS = {"region": "регион", "municipality": "муниципалитет", "school": "школы"}
LEVEL_CODES = {name: code for code, name in LEVELS.items()}
DAY = r"(\d{1,2})\.(\d{1,2})\.(\d{4})"
DAYS = re.compile(rf"{DAY}(?:\s*[-–—]\s*{DAY})?")
MONTH = re.compile(rf"({'|'.join(MONTHS)})\s+(\d{{4}})", re.IGNORECASE)
LEVEL = re.compile(rf"\s*\(({'|'.join(LEVEL_CODES)})\)$")
LINE = re.compile(rf"^Период: {DAY} – {DAY}$")
DIFFERS = "слова срока и точный период расходятся"


@dataclass(frozen=True, slots=True)
class Period:
    """`levels` stand beside `windows`: for whom each is, empty for everybody. `kind` None: what the windows imply."""

    windows: tuple[Window, ...] = ()
    levels: tuple[str, ...] = ()
    kind: Kind | None = None
    refined: bool = False

    @property
    def meant(self) -> Kind:
        return self.kind or implied_kind(self.windows)


def implied_kind(windows: Sequence[Window]) -> Kind:
    if not windows:
        return Kind.UNKNOWN
    if len(windows) > 1:
        return Kind.LIST
    if windows[0].start == windows[0].end:
        return Kind.DATE
    return Kind.MONTH if is_whole_month(windows[0].start, windows[0].end) else Kind.RANGE


def write_period(period: Period, *, dates: bool = True) -> str:
    """«сентябрь 2026», «повторяется: 05.10.2026; 09.11.2026», «по запросу».

    Without `dates` the only plain window is left out, because it stands in date cells of its own.
    """
    plain = len(period.windows) == 1 and not any(period.levels)
    head = [REFINED] if period.refined else []
    if period.meant is not implied_kind(period.windows) or not period.windows:
        head.append(NAMES[period.meant])
    body = "" if plain and not dates else "; ".join(_windows_of(period))
    return ": ".join(part for part in (", ".join(head), body) if part)


def _windows_of(period: Period) -> Iterable[str]:
    levels = period.levels or ("",) * len(period.windows)
    for window, level in zip(period.windows, levels, strict=True):
        yield f"{window_in_words(window)} ({LEVELS[level]})" if level else window_in_words(window)


def read_period(text: str) -> Period | None:
    """None when the text holds something else; an empty text is a Period without windows."""
    words = " ".join(text.split())
    head, colon, body = words.partition(":")
    names = [name.strip().lower() for name in head.split(",")]
    if not all(name in KINDS or name == REFINED for name in names):
        names, body = [], words
    elif not colon:
        body = ""
    found = [_window(part.strip()) for part in body.split(";") if part.strip()]
    if any(pair is None for pair in found):
        return None
    pairs = [pair for pair in found if pair is not None]
    kind = next((KINDS[name] for name in names if name in KINDS), None)
    levels = tuple(level for _, level in pairs)
    return Period(tuple(window for window, _ in pairs), levels, kind, REFINED in names)


def _window(text: str) -> tuple[Window, str] | None:
    level = LEVEL.search(text)
    words = text[: level.start()] if level else text
    code = LEVEL_CODES[level.group(1)] if level else ""
    try:
        if month := MONTH.fullmatch(words):
            return _month(MONTHS.index(month.group(1).lower()) + 1, int(month.group(2))), code
        if days := DAYS.fullmatch(words):
            first = _day(days.groups()[:3])
            last = _day(days.groups()[3:]) if days.group(4) else first
            return (Window(first, last), code) if first <= last else None
    except ValueError:
        return None
    return None


def _day(parts: Sequence[str]) -> date:
    day, month, year = map(int, parts)
    return date(year, month, day)


def _month(month: int, year: int) -> Window:
    following = date(year + month // 12, month % 12 + 1, 1)
    return Window(date(year, month, 1), date.fromordinal(following.toordinal() - 1))


def frame_line(starts_on: date, ends_on: date) -> str:
    """The line above the table that says for which time the map is."""
    return f"Период: {starts_on:%d.%m.%Y} – {ends_on:%d.%m.%Y}"


def frame_of_line(line: str) -> Frame | None:
    """The frame of such a line: a school year, or a period of several years."""
    if not (found := LINE.match(line)):
        return None
    try:
        first, last = _day(found.groups()[:3]), _day(found.groups()[3:])
    except ValueError:
        return None
    if first > last:
        return None
    if school_year_of(first) == school_year_of(last) and first.month == 9 and last.month in (5, 6, 8):
        return Frame(first.year)
    return Frame(None, period=(first, last), calendar_basis=is_calendar_period(first, last))


def is_refined(period: Period, words: str, frame: Frame | None) -> bool:
    """Whether the dates are not those that the words alone would give."""
    return not _agree(period, _said(words, frame))


def reading_of_cells(words: str, period: Period | None, frame: Frame | None) -> Reading:
    """What the two cells say together. Dates win; that the words say otherwise is asked, unless it was chosen so."""
    said = _said(words, frame)
    if period is None or not (period.windows or period.kind or period.refined):
        return said
    exact = Reading(period.meant, period.windows)
    if _agree(period, said):
        return replace(exact, rrule=said.rrule, note=said.note)
    if period.refined:
        return exact if exact.windows else replace(exact, confidence=_sure_without_dates(period.meant))
    if not exact.windows:
        return replace(said, confidence=Confidence.CHECK, note=DIFFERS) if said.windows else exact
    other = (Alternative(said.kind, said.windows, "по словам срока"),) if said.windows else ()
    return replace(exact, confidence=Confidence.CHECK, note=DIFFERS, alternatives=other)


def _said(words: str, frame: Frame | None) -> Reading:
    return read_term(words, frame or Frame(academic_year=None))


def _agree(period: Period, said: Reading) -> bool:
    return period.meant is said.kind and sorted(period.windows) == sorted(said.windows)


def _sure_without_dates(kind: Kind) -> Confidence:
    return Confidence.SURE if kind is Kind.ON_DEMAND else Confidence.UNKNOWN
