"""Results as charts, each with its table (`core.charts`). Only of what is enough to be shown."""

from collections.abc import Sequence

from core.charts.model import Amount, Bars, Chart, Dumbbells, Stacks, amount, number
from core.charts.model import Change as Pair
from mentoring.intake.questions import Kind
from mentoring.surveys.results import Change, Result

BANDS = (("1–4", range(1, 5)), ("5–6", range(5, 7)), ("7–8", range(7, 9)), ("9–10", range(9, 11)))
YES_NO = ("да", "нет")


def before_and_after(changes: Sequence[Change]) -> Dumbbells:
    """Было ○──● стало; «в пределах разброса» is said beside the difference."""
    rows = tuple(
        Pair(
            change.short,
            amount(change.before.mean),
            amount(change.after.mean),
            "разница заметна" if change.is_notable else "в пределах разброса",
        )
        for change in changes
        if change.enough
    )
    return Dumbbells("Было и стало, средняя оценка из 10", rows, low=1, high=10, what="О чём спрашивали")


def spreads(results: Sequence[Result]) -> list[Chart]:
    """How the answers are spread: the scales on one chart, yes and no on another, every choice on its own."""
    known = [result for result in results if result.enough]
    charts: list[Chart] = []
    scales = tuple((result, result.figure) for result in known if result.figure is not None)
    if scales:
        rows = tuple(
            (f"{result.asked.item.short}: в среднем {number(figure.mean)}", tuple(_banded(figure.marks)))
            for result, figure in scales
        )
        charts.append(Stacks("Оценки из 10", tuple(f"{band}, ответов" for band, _ in BANDS), rows, "О чём спрашивали"))
    if plain := [result for result in known if result.asked.item.kind == Kind.YES_NO]:
        answers = tuple((r.asked.item.short, tuple(amount(share.count) for share in r.shares)) for r in plain)
        charts.append(Stacks("Да и нет, ответов", YES_NO, answers, "О чём спрашивали"))
    for result in known:
        if result.asked.item.kind == Kind.ONE:
            bars = tuple((share.words, amount(share.count)) for share in result.shares)
            charts.append(Bars(result.asked.words, bars, "Ответ", "Ответов"))
    return charts


def _banded(marks: Sequence[int]) -> list[Amount]:
    return [amount(sum(mark in band for mark in marks)) for _, band in BANDS]
