"""Charts of rows: a label and its amount on one line, the bar below. They need no width for labels, so they stay
readable on a phone.
"""

from collections.abc import Iterable

from core.charts.model import Amount, Bars, Bullet, Bullets, Change, Dumbbells, Stacks, difference, number, verdict
from core.charts.pen import COLOURS, INK, LINE, WIDTH, bar, box, legend, mark, num, path, text, width_of, wrapped

HEIGHT, GAP = 11.0, 9.0
LEFT, RIGHT = 5.0, WIDTH - 5  # of scales whose ends are marks
TRACK = "#9aa3ad"
Drawn = tuple[list[str], float]  # strokes, height


def bars(chart: Bars) -> Drawn:
    whole = chart.whole or longest(each for _, each in chart.rows)
    parts: list[str] = []
    y = 0.0
    for label, each in chart.rows:
        head, y = heading(label, each.words, y)
        parts += [*head, track(y), bar(0, y, _long(each, whole), HEIGHT)]
        y += HEIGHT + GAP
    return parts, y


def stacks(chart: Stacks) -> Drawn:
    whole = chart.whole or max([1.0, *(sum(each.size or 0 for each in amounts) for _, amounts in chart.rows)])
    parts, y = legend(chart.parts, LINE - 3)
    y += GAP
    for label, amounts in chart.rows:
        head, y = heading(label, " + ".join(each.words for each in amounts), y)
        parts += [*head, track(y)]
        x = 0.0
        for fill, each in enumerate(amounts):
            parts.append(bar(x, y, _long(each, whole), HEIGHT, fill))
            x += _long(each, whole)
        y += HEIGHT + GAP
    return parts, y


def bullets(chart: Bullets) -> Drawn:
    """The plan is a standing line with a flag; a fact short of it is hatched."""
    sizes = (side for row in chart.rows for side in (row.fact, row.plan))
    whole = chart.whole or longest(sizes)
    parts: list[str] = []
    y = 0.0
    for row in chart.rows:
        head, y = heading(row.label, _said(row), y)
        late = verdict(row) == "не выполнен"
        parts += [*head, track(y), bar(0, y, _long(row.fact, whole), HEIGHT, 1 if late else 0)]
        if row.plan.size is not None:
            parts.append(flag(_long(row.plan, whole), y))
        y += HEIGHT + GAP + 3
    return parts, y


def _said(row: Bullet) -> str:
    plan = row.plan.words
    return f"{row.fact.words} · план\u00a0{plan}" if row.plan.size is not None else f"{row.fact.words} · {plan}"


def flag(x: float, y: float) -> str:
    """Its foot is below the bar: above it stand words."""
    x = min(max(x, 4.0), WIDTH - 4)
    foot = y + HEIGHT + 1
    steps = f"M{num(x)} {num(y - 1)}V{num(foot)}m0 0l4 6h-8z"
    return path(steps, stroke=INK, stroke_width=2.0, fill=INK)


def dumbbells(chart: Dumbbells) -> Drawn:
    """A hollow point before, a full one after, the way between them whole when it grew and broken when it fell."""
    parts = [mark(6, LINE - 7, 0, hollow=True), text(15, LINE - 3, "было")]
    parts += [mark(66, LINE - 7, 0), text(75, LINE - 3, "стало")]
    ends = f"шкала {number(chart.low)}–{number(chart.high)}"
    parts.append(text(WIDTH, LINE - 3, ends, end=True))
    y = LINE + GAP
    for row in chart.rows:
        head, y = heading(row.label, _moved(row), y)
        parts += [*head, *_dumbbell(chart, row, y + 6)]
        y += 12 + GAP
    return parts, y


def _moved(row: Change) -> str:
    words = f"{row.before.words} → {row.after.words}"
    return words if row.before.size is None or row.after.size is None else f"{words}, {difference(row)}"


def _dumbbell(chart: Dumbbells, row: Change, y: float) -> list[str]:
    span = (chart.high - chart.low) or 1

    def at(size: float) -> float:
        return LEFT + (RIGHT - LEFT) * min(max((size - chart.low) / span, 0.0), 1.0)

    parts = [path(f"M{num(LEFT)} {num(y)}H{num(RIGHT)}", stroke=TRACK, stroke_width=1.0, fill="none")]
    before, after = row.before.size, row.after.size
    if before is not None and after is not None:
        dash = "4 3" if after < before else ""
        way = f"M{num(at(before))} {num(y)}H{num(at(after))}"
        parts.append(path(way, stroke=COLOURS[0], stroke_width=3.0, fill="none", stroke_dasharray=dash))
    if after is not None:
        parts.append(mark(at(after), y, 0))
    if before is not None:
        parts.append(mark(at(before), y, 0, hollow=True))
    return parts


def heading(label: str, words: str, y: float) -> Drawn:
    """The label in lines, its words at the right end of the last one or on a line of their own."""
    lines = wrapped(label, WIDTH)
    parts = [text(0, y + LINE * place - 3, line) for place, line in enumerate(lines, 1)]
    below = y + LINE * len(lines)
    if width_of(lines[-1]) + width_of(words) + 10 <= WIDTH:
        return [*parts, text(WIDTH, below - 3, words, end=True, bold=True)], below + 1
    own = wrapped(words, WIDTH)
    parts += [text(WIDTH, below + LINE * place - 3, line, end=True, bold=True) for place, line in enumerate(own, 1)]
    return parts, below + LINE * len(own) + 1


def track(y: float) -> str:
    return box(0, y, WIDTH, HEIGHT, fill="none", stroke=TRACK, stroke_width=0.5)


def longest(amounts: Iterable[Amount]) -> float:
    return max([0.0, *(each.size or 0 for each in amounts)]) or 1.0


def _long(each: Amount, whole: float) -> float:
    return WIDTH * min(max((each.size or 0) / whole, 0.0), 1.0)
