"""Counters of long lists: one statement for all of them, at a price that does not grow with the tables."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

MOST = 1000


def capped_counts(
    lists: Mapping[str, Any], parts: Mapping[str, Any] | None = None, of: str = ""
) -> dict[str, int | None]:
    """Rows of each queryset, None for more than MOST. `parts` of the list named `of` are left out with it."""
    outer, values = [], []
    for name, rows in lists.items():
        sql, parameters = _counted(rows)
        outer.append(f"{sql} AS {connection.ops.quote_name(name)}")
        values += list(parameters)
    inner = []
    head: list[Any] = []
    for name, rows in (parts or {}).items():
        sql, parameters = _counted(rows)
        owner = connection.ops.quote_name(of)
        inner.append(f"CASE WHEN l.{owner} > {MOST} THEN NULL ELSE {sql} END AS {connection.ops.quote_name(name)}")
        head += list(parameters)
    columns = ", ".join(["l.*", *inner])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM (SELECT {', '.join(outer)}) l", [*head, *values])
        found = cursor.fetchone()
    names = [*lists, *(parts or {})]
    return {name: None if count is None or count > MOST else count for name, count in zip(names, found, strict=True)}


def _counted(rows: Any) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, parameters = rows.order_by().values("pk")[: MOST + 1].query.sql_with_params()
    except EmptyResultSet:
        return "0", ()
    return f"(SELECT count(*) FROM ({sql}) t)", parameters
