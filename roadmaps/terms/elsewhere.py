"""Parsers of terms whose date stands elsewhere or nowhere: on demand, by another paper, counted from an event."""

from __future__ import annotations

from roadmaps.terms.details import take_deadline
from roadmaps.terms.nodes import Cursor, External, OnDemand
from roadmaps.terms.points import take_group
from roadmaps.terms.year_words import take_year_word

BY_PAPER = "Срок определяет другой документ: укажите дату."
BY_EVENT = "Срок зависит от события, дата которого неизвестна: укажите дату."
RELATIVE = "Срок отсчитывается от события, дата которого неизвестна: укажите дату."
_TAIL = frozenset(("other", "demand", "external", "according", "execution", "workday", "current", "slash", "symbol"))
_RELATIVE_UNITS = frozenset(("day", "week", "month", "year", "quarter", "term", "half", "decade"))


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
        _take_paper_date(cur)
        return BY_PAPER
    if preposition is not None and preposition.value not in ("by", "in", "from"):
        return ""
    cur.skip("other", "school", "current", "workday", "civil", "unit")
    if not cur.take("external"):
        return ""
    _take_paper_date(cur)
    return BY_PAPER


def _take_paper_date(cur: Cursor) -> None:
    """«(по плану) на 2023-2024 учебный год», «(согласно приказу) от 12.09.2023 № 5»: dates of the paper itself."""
    _take_tail(cur)
    cur.skip("symbol", "num")
    if cur.sees("prep", "on") and cur.kind(1) in ("years", "year", "current", "school"):
        cur.next()
        cur.skip("current")
        cur.skip("years", "year")
        take_year_word(cur)
    elif cur.sees("prep", "from") and cur.tokens[cur.at].text == "от":
        start = cur.at
        cur.next()
        if take_group(cur) is None:
            cur.at = start
        cur.skip("symbol", "num")


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
    if cur.sees("new") and cur.kind(1) == "school":
        cur.next()
        return BY_EVENT if take_year_word(cur) else ""
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
