"""Readings of terms in words for people."""

from collections.abc import Sequence
from datetime import date

from core.dates import MONTHS
from core.words import plural
from roadmaps.terms import Kind, Reading, Window

SHOWN = 4
ACTIVITIES = ("мероприятие", "мероприятия", "мероприятий")
REMARKS = ("замечание", "замечания", "замечаний")
CHANGES = ("изменение", "изменения", "изменений")


def windows_in_words(reading: Reading) -> str:
    """«01.11.2026 – 30.11.2026», «4 раза: до 30.09.2026, до 31.12.2026 …», «по запросу, без срока»."""
    windows = reading.windows
    if not windows:
        return "по запросу, без срока" if reading.kind is Kind.ON_DEMAND else "срок не понят"
    if len(windows) == 1:
        word = "весь период" if reading.kind is Kind.CONTINUOUS else ""
        return f"{word}: {window_in_words(windows[0])}".lstrip(": ")
    count = f"{len(windows)} {plural(len(windows), ['раз', 'раза', 'раз'])}"
    return f"{count}: {_listed(windows)}"


def _listed(windows: Sequence[Window]) -> str:
    shown = "; ".join(window_in_words(window) for window in windows[:SHOWN])
    return f"{shown} …" if len(windows) > SHOWN else shown


def window_in_words(window: Window) -> str:
    """A whole month by its name, else both days."""
    if window.start == window.end:
        return f"{window.end:%d.%m.%Y}"
    if is_whole_month(window.start, window.end):
        return f"{MONTHS[window.start.month - 1]} {window.start.year}"
    return f"{window.start:%d.%m.%Y} – {window.end:%d.%m.%Y}"


def is_whole_month(first: date, last: date) -> bool:
    following = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return first.day == 1 and (first.year, first.month) == (last.year, last.month) and (following - last).days == 1
