"""What a reading of a term is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    DATE = "date"
    MONTH = "month"
    RANGE = "range"
    LIST = "list"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    ON_DEMAND = "on_demand"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """SURE needs no eyes; CHECK has windows but a person must look; UNKNOWN has no windows, the user is asked."""

    SURE = "sure"
    CHECK = "check"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Both days inclusive; the end is the due date."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Frame:
    """What the document around the cell says about time.

    Neither `academic_year` nor `period`: the document names no year, dates are counted in `nominal_year` and every
    reading that leaned on it is a CHECK.
    """

    academic_year: int | None
    """First calendar year: 2023 stands for 2023-2024."""
    period: tuple[date, date] | None = None
    calendar_basis: bool = False
    """Plans «на 2024 год», «на 2020-2024 гг.»: whole quarters, half-years from January."""
    table_month: int | None = None
    """1..12 when the table is a plan of one month: «I неделя», «в течение месяца» mean that month."""
    table_year: int | None = None
    summer_after: bool | None = None
    """True for rows after May or June: a lone «август» then ends the year instead of opening it."""
    nominal_year: int = 2023


@dataclass(frozen=True, slots=True)
class Alternative:
    kind: Kind
    windows: tuple[Window, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`windows` keep the order of the cell; `note` is Russian, for the user."""

    kind: Kind
    windows: tuple[Window, ...] = ()
    rrule: str | None = None
    confidence: Confidence = Confidence.SURE
    note: str = ""
    alternatives: tuple[Alternative, ...] = ()
