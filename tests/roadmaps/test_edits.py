"""One cell of a row, and terms that move: pure."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import is_working_day, shift_working_days
from roadmaps.editing.cells import by_week, by_working_days, shifted, warnings_of, with_people, with_term
from roadmaps.parties.people import Match
from roadmaps.states.snapshots import ActivityState, Answerer, TermWindow
from roadmaps.terms import Frame, read_term

FRAME = Frame(academic_year=2026)
MONTH = with_term(ActivityState("Сбор", pk=1), "ноябрь", read_term("ноябрь", FRAME))
days = st.dates(date(2026, 9, 1), date(2027, 5, 31))


@pytest.mark.parametrize(
    ("day", "shift", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 11, 3), 1, date(2026, 11, 5)),  # the 4th is a holiday
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_a_day_moves_over_days_off(day: date, shift: int, expected: date) -> None:
    assert shift_working_days(day, shift) == expected


@given(day=days.filter(is_working_day), shift=st.integers(1, 30))
def test_there_and_back_by_working_days_is_the_same_day(day: date, shift: int) -> None:
    assert shift_working_days(shift_working_days(day, shift), -shift) == day


def test_a_week_keeps_the_weekday_and_steps_over_a_holiday() -> None:
    assert by_week(5)(date(2026, 11, 17)) == date(2026, 11, 24)
    assert by_week(5)(date(2026, 10, 28)) == date(2026, 11, 5)


def test_the_words_follow_the_days() -> None:
    after = shifted(MONTH, by_week(5), FRAME)
    assert after.windows == (TermWindow("2026-11-08", "2026-12-07"),)
    assert after.term_text == "08.11.2026 – 07.12.2026"


@given(start=days, length=st.integers(0, 60), shift=st.integers(-20, 20))
def test_shifted_words_read_as_the_shifted_days(start: date, length: int, shift: int) -> None:
    end = date.fromordinal(start.toordinal() + length)
    state = replace(MONTH, windows=(TermWindow(start.isoformat(), end.isoformat()),))
    after = shifted(state, by_working_days(shift, 5), FRAME)
    if after.term_text != state.term_text:
        windows = [(w.start.isoformat(), w.end.isoformat()) for w in read_term(after.term_text, FRAME).windows]
        assert windows == [(w.starts_on, w.due_on) for w in after.windows]


def test_what_is_done_and_the_whole_period_do_not_move() -> None:
    done = (MONTH.windows[0].starts_on, MONTH.windows[0].due_on)
    assert shifted(MONTH, by_week(5), FRAME, {done}) == MONTH
    whole = replace(MONTH, term_kind="continuous")
    assert shifted(whole, by_week(5), FRAME) == whole
    nothing = replace(MONTH, windows=(TermWindow(None, None),))
    assert shifted(nothing, by_week(5), FRAME) == nothing


def test_people_are_replaced_or_added_and_keep_their_level() -> None:
    state = replace(MONTH, responsibles=(Answerer("role", "Куратор", role="curator", level="school"),))
    matches = [Match("text", "совет"), Match("role", "Куратор", role="curator")]
    assert [(each.text, each.level) for each in with_people(state, matches).responsibles] == [
        ("совет", ""),
        ("Куратор", "school"),
    ]
    assert with_people(state, matches, add=True).responsible_text == "Куратор, совет"


def test_warnings_name_the_rows() -> None:
    after = replace(MONTH, number="1.2", windows=(TermWindow(None, "2026-11-08"),))
    warnings = warnings_of([MONTH], [after], date(2026, 9, 1), date(2026, 10, 31), date(2026, 11, 21), 5)
    assert warnings == [
        "Срок уже прошёл: 1.2.",
        "Срок вне периода карты: 1.2.",
        "Срок приходится на выходной или праздник: 1.2.",
    ]
    assert warnings_of([after], [after], date(2026, 9, 1), date(2027, 5, 31), date(2026, 11, 21), 5) == []
