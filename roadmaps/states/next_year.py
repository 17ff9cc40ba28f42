"""A roadmap of one school year written again for another. Pure.

The words of a term stay words: years named in them move, the rest is read anew in the new year. Terms that a person
corrected by hand move by whole years. One exact day that falls on a day off moves to the next working day.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.calendar import is_working_day, next_working_day
from roadmaps.parties.addressing import fitted
from roadmaps.states.diffs import with_fields
from roadmaps.states.plans import windows_of
from roadmaps.states.snapshots import ActivityState, Answerer, RoadmapState, StageState, TermWindow
from roadmaps.terms import Frame, Reading, read_term
from roadmaps.terms.relocation import move_year

SCHOOL_PAIR = re.compile(r"(?<!\d)(20\d\d)(\s?[-–/]\s?)(\d\d)(?!\d)")
FULL_YEAR = re.compile("(?<![\\d№\ue000])(20\\d\\d)(?!\\d)")
SHORT_DATE = re.compile(r"(?<!\d)(\d{1,2}\.\d{1,2}\.)(\d\d)(?!\d)")
MARK = "\ue000"  # stands before a year that has already moved


def shift_words(words: str, years: int) -> str:
    """«Сентябрь 2022 г.» → «Сентябрь 2023 г.»; words without a year stay as they are."""
    moved = SCHOOL_PAIR.sub(lambda m: f"{MARK}{int(m[1]) + years}{m[2]}{(int(m[3]) + years) % 100:02d}", words)
    moved = FULL_YEAR.sub(lambda m: str(int(m[1]) + years), moved)
    moved = SHORT_DATE.sub(lambda m: f"{m[1]}{(int(m[2]) + years) % 100:02d}", moved)
    return moved.replace(MARK, "")


def shift_roadmap(state: RoadmapState, from_year: int, to_year: int) -> RoadmapState:
    """Years are school years by their first calendar year. Rows lose their keys: they become rows of a new map."""
    years = to_year - from_year
    return replace(
        state,
        title=shift_words(state.title, years),
        starts_on=_moved(state.starts_on, years) or "",
        ends_on=_moved(state.ends_on, years) or "",
        stages=tuple(_shift_stage(stage, from_year, to_year) for stage in state.stages),
    )


def _shift_stage(stage: StageState, from_year: int, to_year: int) -> StageState:
    rows = tuple(shift_activity(activity, from_year, to_year) for activity in stage.activities)
    return replace(stage, activities=rows, pk=None)


def shift_activity(state: ActivityState, from_year: int, to_year: int) -> ActivityState:
    years = to_year - from_year
    words = shift_words(state.term_text, years)
    read = read_term(state.term_text, Frame(academic_year=from_year)) if state.term_text else None
    if read is None or not _as_written(state.windows, read):
        windows = tuple(_working(_moved_window(window, years)) for window in state.windows)
        return replace(state, term_text=words, windows=windows, pk=None)
    again = read_term(words, Frame(academic_year=to_year))
    return replace(
        state,
        term_text=words,
        term_kind=again.kind.value,
        term_rrule=again.rrule or "",
        term_note=again.note[:500],
        windows=tuple(_working(window) for window in _windows(again)),
        pk=None,
    )


def _as_written(windows: tuple[TermWindow, ...], read: Reading) -> bool:
    """Nobody corrected the reading: the windows are what the words say, also where a day off was stepped over."""
    plain = _windows(read)
    return windows in (plain, tuple(_working(window) for window in plain))


def _windows(reading: Reading) -> tuple[TermWindow, ...]:
    return tuple(sorted(windows_of(reading), key=lambda window: window.due_on or ""))


def _moved_window(window: TermWindow, years: int) -> TermWindow:
    return replace(window, starts_on=_moved(window.starts_on, years), due_on=_moved(window.due_on, years))


def _moved(day: str | None, years: int) -> str | None:
    return move_year(date.fromisoformat(day), years).isoformat() if day else None


def _working(window: TermWindow) -> TermWindow:
    if not window.due_on or window.starts_on != window.due_on:
        return window
    day = date.fromisoformat(window.due_on)
    if is_working_day(day):
        return window
    moved = next_working_day(day).isoformat()
    return replace(window, starts_on=moved, due_on=moved)


def with_offered_terms(state: RoadmapState, keys: Sequence[int], offered: Mapping[int, ActivityState]) -> RoadmapState:
    """Rows stand in the order of `keys`, those of the map before; a row offered from above gets its term there."""
    places = iter(keys)
    starts_on, ends_on = date.fromisoformat(state.starts_on), date.fromisoformat(state.ends_on)
    stages = []
    for stage in state.stages:
        rows = [(row, offered.get(next(places))) for row in stage.activities]
        taken = (with_fields(row, fitted(offer, starts_on, ends_on), ["term"]) if offer else row for row, offer in rows)
        stages.append(replace(stage, activities=tuple(taken)))
    return replace(state, stages=tuple(stages))


def people_named(state: RoadmapState) -> dict[int, str]:
    """Membership id → the words of the document, of every person who answers for something."""
    return {
        each.person: each.text
        for stage in state.stages
        for activity in stage.activities
        for each in activity.responsibles
        if each.person
    }


def replace_people(state: RoadmapState, answers: Mapping[int, Answerer]) -> RoadmapState:
    """Whoever left gives way to the answer: another person, a role, or the words alone."""
    stages = tuple(
        replace(stage, activities=tuple(_answered(activity, answers) for activity in stage.activities))
        for stage in state.stages
    )
    return replace(state, stages=stages)


def _answered(activity: ActivityState, answers: Mapping[int, Answerer]) -> ActivityState:
    people = tuple(answers.get(each.person or 0, each) for each in activity.responsibles)
    if people == activity.responsibles:
        return activity
    return replace(activity, responsibles=people, responsible_text=", ".join(each.text for each in people))
