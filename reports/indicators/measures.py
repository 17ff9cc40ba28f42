"""What an indicator is worth: the one place that divides."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from reports.figures import Cell, publish

PERCENT, NUMBER, YES_NO = "percent", "number", "yes_no"
STEP = Decimal("0.1")
NO_DATA = "нет данных"
MINUS, POINTS = "\u2212", "\u00a0п.\u00a0п."


class State(StrEnum):
    NO_DATA = "no_data"
    NO_PLAN = "no_plan"
    REACHED = "reached"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Measure:
    """A numerator and, unless it is a plain number or a yes, a denominator; either may be hidden or a lower bound."""

    unit: str
    numerator: Cell
    denominator: Cell | None = None

    @property
    def figure(self) -> Decimal | None:
        """Nothing when the denominator is 0 or a part is not exact: a share of a bound would be wrong."""
        if not self.is_exact:
            return None
        if self.denominator is None:
            return Decimal(self.numerator.value)
        if self.denominator.value == 0:
            return None
        share = Decimal(self.numerator.value) / self.denominator.value
        return (share * 100 if self.unit == PERCENT else share).quantize(STEP, ROUND_HALF_UP)

    @property
    def is_exact(self) -> bool:
        return self.numerator.exact and (self.denominator is None or self.denominator.exact)

    @property
    def parts(self) -> str:
        """«12 из 40», «< 5 из 40», «12»."""
        if self.unit == YES_NO:
            return ""
        return f"{self.numerator} из {self.denominator}" if self.denominator is not None else str(self.numerator)

    def __str__(self) -> str:
        """«30 %», «да», «412+»; without a figure the reason in words."""
        if self.figure is not None:
            return said(self.figure, self.unit)
        if self.denominator is None:
            return str(self.numerator)
        return NO_DATA if self.denominator.exact and self.denominator.value == 0 else "доля скрыта"


def published(unit: str, numerator: int, denominator: int | None) -> tuple[Cell, Cell]:
    """People of a school as the bodies above see both parts; of a share also what it leaves tells of people."""
    whole = denominator or 0
    return publish(numerator, whole) if unit == PERCENT else publish(numerator), publish(whole)


def said(figure: Decimal | None, unit: str) -> str:
    """«62,5 %», «4», «да»; nothing stays nothing."""
    if figure is None:
        return ""
    if unit == YES_NO:
        return "да" if figure else "нет"
    return f"{number(figure)}\u00a0%" if unit == PERCENT else number(figure)


def number(figure: Decimal) -> str:
    """Digits as they are typed in Russian: «62,5», «4»."""
    return f"{figure:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{figure:f}" else f"{figure:f}"


def state_of(plan: Decimal | None, figure: Decimal | None, *, less_is_better: bool = False) -> State:
    if plan is None:
        return State.NO_PLAN
    if figure is None:
        return State.NO_DATA
    reached = figure <= plan if less_is_better else figure >= plan
    return State.REACHED if reached else State.BEHIND


def deviation_words(plan: Decimal | None, figure: Decimal | None, unit: str) -> str:
    """«+2,5 п. п.», «−3», «0»; of a yes and a no nothing: the words say it."""
    if plan is None or figure is None or unit == YES_NO:
        return ""
    away = figure - plan
    sign = "+" if away > 0 else MINUS if away < 0 else ""
    return f"{sign}{number(abs(away))}{POINTS if unit == PERCENT else ''}"
