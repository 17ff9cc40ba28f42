"""Parsers of wordings around dates: year-long («в течение …»), «далее», «следующего за отчётным»."""

from __future__ import annotations

from roadmaps.terms.elsewhere import RELATIVE
from roadmaps.terms.nodes import TABLE_MONTH, Continuous, Cursor, Dated, External, NextYear, Point, Span, Then
from roadmaps.terms.points import take_group
from roadmaps.terms.year_words import take_year_word

VAGUE_YEAR = "Указан только год: считаем, что это весь период."


def take_then(cur: Cursor) -> Then | None:
    start = cur.at
    cur.skip("prep")
    if not cur.take("then"):
        cur.at = start
        return None
    cur.skip("dash", "comma")
    return Then()


def take_next_year(cur: Cursor) -> NextYear | None:
    """«(года,) следующего за отчётным (периодом)» behind a date."""
    start = cur.at
    cur.skip("unit", "comma")
    if not (cur.take("next") and cur.take("prep", "for") and cur.take("reported")):
        cur.at = start
        return None
    cur.skip("unit", "time")
    return NextYear()


def take_continuous(cur: Cursor) -> Continuous | Dated | External | None:
    start = cur.at
    found = _constant(cur) or _in_course(cur) or _whole(cur) or _period_of(cur)
    if found is None:
        cur.at = start
    return found


def _constant(cur: Cursor) -> Continuous | None:
    """«постоянно», «на постоянной основе»: they tell how long only by a range beside them."""
    if cur.sees("prep", "on") and cur.kind(1) == "constant" and cur.kind(2) == "basis":
        cur.next()
    if not cur.sees("constant"):
        return None
    while cur.sees("constant") or (cur.kind() in ("and", "comma", "slash") and cur.kind(1) == "constant"):
        cur.next()
    cur.skip("basis")
    return Continuous(bare=True)


def _in_course(cur: Cursor) -> Continuous | Dated | External | None:
    """«в течение …»: the year, the period, a named month or half-year, the month of the table."""
    at = cur.at
    cur.skip("prep")
    if not cur.take("course"):
        return None
    before = cur.at
    target = _year_or_period(cur)
    if target is not None:
        return target
    cur.at = before
    cur.skip("whole", "current")
    if cur.sees("unit", "month"):
        cur.next()
        return Dated((Span(Point("month", TABLE_MONTH), mode="course"),))
    spans = _spans_in_course(cur)
    if spans is not None:
        return Dated(spans)
    length = (cur.tokens[cur.at].value, cur.tokens[cur.at + 1].value) if _is_length(cur) else None
    while cur and cur.kind() not in ("comma", "then", "paren"):
        cur.next()
    return External(cur.words(at), RELATIVE, length)


def _is_length(cur: Cursor) -> bool:
    return cur.kind() in ("num", "cardinal") and cur.kind(1) == "unit"


def _spans_in_course(cur: Cursor) -> tuple[Span, ...] | None:
    start = cur.at
    cur.skip("time", "school")
    spans = take_group(cur)
    if spans is None:
        cur.at = start
        return None
    if cur.sees("dash") and len(spans) == 1 and spans[0].last is None:
        cur.next()
        more = take_group(cur)
        if more is not None and more[0].last is None:
            return (Span(spans[0].first, more[0].first), *more[1:])
        cur.at = start
        return None
    return tuple(spans)


def _year_or_period(cur: Cursor) -> Continuous | None:
    cur.skip("whole", "current", "new")
    if take_year_word(cur):
        return Continuous()
    cur.skip("school", "civil")
    if cur.kind() in ("year", "years"):
        spans = take_group(cur) or []
        return Continuous(spans[0].first) if spans and spans[0].last is None else Continuous()
    if cur.take("time"):
        while cur.kind() in ("execution", "other", "external", "according") or cur.sees("school"):
            cur.next()
        return Continuous() if not _dated_next(cur) else None
    return None


def _whole(cur: Cursor) -> Continuous | Dated | None:
    cur.skip("prep")
    if cur.sees("whole") and cur.kind(1) == "unit" and cur.tokens[cur.at + 1].value == "month":
        cur.at += 2
        return Dated((Span(Point("month", TABLE_MONTH), mode="course"),))
    return _year_or_period(cur) if cur.sees("whole") else None


def _period_of(cur: Cursor) -> Continuous | None:
    """«в период реализации», «учебный год», «в текущем учебном году», «год»"""
    cur.skip("prep")
    if cur.sees("time") and cur.kind(1) == "execution":
        cur.next()
        cur.skip("execution")
        return Continuous()
    if cur.kind() in ("current", "school") or (cur.sees("unit", "year") and cur.tokens[cur.at].text == "год"):
        cur.skip("current")
        return Continuous(doubt=VAGUE_YEAR) if take_year_word(cur) else None
    return None


def _dated_next(cur: Cursor) -> bool:
    ahead = 1 if cur.sees("prep") else 0
    return cur.kind(ahead) in ("date", "month", "num", "nth", "monthyear", "season")
