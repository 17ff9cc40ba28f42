"""Finding rows by the words of a query: one expression for every table.

An index would not help: the policies of row-level security come before any comparison of texts, and the scope's own
indexes have narrowed the rows by then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Count, F, Func, IntegerField, Q, Value, When, Window
from django.db.models.functions import Concat, Lower

from core.search.words import FOLD_FROM, FOLD_TO, Reading
from core.viewer import Viewer


@dataclass(frozen=True)
class Hit:
    """A row that was found: what to call it, what tells it from its namesakes, where it opens."""

    pk: int
    text: str
    note: str
    url: str


@dataclass(frozen=True)
class Found:
    """The first hits of one kind and how many there are altogether."""

    name: str
    label: str
    icon: str
    hits: tuple[Hit, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Query:
    """Words to be found, or (`ids`) rows to be shown again; `most` hits at once."""

    readings: tuple[Reading, ...] = ()
    ids: tuple[int, ...] = ()
    most: int = 5

    def among(self, rows: Any, *columns: str) -> Any:
        """The rows whose columns together hold the words, those that begin with them first (`rank`), `total` noted."""
        if self.ids:
            return rows.filter(pk__in=self.ids).annotate(rank=Value(0), total=Value(0))
        keyed = rows.alias(key=search_key(*columns))
        first = reduce(or_, (Q(key__startswith=f" {words[0]}") for words in self.readings))
        rank = Case(When(first, then=Value(0)), default=Value(1), output_field=IntegerField())
        return keyed.filter(_holding(self.readings)).annotate(rank=rank, total=Window(Count("pk")))

    def found(self, name: str, label: str, icon: str, rows: Any, hit: Callable[[Any], Hit]) -> Found:
        """One statement. Rows shown again keep the order in which they were opened."""
        shown = list(rows[: self.most])
        hits = [hit(row) for row in shown]
        if self.ids:
            hits.sort(key=lambda each: self.ids.index(each.pk))
        return Found(name, label, icon, tuple(hits), shown[0].total if shown else 0)


def narrowed(rows: Any, readings: tuple[Reading, ...], *columns: str) -> Any:
    """The rows whose columns together hold the words: the search box above a list. None without words."""
    return rows.alias(key=search_key(*columns)).filter(_holding(readings)) if readings else rows.none()


def _holding(readings: tuple[Reading, ...]) -> Q:
    one_reading = [Q(*(Q(key__contains=f" {word}") for word in words)) for words in readings]
    return reduce(or_, one_reading)


Source = Callable[[Viewer, Query], Found | None]


def search_key(*columns: str) -> Func:
    """The folded text of the columns with a space before every word; `contains` escapes the signs of LIKE."""
    parts = [part for column in columns for part in (Value(" "), F(column))]
    text = Concat(*parts, output_field=CharField())
    return Func(Lower(text), Value(FOLD_FROM), Value(FOLD_TO), function="translate", output_field=CharField())
