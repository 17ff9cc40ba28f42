"""What becomes of an activity when one of its cells is edited or its term is shifted. Pure."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from core.calendar import is_working_day, next_working_day, shift_working_days
from roadmaps.parties.people import Match
from roadmaps.states.plans import answerer_of, windows_of
from roadmaps.states.snapshots import ActivityState, Answerer, TermWindow
from roadmaps.terms import Confidence, Frame, Kind, Reading, Window, read_term
from roadmaps.terms.wording import window_in_words

Move = Callable[[date], date]
WEEK = timedelta(days=7)
NAMED = 3  # rows that a warning names before «и ещё»


def with_term(state: ActivityState, words: str, reading: Reading) -> ActivityState:
    """Words of a document with their reading."""
    return replace(
        state,
        term_text=words,
        term_kind=reading.kind.value,
        term_rrule=reading.rrule or "",
        term_note=reading.note[:500],
        windows=windows_of(reading),
    )


def with_people(state: ActivityState, matches: Sequence[Match], *, add: bool = False) -> ActivityState:
    """`add` keeps those who answer already. Whoever stays keeps the level he answers on."""
    levels = {_key(each): each.level for each in state.responsibles}
    named = [replace(each, level=levels.get(_key(each), "")) for each in map(answerer_of, matches)]
    if add:
        named = [*state.responsibles, *(each for each in named if _key(each) not in levels)]
    return replace(state, responsibles=tuple(named), responsible_text=", ".join(each.text for each in named))


def _key(each: Answerer) -> tuple[str, int | str | None]:
    return each.kind, each.person or each.body or each.role or each.text


def by_working_days(days: int, week: int) -> Move:
    """`week` as the organization works: five or six days."""
    return lambda day: shift_working_days(day, days, week)


def by_week(week: int) -> Move:
    """The same day of the next week; a working day never becomes a day off."""

    def move(day: date) -> date:
        later = day + WEEK
        return next_working_day(later, week) if is_working_day(day, week) > is_working_day(later, week) else later

    return move


def shifted(
    state: ActivityState, move: Move, frame: Frame, finished: Collection[tuple[str, str]] = ()
) -> ActivityState:
    """Every window moved but the `finished` ones (ISO start or nothing, ISO end), and those that are the whole period.

    The words follow when they say exactly the new days; else the words of the document stay beside them.
    """
    if state.term_kind == Kind.CONTINUOUS:
        return state
    windows = tuple(_moved(window, move, finished) for window in state.windows)
    if windows == state.windows:
        return state
    return _said(replace(state, windows=windows), frame)


def _moved(window: TermWindow, move: Move, finished: Collection[tuple[str, str]]) -> TermWindow:
    if window.due_on is None or (window.starts_on or "", window.due_on) in finished:
        return window
    due = move(date.fromisoformat(window.due_on))
    start = move(date.fromisoformat(window.starts_on)) if window.starts_on else None
    return replace(window, starts_on=start.isoformat() if start else None, due_on=due.isoformat())


def _said(state: ActivityState, frame: Frame) -> ActivityState:
    """With the words of its days and the kind they read as, when the reader reads them back."""
    days = [_window(each) for each in state.windows]
    known = sorted(day for day in days if day is not None)
    words = "; ".join(window_in_words(day) for day in known)
    reading = read_term(words, frame) if known and len(known) == len(days) and len(words) <= 500 else None
    if reading is None or reading.confidence is not Confidence.SURE or sorted(reading.windows) != known:
        return replace(state, term_rrule="")
    return replace(state, term_text=words, term_kind=reading.kind.value, term_rrule="", term_note="")


def _window(window: TermWindow) -> Window | None:
    if window.due_on is None:
        return None
    return Window(date.fromisoformat(window.starts_on or window.due_on), date.fromisoformat(window.due_on))


def warnings_of(
    before: Iterable[ActivityState],
    after: Iterable[ActivityState],
    starts_on: date,
    ends_on: date,
    today: date,
    week: int,
) -> list[str]:
    """What to look at in the terms that have moved: in the past, outside the period of the map, on a day off."""
    old = {state.pk: state.windows for state in before}
    moved = [(state, _new_days(state, old.get(state.pk, ()))) for state in after]
    tests: tuple[tuple[str, Callable[[date], bool]], ...] = (
        ("Срок уже прошёл", lambda day: day < today),
        ("Срок вне периода карты", lambda day: not starts_on <= day <= ends_on),
        ("Срок приходится на выходной или праздник", lambda day: not is_working_day(day, week)),
    )
    found = [(words, [state for state, days in moved if any(map(test, days))]) for words, test in tests]
    return [f"{words}: {_listed(states)}." for words, states in found if states]


def _new_days(state: ActivityState, before: Collection[TermWindow]) -> list[date]:
    return [date.fromisoformat(each.due_on) for each in state.windows if each.due_on and each not in before]


def _listed(states: list[ActivityState]) -> str:
    shown = ", ".join(state.number or f"«{state.name[:40]}»" for state in states[:NAMED])
    return f"{shown} и ещё {len(states) - NAMED}" if len(states) > NAMED else shown
