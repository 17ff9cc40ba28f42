"""Appendices that follow the data: as they are now, with the columns that the draft prints."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from core.viewer import Viewer
from core.words import counted
from mentoring.models import Pair
from orders.appendices.pairs import pairs_appendix
from orders.appendices.roadmap import roadmap_appendix
from orders.blocks import Appendix, Column, Paper, Table
from orders.kinds import kind_of
from orders.kinds.assembling import assemble, params_of
from orders.models import Order
from orders.printing.typography import NBSP

HIDDEN = "hidden"  # of the params of an order: keys of columns that are not printed
FIXED = 2  # the number and what the row is about are always there


def follows_data(order: Order) -> bool:
    """The appendices are built from the roadmap, the pairs or the base and may say nothing else."""
    return order.kind == Order.Kind.PAIRS or order.roadmap_id is not None or kind_of(order.kind).live


def current_appendices(viewer: Viewer, order: Order, today: date) -> tuple[Appendix, ...]:
    """As the data are now; a pair that has ended or was returned goes out. Of an order that `follows_data`."""
    kind = kind_of(order.kind)
    if order.kind == Order.Kind.PAIRS:
        standing = order.order_pairs.filter(pair__status=Pair.Status.ORDERED).values_list("pair", flat=True)
        built: tuple[Appendix, ...] = (pairs_appendix(viewer, order.organization, standing),)
    elif kind.live or order.roadmap is None:
        built = assemble(viewer, kind, params_of(kind, order), today).built.paper.appendices
    else:
        built = (roadmap_appendix(order.roadmap),)
    return trimmed(built, hidden_of(order))


def with_appendices(order: Order, paper: Paper, appendices: tuple[Appendix, ...]) -> Paper:
    """The paper with other appendices; clauses that count the rows of the first one count them anew."""
    forms = kind_of(order.kind).counted
    if forms is None or not paper.appendices or not appendices:
        return replace(paper, appendices=appendices)
    before, after = (counted(each[0].table.row_count, forms) for each in (paper.appendices, appendices))
    words = re.escape(before).replace(NBSP, f"[ {NBSP}]")
    number = re.compile(rf"(?<!\d){words}(?!\w)")  # «5 человек» is no part of «25 человек»
    clauses = tuple(replace(clause, text=number.sub(after, clause.text)) for clause in paper.clauses)
    return replace(paper, clauses=clauses, appendices=appendices)


def hidden_of(order: Order) -> list[str]:
    return list(order.params.get(HIDDEN) or ())


def trimmed(appendices: Iterable[Appendix], hidden: Collection[str]) -> tuple[Appendix, ...]:
    return tuple(replace(each, table=_without(each, hidden)) for each in appendices)


def _without(appendix: Appendix, hidden: Collection[str]) -> Table:
    table = appendix.table
    kept = [n for n, column in enumerate(table.columns) if n < FIXED or _key(appendix, column) not in hidden]
    if len(kept) == len(table.columns):
        return table
    groups = (replace(group, rows=tuple(tuple(row[n] for n in kept) for row in group.rows)) for group in table.groups)
    return Table(tuple(table.columns[n] for n in kept), tuple(groups))


def columns_to_choose(order: Order, paper: Paper) -> list[tuple[str, str]]:
    """Keys and titles of the columns that may go: the printed ones, then the hidden ones."""
    if not follows_data(order):
        return []
    several = len(paper.appendices) > 1
    found = {
        _key(each, column): (f"Приложение № {each.number}: " if several else "") + column.title.replace("\n", " ")
        for each in paper.appendices
        for column in each.table.columns[FIXED:]
    }
    for key in hidden_of(order):
        number, _, title = key.partition(":")
        found.setdefault(key, (f"Приложение № {number}: " if several else "") + title)
    return list(found.items())


def _key(appendix: Appendix, column: Column) -> str:
    return f"{appendix.number}:{column.title.replace(chr(10), ' ')}"
