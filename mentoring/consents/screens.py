"""A paper on a screen: boxes become ticks, lines become fields, none of them filled beforehand. No database."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from mentoring.consents.texts import BOX, LINE, PLAIN, Facts, paragraphs, split

AROUND = " ;,."
TICKED, UNTICKED, NOTHING_WRITTEN = "[да]", "[нет]", "не указано"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: `words` with what follows them, boxes to tick and lines to write on, each named by its words."""

    words: str
    boxes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def is_asked(self) -> bool:
        return bool(self.boxes or self.lines)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a signer ticked and wrote. Numbers go through the whole paper, from nought."""

    ticks: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """As a draft keeps them."""
        return cls(tuple(kept.get("ticks", ())), tuple(kept.get("lines", ())))


def parts_of(body: str, facts: Facts) -> list[Part]:
    """Paragraphs in their order. A fact nobody has filled in stays a line of the words: no signer can know it."""
    return [_part(paragraph, facts) for paragraph in paragraphs(body)]


@dataclass(slots=True)
class _Reading:
    words: list[str] = field(default_factory=lambda: [""])
    inputs: list[str] = field(default_factory=list)


def _part(paragraph: str, facts: Facts) -> Part:
    read = _Reading()
    for words, token in split(paragraph):
        read.words[-1] += words
        if token in (BOX, LINE):
            read.inputs.append(token)
            read.words.append("")
        elif token:
            read.words[-1] += facts.word(token) or PLAIN[LINE]
    after = [words.strip(AROUND) for words in read.words[1:]]
    before = [words.strip(AROUND) for words in read.words[:-1]]
    boxes = tuple(words for words, token in zip(after, read.inputs, strict=True) if token == BOX)
    lines = tuple(words.rstrip(":") for words, token in zip(before, read.inputs, strict=True) if token == LINE)
    return Part(read.words[0].strip(), boxes, lines)


def ticked_words(body: str, facts: Facts, ticks: Collection[int]) -> list[str]:
    """The words beside the ticked boxes."""
    boxes = [words for part in parts_of(body, facts) for words in part.boxes]
    return [words for number, words in enumerate(boxes) if number in ticks]


def signed(body: str, facts: Facts, marks: Marks) -> str:
    """The words as they are kept: a paragraph a line, with what was ticked, what was not and what was written."""
    boxes, lines = _boxes(marks.ticks), _lines(marks.lines)
    return "\n".join(_signed(paragraph, facts, boxes, lines) for paragraph in paragraphs(body))


def _signed(paragraph: str, facts: Facts, boxes: Iterator[str], lines: Iterator[str]) -> str:
    found = []
    for words, token in split(paragraph):
        found.append(words)
        if token == BOX:
            found.append(next(boxes))
        elif token == LINE:
            found.append(next(lines))
        elif token:
            found.append(facts.word(token) or PLAIN[LINE])
    return "".join(found)


def _boxes(ticks: Collection[int]) -> Iterator[str]:
    number = 0
    while True:
        yield TICKED if number in ticks else UNTICKED
        number += 1


def _lines(written: Sequence[str]) -> Iterator[str]:
    yield from (words or NOTHING_WRITTEN for words in written)
    while True:
        yield NOTHING_WRITTEN
