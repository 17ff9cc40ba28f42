"""What both sides say about their pair, in words for curators: the last answer of each beside the one before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mentoring.meetings.questions import CHOICES, TITLES, UNFIT
from mentoring.models import Answer

Question = Answer.Question
LOW, FALL, GAP = 4, 3, 3  # marks from 1 to 10
SHOWN = (Question.FIT, Question.PULSE)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it was given; `who` names the person, names repeat."""

    person: int
    who: str
    question: str
    value: int
    comment: str
    on: date


@dataclass(frozen=True, slots=True)
class Voice:
    who: str
    words: str
    mark: str
    comment: str
    on: date


@dataclass(frozen=True, slots=True)
class Topic:
    """A question with the voices; `warning`: the two sides see it differently."""

    title: str
    voices: tuple[Voice, ...]
    warning: str = ""


def topics_of(told: Iterable[Told]) -> list[Topic]:
    """`told` from the oldest to the newest."""
    given: dict[str, dict[int, list[Told]]] = {question: {} for question in SHOWN}
    for each in told:
        given[each.question].setdefault(each.person, []).append(each)
    return [_topic(question, by_person) for question, by_person in given.items() if by_person]


def _topic(question: str, by_person: dict[int, list[Told]]) -> Topic:
    voices = tuple(_voice(question, answers) for answers in by_person.values())
    last = [answers[-1].value for answers in by_person.values()]
    apart = question == Question.PULSE and max(last) - min(last) >= GAP
    return Topic(TITLES[question], voices, "Стороны видят работу по-разному." if apart else "")


def _voice(question: str, answers: list[Told]) -> Voice:
    last, before = answers[-1], answers[-2].value if len(answers) > 1 else None
    if question == Question.FIT:
        words, is_bad = dict(CHOICES[question])[last.value], last.value == UNFIT
    else:
        words = f"{last.value} из 10" + (f", было {before}" if before is not None else "")
        is_bad = last.value <= LOW or (before is not None and before - last.value >= FALL)
    return Voice(last.who, words, "risk" if is_bad else "no_data", last.comment, last.on)
