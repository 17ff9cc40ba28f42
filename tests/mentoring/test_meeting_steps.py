"""The five steps, the prefilled form, the questions: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.meetings.questions import Said, questions_due
from mentoring.meetings.steps import ORDER, Frame, HeldMark, next_kind, prefill_of, steps_of
from mentoring.models import MeetingKind, Pair

TODAY = date(2026, 11, 21)
FRAME = Frame(date(2026, 10, 1), date(2027, 5, 31), 14, 10)
FIRST, TRIAL, PLANNING, REGULAR, CLOSING = ORDER


def mark(kind: str, day: str = "2026-10-05", **fields: object) -> HeldMark:
    return HeldMark(kind, date.fromisoformat(day), **fields)


def shape(marks: list[HeldMark], frame: Frame = FRAME, today: date = TODAY) -> list[tuple[str, str]]:
    return [(step.state.value, step.note) for step in steps_of(marks, frame, today)]


def test_a_new_pair_waits_for_its_first_meeting_until_the_term() -> None:
    early = steps_of([], FRAME, date(2026, 10, 3))
    assert [(step.state.value, step.note) for step in early][:2] == [("in_progress", "до 11.10"), ("not_started", "")]
    assert shape([])[0] == ("overdue", "до 11.10")


def test_a_pair_in_the_middle_counts_its_regular_meetings() -> None:
    marks = [mark(FIRST), mark(TRIAL, "2026-10-12"), mark(PLANNING, "2026-10-20"), mark(REGULAR, "2026-11-03")]
    assert shape(marks) == [
        ("done", "05.10"),
        ("done", "12.10"),
        ("done", "20.10"),
        ("in_progress", "1 из 15"),
        ("not_started", ""),
    ]


def test_a_step_left_out_is_skipped_and_no_debt() -> None:
    assert shape([mark(FIRST), mark(PLANNING)])[1] == ("cancelled", "")


def test_the_last_meeting_is_next_two_weeks_before_the_end() -> None:
    held = {REGULAR.value}
    assert next_kind(held, ends_on=FRAME.ends_on, today=date(2027, 5, 16)) == REGULAR
    assert next_kind(held, ends_on=FRAME.ends_on, today=date(2027, 5, 17)) == CLOSING
    assert next_kind({REGULAR.value, CLOSING.value}, ends_on=FRAME.ends_on, today=date(2027, 5, 30)) == REGULAR


def test_the_form_opens_as_the_last_meeting_was() -> None:
    marks = [mark(TRIAL, "2026-10-12", way="video", minutes=60), mark(FIRST, way="live", minutes=30)]
    found = prefill_of(marks, ends_on=None, today=TODAY)
    assert (found.kind, found.way, found.minutes) == (PLANNING, "video", 60)
    assert prefill_of([], ends_on=None, today=TODAY).minutes == 45


@given(st.lists(st.sampled_from(MeetingKind.values), max_size=8), st.integers(0, 300))
def test_there_are_always_five_steps_and_at_most_one_is_next(kinds: list[str], day: int) -> None:
    today = FRAME.starts_on + timedelta(days=day)
    steps = steps_of([HeldMark(kind, today) for kind in kinds], FRAME, today)
    assert [step.kind for step in steps] == list(ORDER)
    assert sum(step.state in ("in_progress", "overdue") for step in steps) <= 1
    assert all(step.state != "not_started" for step in steps if step.kind != REGULAR and step.kind in kinds)


def pair(**fields: object) -> Pair:
    return Pair(**{"status": "active", "starts_on": FRAME.starts_on, "ends_on": FRAME.ends_on} | fields)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ([], ["fit"]),
        ([Said("fit", 2, date(2026, 10, 13))], []),
        ([Said("fit", 1, date(2026, 10, 13))], ["fit"]),
        ([Said("fit", 1, date(2026, 11, 4))], []),
    ],
)
def test_fit_is_asked_after_the_trial_and_again_while_undecided(said: list[Said], asked: list[str]) -> None:
    marks = [mark(TRIAL, "2026-10-12"), mark(PLANNING, "2026-11-03")]
    assert questions_due(pair(), marks, said, TODAY) == asked


def test_the_pulse_is_asked_once_from_the_middle() -> None:
    middle = date(2027, 1, 30)
    assert questions_due(pair(), [], [], middle - timedelta(days=1)) == []
    assert questions_due(pair(), [], [], middle) == ["pulse"]
    assert questions_due(pair(), [], [Said("pulse", 8, middle)], middle) == []


@pytest.mark.parametrize("status", ["paused", "ended", "completed"])
def test_a_resting_pair_is_asked_nothing(status: str) -> None:
    assert questions_due(pair(status=status), [mark(TRIAL)], [], TODAY) == []
