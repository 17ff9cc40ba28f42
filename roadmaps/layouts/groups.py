"""Rows of the table put together by another mark than their stage. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from roadmaps.layouts.load import NOBODY
from roadmaps.layouts.month import month_name
from roadmaps.queries.filters import fold
from roadmaps.queries.rows import ActivityRow

Key = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """`query` is the address of all rows of a responsible, in whatever place they are named; empty for a month."""

    name: str
    query: str
    rows: list[ActivityRow]


def groups_of(rows: Iterable[ActivityRow], by: str) -> list[RowGroup]:
    """`by` is a key of `roadmaps.queries.filters.GROUPS`. Every row stands once, in the order of the document.

    With its first responsible: the others stand beside the name. In the month the row itself tells of.
    """
    head = _by_month if by == "month" else _by_first_responsible
    found: dict[tuple[Key, str, str], list[ActivityRow]] = {}
    for row in rows:
        found.setdefault(head(row), []).append(row)
    return [RowGroup(name, query, found[order, name, query]) for order, name, query in sorted(found)]


def _by_first_responsible(row: ActivityRow) -> tuple[Key, str, str]:
    """Whose rows nobody answers for come first, as in the view by responsible."""
    if not row.responsibles:
        return (False, ""), "Ответственный не назначен", urlencode({"who": NOBODY})
    key, name = row.responsibles[0]
    return (True, fold(name)), name, urlencode({"who": key})


def _by_month(row: ActivityRow) -> tuple[Key, str, str]:
    """Rows without a date come last."""
    if row.due_on is None or row.continuous:
        return (True, ""), "Постоянно" if row.continuous else "Без срока", ""
    month: date = row.due_on.replace(day=1)
    return (False, month.isoformat()), month_name(month), ""
