"""A term moved to another day: what the activity then says, and what deserves a second look. Pure."""

from dataclasses import replace
from datetime import date

from core.calendar import FIVE_DAYS, is_working_day
from roadmaps.models import Activity
from roadmaps.states.snapshots import ActivityState, TermWindow


def moved(state: ActivityState, window: TermWindow, to: date) -> ActivityState:
    """The same activity with this window ending on `to`; its place among the others stays, so do its files.

    A single term gets new words; where there are several, the words of the document stay and a note tells the move.
    """
    new = _moved_window(window, to)
    place = state.windows.index(window)
    windows = (*state.windows[:place], new, *state.windows[place + 1 :])
    if len(windows) > 1:
        was = f"с {date.fromisoformat(window.due_on):%d.%m.%Y}" if window.due_on else "без срока"
        note = "; ".join(part for part in (state.term_note, f"{was} перенесено на {to:%d.%m.%Y}") if part)
        return replace(state, windows=windows, term_note=note[-500:])
    kind = Activity.TermKind.DATE if new.starts_on == new.due_on else Activity.TermKind.RANGE
    return replace(state, windows=windows, term_text=_words(new), term_kind=kind.value, term_rrule="", term_note="")


def due_on(state: ActivityState, day: date) -> ActivityState:
    """The same activity with this one day as its only term."""
    window = TermWindow(day.isoformat(), day.isoformat())
    kind = Activity.TermKind.DATE.value
    return replace(state, windows=(window,), term_text=_words(window), term_kind=kind, term_rrule="", term_note="")


def _moved_window(window: TermWindow, to: date) -> TermWindow:
    """A day moves as a whole; a longer window keeps its beginning, as long as that is not after the end."""
    single = window.starts_on is None or window.starts_on == window.due_on
    starts_on = to.isoformat() if single else min(window.starts_on or "", to.isoformat())
    return replace(window, starts_on=starts_on, due_on=to.isoformat())


def _words(window: TermWindow) -> str:
    first, last = (date.fromisoformat(day) for day in (window.starts_on or "", window.due_on or ""))
    return f"{last:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


def doubts_about(to: date, starts_on: date, ends_on: date, today: date, week: int = FIVE_DAYS) -> list[str]:
    """Warnings, never a refusal; `starts_on` and `ends_on` are the period of the roadmap."""
    found = []
    if to < today:
        found.append("Этот день уже прошёл: срок сразу станет просроченным.")
    if not starts_on <= to <= ends_on:
        found.append(f"Это вне периода карты ({starts_on:%d.%m.%Y} – {ends_on:%d.%m.%Y}).")
    if not is_working_day(to, week):
        found.append("Это выходной или праздничный день.")
    return found
