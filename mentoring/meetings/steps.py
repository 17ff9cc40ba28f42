"""The five meetings of a pair as a row of steps, and what stands in the form of the next mark. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mentoring.models import MeetingKind, MeetingWay

ORDER = tuple(MeetingKind)
SHORT = {
    MeetingKind.ACQUAINTANCE: "Знакомство",
    MeetingKind.TRIAL: "Пробная",
    MeetingKind.PLANNING: "Планирование",
    MeetingKind.REGULAR: "Регулярные",
    MeetingKind.CLOSING: "Заключительная",
}
USUAL_MINUTES = 45
CLOSING_TIME = timedelta(days=14)  # before the end of the pair the next meeting is the last one


class StepState(StrEnum):
    """Keys of `core.templatetags.ui.SHAPES`."""

    DONE = "done"
    NEXT = "in_progress"
    LATE = "overdue"
    LATER = "not_started"
    SKIPPED = "cancelled"


STATE_WORDS = {
    StepState.DONE: "была",
    StepState.NEXT: "следующая",
    StepState.LATE: "просрочена",
    StepState.LATER: "впереди",
    StepState.SKIPPED: "пропущена",
}


@dataclass(frozen=True, slots=True)
class HeldMark:
    """A meeting that took place."""

    kind: str
    on: date
    way: str = MeetingWay.LIVE.value
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a pair and of the rules of its organization the steps depend on. Days are calendar days."""

    starts_on: date | None
    ends_on: date | None
    rhythm_days: int | None
    first_meeting_days: int


@dataclass(frozen=True, slots=True)
class Step:
    """`note` is a day, a term or a count, in words of the screen."""

    number: int
    kind: MeetingKind
    state: StepState
    note: str

    @property
    def label(self) -> str:
        return SHORT[self.kind]

    @property
    def words(self) -> str:
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Prefill:
    """The form as it opens: for most marks «Сохранить» is all that is left."""

    kind: MeetingKind
    way: str
    minutes: int


def next_kind(held: Collection[str], *, ends_on: date | None, today: date) -> MeetingKind:
    """After the furthest step that was held; regular meetings go on until the pair is about to end."""
    reached = max((ORDER.index(MeetingKind(kind)) for kind in held), default=-1)
    if reached >= ORDER.index(MeetingKind.REGULAR):
        closing = ends_on is not None and today >= ends_on - CLOSING_TIME
        return MeetingKind.CLOSING if closing and MeetingKind.CLOSING not in held else MeetingKind.REGULAR
    return ORDER[reached + 1]


def prefill_of(marks: Iterable[HeldMark], *, ends_on: date | None, today: date) -> Prefill:
    """Kind by the steps; way and length as the last time."""
    rows = sorted(marks, key=lambda mark: mark.on)
    kind = next_kind({mark.kind for mark in rows}, ends_on=ends_on, today=today)
    minutes = next((mark.minutes for mark in reversed(rows) if mark.minutes), USUAL_MINUTES)
    return Prefill(kind, rows[-1].way if rows else MeetingWay.LIVE.value, minutes)


def steps_of(marks: Iterable[HeldMark], frame: Frame, today: date) -> list[Step]:
    """Always five. A step left out on the way (some programmes have no trial meeting) is named so, never a debt."""
    rows = list(marks)
    held = {mark.kind for mark in rows}
    following = next_kind(held, ends_on=frame.ends_on, today=today)
    reached = max((ORDER.index(MeetingKind(kind)) for kind in held), default=-1)
    return [_step(kind, rows, frame, following, reached, today) for kind in ORDER]


def _step(
    kind: MeetingKind, marks: list[HeldMark], frame: Frame, following: MeetingKind, reached: int, today: date
) -> Step:
    number = ORDER.index(kind) + 1
    own = sorted(mark.on for mark in marks if mark.kind == kind)
    if kind == MeetingKind.REGULAR:
        state = StepState.NEXT if kind == following else StepState.DONE if own else _untouched(number, reached)
        return Step(number, kind, state, _count(len(own), marks, frame))
    if own:
        return Step(number, kind, StepState.DONE, f"{own[0]:%d.%m}")
    if kind != following:
        return Step(number, kind, _untouched(number, reached), "")
    until = _term(kind, frame)
    late = until is not None and until < today
    return Step(number, kind, StepState.LATE if late else StepState.NEXT, f"до {until:%d.%m}" if until else "")


def _untouched(number: int, reached: int) -> StepState:
    return StepState.SKIPPED if number <= reached else StepState.LATER


def _term(kind: MeetingKind, frame: Frame) -> date | None:
    if kind == MeetingKind.ACQUAINTANCE and frame.starts_on:
        return frame.starts_on + timedelta(days=frame.first_meeting_days)
    return frame.ends_on if kind == MeetingKind.CLOSING else None


def _count(held: int, marks: list[HeldMark], frame: Frame) -> str:
    """«2 из 6» where the pair has agreed on a rhythm, else the number alone."""
    first = min((mark.on for mark in marks if mark.kind == MeetingKind.PLANNING), default=frame.starts_on)
    if not frame.rhythm_days or first is None or frame.ends_on is None:
        return str(held) if held else ""
    return f"{held} из {max(1, (frame.ends_on - first).days // frame.rhythm_days)}"
