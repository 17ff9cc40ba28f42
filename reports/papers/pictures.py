"""A table as a chart, from the very values of its cells."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from core.charts.model import Amount, Bars, Bullet, Bullets, Chart, Lines, Stacks, amount
from core.sheets.model import Value, shown
from reports.papers.model import Picture, Row, Table

AT_LEAST = re.compile(r"(\d+)\+")
MOST, AT_ONCE = 120, 8  # rows in charts; rows of one: a picture never breaks, and stays below its heading on A4 lying
GOES_ON = "продолжение"


def charts_of(table: Table) -> list[Chart]:
    """Rows part by part on one scale; a line is drawn whole. Nothing where a chart would say nothing: no rows, too
    many of them, no amount above zero."""
    picture = table.picture
    if picture is None or len(table.rows) > MOST:
        return []
    sizes = [[each.size or 0.0 for each in _amounts(row, picture)] for row in table.rows]
    if not any(map(any, sizes)):
        return []
    if picture.kind == "lines":
        return [_lines(table, picture, None)]
    whole = picture.whole or max(map(sum if picture.kind == "stacks" else max, sizes))
    parts = [table.rows[start : start + AT_ONCE] for start in range(0, len(table.rows), AT_ONCE)]
    make = MAKERS[picture.kind]
    return [make(replace(table, rows=rows), _titled(picture, place), whole) for place, rows in enumerate(parts)]


def _titled(picture: Picture, place: int) -> Picture:
    return replace(picture, title=f"{picture.title}, {GOES_ON}") if place else picture


def amount_of(value: Value) -> Amount:
    """«412+» is drawn as what is certainly there, «< 5» not at all."""
    if isinstance(value, int | Decimal):
        return amount(value)
    words = shown(value) or "нет данных"
    found = AT_LEAST.fullmatch(words)
    return Amount(float(found[1]) if found else None, words)


def _amounts(row: Row, picture: Picture) -> tuple[Amount, ...]:
    return tuple(amount_of(row[place]) for place in picture.values)


def _labelled(table: Table, picture: Picture) -> list[tuple[str, tuple[Amount, ...]]]:
    return [(shown(row[0]), _amounts(row, picture)) for row in table.rows]


def _bars(table: Table, picture: Picture, whole: float | None) -> Chart:
    rows = tuple((label, amounts[0]) for label, amounts in _labelled(table, picture))
    return Bars(picture.title, rows, table.columns[0].title, whole=whole)


def _stacks(table: Table, picture: Picture, whole: float | None) -> Chart:
    parts = tuple(table.columns[place].title for place in picture.values)
    return Stacks(picture.title, parts, tuple(_labelled(table, picture)), table.columns[0].title, whole)


def _bullets(table: Table, picture: Picture, whole: float | None) -> Chart:
    """Columns of the fact and of the plan, in this order."""
    rows = tuple(Bullet(label, fact, plan) for label, (fact, plan) in _labelled(table, picture))
    return Bullets(picture.title, rows, table.columns[0].title, whole)


def _lines(table: Table, picture: Picture, whole: float | None) -> Chart:
    points = tuple(shown(row[0]) for row in table.rows)
    series = tuple(
        (table.columns[place].title, tuple(amount_of(row[place]) for row in table.rows)) for place in picture.values
    )
    return Lines(picture.title, points, series, what=table.columns[0].title)


MAKERS: dict[str, Callable[[Table, Picture, float | None], Chart]] = {
    "bars": _bars,
    "stacks": _stacks,
    "bullets": _bullets,
    "lines": _lines,
}
