"""When a participant is asked about the pair, and what may be answered. Pure.

After the trial meeting «Подошли друг другу?» of both sides; in the middle of the pair one mark from 1 to 10.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.meetings.steps import HeldMark
from mentoring.models import Answer, MeetingKind, Pair, PairLink

Question = Answer.Question
FITS, UNDECIDED, UNFIT = 2, 1, 0
FIT_CHOICES = ((FITS, "Да, подошли"), (UNDECIDED, "Ещё не решено"), (UNFIT, "Нет, не подошли"))
PULSE_CHOICES = tuple((value, str(value)) for value in range(1, 11))
CHOICES: dict[str, tuple[tuple[int, str], ...]] = {
    Question.FIT: FIT_CHOICES,
    Question.PULSE: PULSE_CHOICES,
    Question.CONFIRM: ((1, "Да, встреча была"), (0, "Нет, встречи не было")),
    PairLink.Purpose.AGREE: ((1, "Да, согласен"), (0, "Нет, не хочу")),
}
TITLES: dict[str, str] = {
    Question.FIT: "Подошли друг другу?",
    Question.PULSE: "Как идёт работа в паре?",
    Question.CONFIRM: "Встреча была?",
    PairLink.Purpose.AGREE: "Согласны на эту пару?",
}


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier answer of the same person."""

    question: str
    value: int
    on: date


def questions_due(pair: Pair, marks: Iterable[HeldMark], said: Iterable[Said], today: date) -> list[str]:
    """What to ask a participant now; an answer «ещё не решено» is asked again after the next meeting."""
    if not pair.is_open or pair.status == Pair.Status.PAUSED:
        return []
    held, answers = list(marks), list(said)
    due: list[str] = [Question.FIT] if _fit_is_due(held, answers) else []
    if _pulse_is_due(pair, answers, today):
        due.append(Question.PULSE)
    return due


def _fit_is_due(held: Sequence[HeldMark], answers: Sequence[Said]) -> bool:
    trial = min((mark.on for mark in held if mark.kind == MeetingKind.TRIAL), default=None)
    if trial is None:
        return False
    last = max((each for each in answers if each.question == Question.FIT), key=lambda each: each.on, default=None)
    if last is None:
        return True
    return last.value == UNDECIDED and any(mark.on > last.on for mark in held)


def _pulse_is_due(pair: Pair, answers: Sequence[Said], today: date) -> bool:
    if pair.starts_on is None or pair.ends_on is None:
        return False
    middle = pair.starts_on + (pair.ends_on - pair.starts_on) / 2
    asked = any(each.question == Question.PULSE and each.on >= middle for each in answers)
    return today >= middle and not asked
