"""From tokens to clauses: tries each family of wordings in turn; what none of them knows is a Leftover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from roadmaps.terms.details import take_deadline
from roadmaps.terms.elsewhere import take_external, take_on_demand
from roadmaps.terms.lexicon import MONTH_GENITIVE
from roadmaps.terms.nodes import TABLE_MONTH, Clause, Cursor, Dated, Leftover, Piece, Point, Span
from roadmaps.terms.phrases import take_continuous, take_next_year, take_then
from roadmaps.terms.points import take_group
from roadmaps.terms.recurrences import take_recurrence
from roadmaps.terms.tokens import Token

_SEPARATORS = frozenset(("comma", "and", "slash", "dash", "paren", "dot"))
GLUED = "Слова слиплись: похоже, что это один период."
SLIPPED_MONTH = "Такого месяца нет: взят тот же месяц, что в начале."
_SILENT = frozenset(("inclusive", "clock", "about"))


def parse(tokens: list[Token]) -> list[Clause]:
    cur = Cursor([token for token in tokens if token.kind != "dot"])
    clauses: list[Clause] = []
    while cur:
        if cur.kind() in _SEPARATORS or cur.kind() in _SILENT:
            cur.next()
        elif clauses and cur.sees("prep") and cur.kind(1) in ("clock", "baddate"):
            cur.at += 2
        elif cur.sees("weekday") and _names_a_date(cur, clauses):
            cur.next()
        else:
            genitive = cur.tokens[cur.at].text in MONTH_GENITIVE
            _append(clauses, _clause(cur, clauses), genitive=genitive)
    return clauses


def _names_a_date(cur: Cursor, before: list[Clause]) -> bool:
    """The weekday of «четверг, 30 мая» and «30 мая (четверг)» adds nothing."""
    last = before[-1] if before else None
    if isinstance(last, Dated) and _is_day(last.spans[-1]):
        return True
    ahead = 2 if cur.kind(1) in ("comma", "paren") else 1
    return cur.kind(ahead) == "date" or (cur.kind(ahead) == "num" and cur.kind(ahead + 1) == "month")


def _append(clauses: list[Clause], clause: Clause, *, genitive: bool) -> None:
    """Parts shared by neighbours: «октябрь (до 15 числа)», «первый вторник мая, июня», «сентябрь 2022, 2023 г.»"""
    last = clauses[-1] if clauses else None
    if isinstance(last, Dated) and isinstance(clause, Dated):
        named = last.spans[-1]
        if len(last.spans) == 1 and _is_month(named) and _all_unnamed(clause):
            clauses[-1] = Dated(tuple(_of_month(span, named.first) for span in clause.spans))
            return
        if genitive and len(clause.spans) == 1 and _is_month(clause.spans[0]) and named.first.piece and not named.last:
            same = replace(clause.spans[0].first, piece=named.first.piece)
            clause = Dated((replace(named, first=same),))
        elif _is_month(named) and named.first.year is not None and _is_year(clause):
            clause = Dated((replace(named, first=replace(named.first, year=clause.spans[0].first.number)),))
    clauses.append(clause)


def _is_month(span: Span) -> bool:
    return span.first.unit == "month" and span.first.piece is None and span.last is None


def _is_year(clause: Dated) -> bool:
    """The second year of «сентябрь 2022, 2023 г.»"""
    return clause.spans[0].first.unit == "year" and clause.spans[0].last is None and clause.spans[0].mode == "plain"


def _all_unnamed(clause: Dated) -> bool:
    points = [point for span in clause.spans for point in (span.first, span.last) if point is not None]
    return all(point.unit == "month" and point.number == TABLE_MONTH and point.piece for point in points)


def _of_month(span: Span, month: Point) -> Span:
    last = replace(month, piece=span.last.piece) if span.last is not None else None
    return replace(span, first=replace(month, piece=span.first.piece), last=last)


def _clause(cur: Cursor, before: list[Clause]) -> Clause:
    if cur.sees("prep", "for") and cur.kind(2) == "unit" and cur.tokens[cur.at + 2].value in ("day", "week", "month"):
        before_event = take_external(cur)
        if before_event is not None:
            return before_event
    for parser in _FAMILIES:
        found = parser(cur)
        if found is not None:
            return found
    carried = bool(before) and isinstance(before[-1], Dated) and before[-1].spans[-1].mode == "till"
    dated = take_dated(cur, carried=carried)
    if dated is not None:
        return dated
    external = take_external(cur)
    return external if external is not None else Leftover(cur.next().text)


_FAMILIES: tuple[Callable[[Cursor], Clause | None], ...] = (
    take_then, take_next_year, take_recurrence, take_continuous, take_on_demand,
)  # fmt: skip


def take_dated(cur: Cursor, *, carried: bool = False) -> Dated | None:
    """A point, range or deadline with its prepositions; `carried`: an earlier «до» goes on for days without one."""
    start = cur.at
    mode = _take_mode(cur)
    spans = take_group(cur, after_from=mode == "from")
    if spans is None:
        cur.at = start
        return None
    if mode == "plain" and carried and all(_is_day(span) for span in spans):
        mode = "till"
    while _joins(cur, mode):
        doubt = GLUED if cur.sees("glue") else ""
        more = _take_range_end(cur) or _take_slipped_end(cur, spans[-1])
        if more is None:
            break
        doubt = doubt or more[0].doubt
        spans = [*spans[:-1], replace(spans[-1], last=more[0].last or more[0].first, doubt=doubt), *more[1:]]
    return Dated(tuple(_in_mode(span, mode) for span in spans))


def _is_day(span: Span) -> bool:
    return span.last is None and span.first.piece is not None and span.first.piece.unit == "day"


def _in_mode(span: Span, mode: str) -> Span:
    if span.last is not None and mode in ("from", "after", "till"):
        return replace(span, mode="plain")
    return replace(span, mode=mode)


def _take_mode(cur: Cursor) -> str:
    if take_deadline(cur):
        return "till"
    if (cur.sees("prep", "by") and cur.kind(1) in ("date", "num")) or cur.sees("earlier"):
        return "till" if cur.next().kind == "prep" else "from"
    mode = "plain"
    while cur.kind() in ("prep", "time", "about", "dash", "earlier"):
        if cur.sees("prep", "till") or cur.sees("prep", "towards"):
            return "till" if take_deadline(cur) else mode
        if cur.sees("prep", "before") and cur.kind(1) == "part":
            mode = "till"
        elif cur.sees("prep", "after"):
            mode = "after"
        elif cur.kind() == "earlier" or cur.tokens[cur.at].value in ("from", "since"):
            mode = "from"
        cur.next()
    return mode


def _joins(cur: Cursor, mode: str) -> bool:
    """Is the next token the «–», «по» or «до» of a range?"""
    if cur.sees("comma") and mode == "from" and cur.sees("prep", "by", 1) and cur.kind(2) in ("date", "num"):
        return True
    by = cur.sees("prep", "by") or (mode == "from" and cur.sees("prep", "till"))
    return cur.sees("dash") or cur.sees("glue") or by


def _take_range_end(cur: Cursor) -> list[Span] | None:
    start = cur.at
    cur.next()
    cur.skip("prep")
    more = take_group(cur)
    if more is None:
        cur.at = start
    return more


def _take_slipped_end(cur: Cursor, span: Span) -> list[Span] | None:
    """«07.12-19.20»: a month that does not exist is a slip for the month of the beginning."""
    day = span.first.piece
    if cur.kind(1) != "baddate" or day is None or day.unit != "day" or span.last is not None:
        return None
    number = cur.tokens[cur.at + 1].value
    if not day.number < number <= 31:
        return None
    cur.at += 2
    return [Span(replace(span.first, piece=Piece("day", number)), doubt=SLIPPED_MONTH)]
