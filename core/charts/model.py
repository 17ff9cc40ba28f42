"""What a chart says. Pure values; nothing here draws."""

from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal
NO_FIGURE = "нет данных"
NO_PLAN = "план не задан"


@dataclass(frozen=True, slots=True)
class Amount:
    """`size` is drawn, `words` are said: «412+», «< 5», «34,5 %». Without a size the words say why."""

    size: float | None
    words: str


def amount(value: Number | None, unit: str = "", missing: str = NO_FIGURE) -> Amount:
    """A figure in Russian writing: one digit after the comma at most, the unit behind a no-break space."""
    if value is None:
        return Amount(None, missing)
    return Amount(float(value), f"{number(value)}\u00a0{unit}" if unit else number(value))


def number(value: Number) -> str:
    """«1 204», «34,5», «−2»."""
    words = f"{value:,.1f}".removesuffix(".0").replace(",", "\u00a0").replace(".", ",")
    return words.replace("-", "−")


@dataclass(frozen=True, slots=True)
class Bars:
    """Lengths beside each other. `whole` is the end of the scale, else the longest bar."""

    title: str
    rows: tuple[tuple[str, Amount], ...]
    what: str = "Показатель"
    unit: str = "Значение"
    whole: float | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        return self.what, self.unit

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        return tuple((label, each.words) for label, each in self.rows)


@dataclass(frozen=True, slots=True)
class Stacks:
    """What a whole is made of, row by row; every row has an amount for each of `parts` (six at most).

    `whole` is the end of the scale, else the longest row.
    """

    title: str
    parts: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Amount, ...]], ...]
    what: str = "Показатель"
    whole: float | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        return (self.what, *self.parts)

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        return tuple((label, *(each.words for each in amounts)) for label, amounts in self.rows)


@dataclass(frozen=True, slots=True)
class Bullet:
    label: str
    fact: Amount
    plan: Amount


@dataclass(frozen=True, slots=True)
class Bullets:
    """Fact against plan. A plan nobody has set is said, and no line is drawn for it."""

    title: str
    rows: tuple[Bullet, ...]
    what: str = "Показатель"
    whole: float | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        return self.what, "План", "Факт", "Выполнение"

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.label, each.plan.words, each.fact.words, verdict(each)) for each in self.rows)


def verdict(row: Bullet) -> str:
    if row.plan.size is None:
        return NO_PLAN
    if row.fact.size is None:
        return NO_FIGURE
    return "выполнен" if row.fact.size >= row.plan.size else "не выполнен"


@dataclass(frozen=True, slots=True)
class Lines:
    """Up to four lines over the same points; `target` is a level to be reached. A gap is an amount without a size."""

    title: str
    points: tuple[str, ...]
    series: tuple[tuple[str, tuple[Amount, ...]], ...]
    target: Amount | None = None
    what: str = "Период"

    @property
    def heads(self) -> tuple[str, ...]:
        return (self.what, *(name for name, _ in self.series), *(("План",) if self.target else ()))

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        plan = (self.target.words,) if self.target else ()
        return tuple(
            (point, *(amounts[place].words for _, amounts in self.series), *plan)
            for place, point in enumerate(self.points)
        )


@dataclass(frozen=True, slots=True)
class Change:
    """`note` is said after the difference: «ответили 14 из 20»."""

    label: str
    before: Amount
    after: Amount
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Before and after on one scale from `low` to `high`."""

    title: str
    rows: tuple[Change, ...]
    low: float = 0
    high: float = 10
    what: str = "Показатель"

    @property
    def heads(self) -> tuple[str, ...]:
        return self.what, "Было", "Стало", "Изменение"

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.label, each.before.words, each.after.words, difference(each)) for each in self.rows)


def difference(row: Change) -> str:
    """«выросло на 0,8»."""
    if row.before.size is None or row.after.size is None:
        return NO_FIGURE
    moved = round(row.after.size - row.before.size, 1)
    words = f"{'выросло' if moved > 0 else 'снизилось'} на {number(abs(moved))}" if moved else "не изменилось"
    return f"{words}; {row.note}" if row.note else words


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line as high as a row of text, without words of its own."""

    title: str
    points: tuple[str, ...]
    amounts: tuple[Amount, ...]
    target: Amount | None = None

    @property
    def heads(self) -> tuple[str, ...]:
        return "Период", "Значение"

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        return tuple((point, each.words) for point, each in zip(self.points, self.amounts, strict=True))


Chart = Bars | Stacks | Bullets | Lines | Dumbbells | Sparkline
