"""Parsers of wordings without a date of their own: year-long, on demand, fixed by another paper."""

from __future__ import annotations

from roadmaps.terms.details import take_deadline
from roadmaps.terms.nodes import TABLE_MONTH, Continuous, Cursor, Dated, External, NextYear, OnDemand, Point, Span, Then
from roadmaps.terms.points import take_group
from roadmaps.terms.year_words import take_year_word

BY_PAPER = "Срок определяет другой документ: укажите дату."
BY_EVENT = "Срок зависит от события, дата которого неизвестна: укажите дату."
RELATIVE = "Срок отсчитывается от события, дата которого неизвестна: укажите дату."
VAGUE_YEAR = "Указан только год: считаем, что это весь период."
_TAIL = frozenset(("other", "demand", "external", "according", "execution", "workday", "current", "slash", "symbol"))
_RELATIVE_UNITS = frozenset(("day", "week", "month", "year", "quarter", "term", "half", "decade"))


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
    if not cur.sees("constant"):
        return None
    while cur.sees("constant") or (cur.kind() in ("and", "comma", "slash") and cur.kind(1) == "constant"):
        cur.next()
    return Continuous()


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
    if cur.kind() in ("current", "school", "new") or (cur.sees("unit", "year") and cur.tokens[cur.at].text == "год"):
        cur.skip("current", "new")
        return Continuous(doubt=VAGUE_YEAR) if take_year_word(cur) else None
    return None


def _dated_next(cur: Cursor) -> bool:
    ahead = 1 if cur.sees("prep") else 0
    return cur.kind(ahead) in ("date", "month", "num", "nth", "monthyear", "season")


def take_on_demand(cur: Cursor) -> OnDemand | None:
    """«по мере …», «при необходимости», «по запросу …», with the words that belong to it."""
    start = cur.at
    cur.skip("prep")
    cur.skip("other") if cur.kind(1) == "demand" else None
    if not cur.sees("demand"):
        cur.at = start
        return None
    _take_tail(cur)
    return OnDemand(cur.words(start))


def take_external(cur: Cursor) -> External | None:
    start = cur.at
    relative = _relative(cur)
    if relative is not None:
        _take_tail(cur)
        return relative
    cur.at = start
    for parser in (_holidays, _by_paper, _event):
        note = parser(cur)
        if note:
            _take_tail(cur)
            return External(cur.words(start), note)
        cur.at = start
    return None


def _by_paper(cur: Cursor) -> str:
    """«по графику …», «согласно …», «в установленном порядке», «по отдельному плану»"""
    preposition = cur.take("prep")
    if cur.sees("according"):
        cur.next()
        cur.skip("time", "prep")
        cur.skip("other", "external", "school")
        return BY_PAPER
    if preposition is None or preposition.value not in ("by", "in", "from"):
        return ""
    cur.skip("other", "school", "current", "workday", "civil", "unit")
    if not cur.take("external"):
        return ""
    _take_tail(cur)
    if cur.sees("prep", "on") and cur.kind(1) in ("years", "year", "current", "school"):
        cur.next()
        cur.skip("current")
        cur.skip("years", "year")
        take_year_word(cur)
    return BY_PAPER


def _holidays(cur: Cursor) -> str:
    """Holidays move from year to year and from region to region."""
    cur.skip("prep")
    cur.skip("school", "time")
    while cur.kind() in ("season", "ordinal", "nth", "comma", "and", "dash"):
        cur.next()
    cur.skip("time")
    if not (cur.kind() == "external" and str(cur.tokens[cur.at].value).startswith("каникул")):
        return ""
    cur.next()
    cur.skip("time")
    return BY_EVENT


def _relative(cur: Cursor) -> External | None:
    """«в 3-месячный срок», «за 10 дней до …», «не позднее 5 рабочих дней»"""
    start = cur.at
    deadline = take_deadline(cur)
    preposition = cur.take("prep")
    number = cur.next().value if cur.kind() in ("num", "nth", "cardinal") else None
    cur.skip("workday", "civil", "dash")
    if cur.sees("unitlong") and cur.kind(1) == "time":
        unit = cur.next().value
        cur.next()
        return External(cur.words(start), RELATIVE, None if number is None else (number, unit))
    if number is None or cur.kind() != "unit" or cur.tokens[cur.at].value not in _RELATIVE_UNITS:
        return None
    unit = cur.next().value
    onward = not deadline and preposition is not None and preposition.value == "in"
    cur.skip("prep")
    return External(cur.words(start), RELATIVE, (number, unit) if onward else None)


def _event(cur: Cursor) -> str:
    """«до начала ГИА», «после каникул», «в дни …», «в период проведения …», «ко Дню учителя»"""
    preposition = cur.take("prep")
    if preposition is None:
        return ""
    cur.skip("prep", "part", "over")
    bound = preposition.value in ("till", "after", "towards", "before", "at", "since")
    during = cur.kind() in ("time", "unit") and cur.kind(1) in ("other", "external")
    if during:
        cur.next()
    if not (bound or during) or cur.kind() not in ("other", "external", "demand", "according"):
        return ""
    return BY_EVENT


def _take_tail(cur: Cursor) -> None:
    while cur:
        if cur.kind() in _TAIL or (cur.sees("and") and cur.kind(1) in _TAIL):
            cur.next()
        elif cur.kind() in ("prep", "paren") and cur.kind(1) in _TAIL:
            cur.next()
            cur.next()
        else:
            return
