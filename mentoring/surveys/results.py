"""What answers come to: means, spreads, shares, what has changed, a first draft of strong and weak sides. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from typing import Any

from mentoring.intake.questions import Kind
from mentoring.surveys.instruments import Asked

FEWEST = 5  # answers to a question below which nothing of it is shown
LEAST_CHANGE = 0.5  # points of ten that a person would notice at all
ERRORS = 2  # how many standard errors of the difference a change has to exceed
HIGH_SHARE = 0.6  # of answers at or above the threshold that a strong side needs
MARKS = range(1, 11)
YES_NO = (("yes", "да"), ("no", "нет"))

Values = dict[str, Any]  # of one reply, by question


@dataclass(frozen=True, slots=True)
class Figure:
    """Marks of one scale. `mean` and `error` (of the mean) say nothing below FEWEST."""

    marks: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.marks)

    @property
    def enough(self) -> bool:
        return self.count >= FEWEST

    @property
    def mean(self) -> float:
        return fmean(self.marks)

    @property
    def error(self) -> float:
        """Squared, so that two of them add up."""
        return variance(self.marks) / self.count


@dataclass(frozen=True, slots=True)
class Share:
    """How many chose an answer."""

    words: str
    count: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Result:
    """One question of one voice. `figure` of a scale, `shares` of every closed question."""

    asked: Asked
    count: int
    figure: Figure | None
    shares: tuple[Share, ...]

    @property
    def enough(self) -> bool:
        return self.count >= FEWEST


@dataclass(frozen=True, slots=True)
class Change:
    """A question asked before and after."""

    short: str
    before: Figure
    after: Figure

    @property
    def enough(self) -> bool:
        return self.before.enough and self.after.enough

    @property
    def delta(self) -> float:
        return self.after.mean - self.before.mean

    @property
    def is_notable(self) -> bool:
        """Larger than chance would easily make it, and large enough to be felt. No promise of a cause."""
        spread = (self.before.error + self.after.error) ** 0.5
        return abs(self.delta) >= LEAST_CHANGE and abs(self.delta) > ERRORS * spread


def result_of(asked: Asked, replies: Iterable[Values]) -> Result:
    """Open questions have a count only: their words are shown apart."""
    given = [value for reply in replies if (value := reply.get(asked.item.key))]
    if asked.item.kind == Kind.SCALE:
        marks = tuple(sorted(int(value) for value in given))
        return Result(asked, len(marks), Figure(marks), _shares(given, [(str(mark), str(mark)) for mark in MARKS]))
    if asked.item.kind == Kind.TEXT:
        return Result(asked, len(given), None, ())
    options = YES_NO if asked.item.kind == Kind.YES_NO else [(words, words) for words in asked.item.options]
    return Result(asked, len(given), None, _shares(given, options))


def _shares(given: Sequence[str], options: Iterable[tuple[str, str]]) -> tuple[Share, ...]:
    return tuple(Share(words, given.count(value), len(given)) for value, words in options)


def changes(asked: Iterable[Asked], before: Sequence[Values], after: Sequence[Values]) -> list[Change]:
    """Of the scales asked both times."""
    found = []
    for one in asked:
        if one.item.kind == Kind.SCALE and one.item.before and one.item.after:
            was, now = result_of(one, before).figure, result_of(one, after).figure
            if was is not None and now is not None:
                found.append(Change(one.item.short, was, now))
    return found


@dataclass(frozen=True, slots=True)
class Sides:
    """The inner half of a SWOT; the outer half comes from open answers that a curator has marked."""

    strong: tuple[Result, ...]
    weak: tuple[Result, ...]


def sides(results: Iterable[Result], threshold: int) -> Sides:
    """A mean at or above the threshold with most marks there is strong, a mean below it weak; the rest is neither."""
    known = [(result, result.figure) for result in results if result.figure is not None and result.enough]
    strong = (r for r, figure in known if figure.mean >= threshold and _high(figure, threshold) >= HIGH_SHARE)
    weak = (r for r, figure in known if figure.mean < threshold)
    return Sides(tuple(strong), tuple(weak))


def _high(figure: Figure, threshold: int) -> float:
    return sum(mark >= threshold for mark in figure.marks) / figure.count
