"""The grid as a spreadsheet: what the page shows, and no more."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from core.charts.model import NO_PLAN
from core.sheets.model import Column, Group, Row, Sheet

NAME, PLAN, FACT, PARTS, AWAY = 80, 22, 22, 26, 26
TITLES = (("план", PLAN), ("факт", FACT), ("из чего", PARTS), ("отклонение", AWAY))


class Value(Protocol):
    """What the sheet asks of a cell."""

    @property
    def plan_said(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def parts(self) -> str: ...
    @property
    def deviation(self) -> str: ...


def grid_sheet(
    title: str,
    lines: Sequence[str],
    first: str,
    columns: Iterable[str],
    rows: Iterable[tuple[str, Sequence[Value]]],
    facts: tuple[tuple[str, str], ...],
    author: str,
) -> Sheet:
    """`first` titles the column of names; every other column becomes plan, fact, parts, deviation."""
    heads = [Column(f"{column}: {word}", width) for column in columns for word, width in TITLES]
    body: list[Row] = [(name, *(text for value in values for text in _texts(value))) for name, values in rows]
    return Sheet(
        title=title,
        columns=(Column(first, NAME), *heads),
        groups=(Group("", "", tuple(body)),),
        file_name=title,
        lines=tuple(lines),
        facts=facts,
        author=author,
    )


def _texts(value: Value) -> tuple[str, ...]:
    return value.plan_said or NO_PLAN, value.said, value.parts, value.deviation
