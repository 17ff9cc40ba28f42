"""What the parsers find in a cell: points in time, spans between them, and the clauses they stand in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from roadmaps.terms.tokens import Token

TABLE_MONTH = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a month or of a longer unit: day, week, decade, halfmonth, weekday, begin, mid, end."""

    unit: str
    number: int = 0
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """`unit` is month, quarter, half, term, trimester, season, year, schoolyear or edge (of the school year).

    A month numbered TABLE_MONTH is the month of the table.
    """

    unit: str
    number: int
    year: int | None = None
    school_year: int | None = None
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """`mode`: plain, till (a deadline), from (open end) or course («в течение …»)."""

    first: Point
    last: Point | None = None
    mode: str = "plain"
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """When inside each unit a recurrence falls due; `following` names the unit reported on in the month after it."""

    unit: str
    numbers: tuple[int, ...] = ()
    """A pair (15, 20) with `ranged` is «15-20 числа»."""
    ranged: bool = False
    weekday: int = 0
    till: bool = False
    following: str = ""


@dataclass(frozen=True, slots=True)
class Recurring:
    """`count` times in every `every` units."""

    unit: str
    count: int = 1
    every: int = 1
    weekdays: tuple[int, ...] = ()
    detail: Detail | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Continuous:
    """`bare` is «постоянно»: it says nothing of how long."""

    point: Point | None = None
    doubt: str = ""
    bare: bool = False


@dataclass(frozen=True, slots=True)
class OnDemand:
    words: str


@dataclass(frozen=True, slots=True)
class External:
    """The date exists elsewhere: «по графику», «до начала ГИА», «в трёхдневный срок»."""

    words: str
    note: str
    length: tuple[int, str] | None = None
    """(3, "month") for «в 3-месячный срок»."""


@dataclass(frozen=True, slots=True)
class NextYear:
    """«(года,) следующего за отчётным»"""


@dataclass(frozen=True, slots=True)
class Then:
    """«далее»"""


@dataclass(frozen=True, slots=True)
class Leftover:
    words: str


Clause = Dated | Recurring | Continuous | OnDemand | External | NextYear | Then | Leftover


class Cursor:
    """A place in the list of tokens; parsers return None and put it back when they do not apply."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def __bool__(self) -> bool:
        return self.at < len(self.tokens)

    def kind(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place].kind if place < len(self.tokens) else ""

    def sees(self, kind: str, value: object = None, ahead: int = 0) -> bool:
        place = self.at + ahead
        if place >= len(self.tokens) or self.tokens[place].kind != kind:
            return False
        return value is None or self.tokens[place].value == value

    def next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, kind: str, value: object = None) -> Token | None:
        return self.next() if self.sees(kind, value) else None

    def skip(self, *kinds: str) -> None:
        while self and self.tokens[self.at].kind in kinds:
            self.at += 1

    def skip_exactly(self, kind: str, value: object) -> None:
        if self.sees(kind, value):
            self.at += 1

    def words(self, start: int) -> str:
        return " ".join(token.text for token in self.tokens[start : self.at])


def with_year(span: Span, year: int | None, school_year: int | None) -> Span:
    """Put the year on the last point of the span."""
    if span.last is not None:
        return replace(span, last=replace(span.last, year=year, school_year=school_year))
    return replace(span, first=replace(span.first, year=year, school_year=school_year))
