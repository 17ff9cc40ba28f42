"""Charts of time: lines over points, and the line as high as a row of text."""

from collections.abc import Iterable, Sequence

from core.charts.model import Amount, Lines, Sparkline, number
from core.charts.pen import COLOURS, DASHES, INK, LINE, WIDTH, mark, num, path, text, width_of

HEIGHT = 120.0
RIGHT = WIDTH - 8
GRID = "#9aa3ad"
SPARK_HEIGHT, SPARK_WIDTH = 24.0, 120.0


def lines(chart: Lines) -> tuple[list[str], float]:
    high = top_of(
        each for _, amounts in chart.series for each in (*amounts, *((chart.target,) if chart.target else ()))
    )
    left = width_of(number(high)) + 6
    head, base = _legend(chart)
    top = base + 14
    parts = [*head, *_grid(left, top, high)]
    xs = places(len(chart.points), left + 6, RIGHT)
    for kind, (_, amounts) in enumerate(chart.series):
        dots = _dots(xs, amounts, top, HEIGHT, high)
        parts.append(_line(dots, COLOURS[kind], DASHES[kind % len(DASHES)]))
        parts += [mark(x, y, kind) for x, y in filter(None, dots)]
    if chart.target and chart.target.size is not None:
        parts.append(_target(chart.target.size, left, RIGHT, top, HEIGHT, high))
    parts += _under(chart.points, xs, top + HEIGHT + LINE)
    return parts, top + HEIGHT + LINE + 5


def _legend(chart: Lines) -> tuple[list[str], float]:
    parts, y = [], LINE - 3
    for kind, (name, _) in enumerate(chart.series):
        look: dict[str, str | float] = {
            "stroke": COLOURS[kind],
            "stroke_width": 2.0,
            "stroke_dasharray": DASHES[kind % len(DASHES)],
        }
        parts += [path(f"M0 {num(y - 4)}h24", fill="none", **look), mark(12, y - 4, kind), text(30, y, name)]
        y += LINE
    if chart.target:
        parts += [path(f"M0 {num(y - 4)}h24", stroke=INK, stroke_width=1.5, stroke_dasharray="1 3", fill="none")]
        parts.append(text(30, y, f"план: {chart.target.words}"))
        y += LINE
    return parts, y - LINE


def _grid(left: float, top: float, high: float) -> Iterable[str]:
    for share in (0.0, 0.5, 1.0):
        y = top + HEIGHT * (1 - share)
        steps = f"M{num(left)} {num(y)}H{num(WIDTH)}"
        yield path(steps, stroke=GRID, stroke_width=0.5, fill="none")
        yield text(left - 5, y + 4, number(high * share), end=True)


def _under(points: Sequence[str], xs: Sequence[float], y: float) -> Iterable[str]:
    """Names of points, thinned out so that they never touch; the last one always stands."""
    widest = max((width_of(point) for point in points), default=1) + 8
    step = max(1, int(-(-widest * len(points) // (RIGHT - 40))))
    for place in range(len(points) - 1, -1, -step):
        words = points[place]
        if xs[place] + width_of(words) / 2 > WIDTH:
            yield text(WIDTH, y, words, end=True)
        else:
            yield text(xs[place], y, words, middle=True)


def sparkline(chart: Sparkline) -> tuple[list[str], float]:
    """120 units wide: the caller sets the size."""
    ends = (*chart.amounts, *((chart.target,) if chart.target else ()))
    high = max([0.0, *(each.size or 0 for each in ends)]) or 1.0
    xs = places(len(chart.amounts), 5, SPARK_WIDTH - 6)
    dots = _dots(xs, chart.amounts, 5, SPARK_HEIGHT - 10, high)
    parts = [_line(dots, COLOURS[0], "")]
    if chart.target and chart.target.size is not None:
        parts.append(_target(chart.target.size, 0, SPARK_WIDTH, 5, SPARK_HEIGHT - 10, high))
    if known := [dot for dot in dots if dot]:
        parts.append(mark(*known[-1], 0))
    return parts, SPARK_HEIGHT


def _target(size: float, left: float, right: float, top: float, height: float, high: float) -> str:
    y = top + height * (1 - size / high)
    steps = f"M{num(left)} {num(y)}H{num(right)}"
    return path(steps, stroke=INK, stroke_width=1.5, stroke_dasharray="1 3", fill="none")


def places(count: int, left: float, right: float) -> list[float]:
    if count < 2:
        return [(left + right) / 2] * count
    return [left + (right - left) * place / (count - 1) for place in range(count)]


def top_of(amounts: Iterable[Amount]) -> float:
    """A round number at or above the highest amount: 1, 2, 3, 4, 5, 6, 8, 10, 20 …"""
    high, step = max([0.0, *(each.size or 0 for each in amounts)]), 1.0
    while True:
        for share in (1, 2, 3, 4, 5, 6, 8):
            if high <= step * share:
                return step * share
        step *= 10


def _dots(
    xs: Sequence[float], amounts: Sequence[Amount], top: float, height: float, high: float
) -> list[tuple[float, float] | None]:
    return [
        None if each.size is None else (x, top + height * (1 - max(each.size, 0.0) / high))
        for x, each in zip(xs, amounts, strict=True)
    ]


def _line(dots: Sequence[tuple[float, float] | None], colour: str, dash: str) -> str:
    """Broken where a figure is missing."""
    steps, pen_down = [], False
    for dot in dots:
        if dot:
            steps.append(f"{'L' if pen_down else 'M'}{num(dot[0])} {num(dot[1])}")
        pen_down = dot is not None
    return path("".join(steps), stroke=colour, stroke_width=2.0, stroke_dasharray=dash, fill="none") if steps else ""
