"""Parsers of points in time: days, months, weeks, quarters, parts of the year; each returns spans or None."""

from __future__ import annotations

from dataclasses import replace

from roadmaps.terms.lexicon import MONTH_NAMES
from roadmaps.terms.nodes import TABLE_MONTH, Cursor, Piece, Point, Span, with_year
from roadmaps.terms.numerals import Groups, are_days, fits, in_a_row, take_numbers
from roadmaps.terms.year_words import (
    EDGE_MONTHS,
    dated,
    take_calendar_year,
    take_edge,
    take_new_year,
    take_season,
    take_year,
    take_year_word,
    take_years,
    year_word,
)

SUB_MONTH = frozenset(("week", "decade", "halfmonth"))
LONG_UNITS = {"quarter": 4, "half": 2, "term": 4, "trimester": 3}
DAY_OR_NUMBER = "Число перед месяцем: день это или номер по порядку?"
ONLY_NUMBERS = "Одни числа: считаем их днями месяца."
_BARE_NUMBERS = frozenset(("num", "nth", "dash", "comma", "and", "prep", "later"))
EDGE_DAYS = "Первые и последние числа месяца взяты декадой."
WEEKS_TOGETHER = "Недели подряд взяты одним периодом."


def take_group(cur: Cursor, *, after_from: bool = False) -> list[Span] | None:
    """One point, or several that share their head word: «1, 5-9 сентября», «I и III квартал»."""
    start = cur.at
    parser = _PARSERS.get(cur.kind())
    spans = parser(cur, after_from) if parser else None
    if spans is None:
        cur.at = start
    return spans


def _date(cur: Cursor, _: bool) -> list[Span]:
    point = _date_point(cur)
    if point.year is not None:
        take_year_word(cur)
        return [Span(point)]
    return dated(cur, [Span(point)])


def _date_point(cur: Cursor) -> Point:
    day, month, year = cur.next().value
    return Point("month", month, year=year, piece=Piece("day", day))


def _month_and_year(cur: Cursor, _: bool) -> list[Span]:
    month, year = cur.next().value
    take_year_word(cur)
    return [Span(Point("month", month, year=year))]


def _month(cur: Cursor, _: bool) -> list[Span]:
    month = cur.next().value
    if cur.sees("unit", "month"):
        cur.next()
    bare = Point("month", month)
    year, school_year = take_year(cur)
    pieces = _pieces_behind(cur)
    if pieces is None:
        return [Span(replace(bare, year=year, school_year=school_year))]
    spans = [Span(replace(bare, piece=one), replace(bare, piece=two) if two else None) for one, two in pieces]
    if year is None and school_year is None:
        return dated(cur, spans)
    return [*spans[:-1], with_year(spans[-1], year, school_year)]


def _pieces_behind(cur: Cursor) -> list[tuple[Piece, Piece | None]] | None:
    """«сентябрь, 2 неделя», «октябрь (3-4 недели)», «май (вторая половина)»"""
    start = cur.at
    cur.skip("paren", "comma", "dash")
    groups = take_numbers(cur)
    if groups and cur.kind() == "unit" and cur.tokens[cur.at].value in SUB_MONTH:
        unit = cur.next().value
        elsewhere = cur.sees("month") or (cur.sees("prep", "in") and cur.kind(1) == "month")
        if not elsewhere and fits(unit, [n for pair in groups for n in pair if n is not None]):
            cur.skip("paren")
            return [(Piece(unit, a), Piece(unit, b) if b else None) for a, b in groups]
    cur.at = start
    return None


def _numbers(cur: Cursor, after_from: bool) -> list[Span] | None:
    groups = take_numbers(cur, after_from=after_from)
    if not groups:
        return None
    closing = _closing_date(cur, groups, after_from)
    if closing is not None:
        return closing
    if cur.sees("number"):
        plural = cur.tokens[cur.at - 1].text.endswith(("ые", "ых", "ие", "их"))
        cur.next()
        if plural and groups in ([(1, None)], [(-1, None)]):
            return _edge_days(cur, groups[0][0])
        month = cur.next().value if cur.sees("month") else TABLE_MONTH
        return _of_month(cur, groups, "day", month)
    if cur.sees("month"):
        numbered = cur.tokens[cur.at].text in MONTH_NAMES
        spans = _of_month(cur, groups, "day", cur.next().value)
        return [replace(span, doubt=DAY_OR_NUMBER) for span in spans] if numbered and spans else spans
    if cur.sees("weekday"):
        return _nth_weekday(cur, groups)
    if cur.sees("unit"):
        return _numbered_unit(cur, groups)
    if not cur and all(token.kind in _BARE_NUMBERS for token in cur.tokens):
        spans = _of_month(cur, groups, "day", TABLE_MONTH)
        return spans and [replace(span, doubt=ONLY_NUMBERS) for span in spans]
    return None


def _closing_date(cur: Cursor, groups: Groups, after_from: bool) -> list[Span] | None:
    """Numbers that take their month from a date behind them: «15-19.02», «15, 17.02», «с 1 по 15.10»."""
    ranged = cur.sees("dash") or cur.sees("prep", "by")
    listed = cur.sees("comma") or cur.sees("and")
    if cur.kind(1) != "date" or not (ranged or listed) or not are_days(groups):
        return None
    cur.next()
    last = _date_point(cur)
    same = replace(last, year=None)
    spans = [_span(replace(same, piece=Piece("day", a)), b and replace(same, piece=Piece("day", b))) for a, b in groups]
    if ranged:
        spans[-1] = Span(spans[-1].first, last)
    else:
        spans.append(Span(last))
    if last.year is not None:
        take_year_word(cur)
        return spans
    return dated(cur, spans)


def _span(first: Point, last: Point | int | None) -> Span:
    return Span(first, last if isinstance(last, Point) else None)


def _of_month(cur: Cursor, groups: Groups, unit: str, month: int) -> list[Span] | None:
    if not fits(unit, [number for pair in groups for number in pair if number is not None]):
        return None
    head = Point("month", month)
    spans = [_span(replace(head, piece=Piece(unit, a)), b and replace(head, piece=Piece(unit, b))) for a, b in groups]
    return dated(cur, spans)


def _nth_weekday(cur: Cursor, groups: Groups) -> list[Span] | None:
    """«последняя пятница сентября», «2-й вторник месяца»"""
    weekday = cur.next().value
    cur.skip("comma", "paren")
    if cur.sees("month"):
        month = cur.next().value
    elif cur.sees("unit", "month"):
        cur.next()
        month = TABLE_MONTH
    else:
        month = TABLE_MONTH
    if not fits("weekday", [n for n, _ in groups]):
        return None
    head = Point("month", month)
    return dated(cur, [Span(replace(head, piece=Piece("weekday", n, weekday))) for n, _ in groups])


def _numbered_unit(cur: Cursor, groups: Groups) -> list[Span] | None:
    bare = cur.tokens[cur.at - 1].kind == "num"
    unit = cur.next().value
    if unit in SUB_MONTH:
        together = bare and cur.tokens[cur.at - 1].text == "недели" and in_a_row(groups)
        spans = _of_month(cur, [(groups[0][0], groups[-1][0])] if together else groups, unit, _month_behind(cur))
        return [replace(span, doubt=WEEKS_TOGETHER) for span in spans] if together and spans else spans
    if unit not in LONG_UNITS or any(not 1 <= (n or 1) <= LONG_UNITS[unit] for pair in groups for n in pair):
        return None
    return dated(cur, [_span(Point(unit, a), b and Point(unit, b)) for a, b in groups])


def _month_behind(cur: Cursor) -> int:
    start = cur.at
    cur.skip("comma", "paren")
    if cur.sees("prep", "in"):
        cur.next()
    if cur.sees("month"):
        month: int = cur.next().value
        cur.skip("paren")
        return month
    cur.at = start
    if cur.sees("unit", "month"):
        cur.next()
    return TABLE_MONTH


def _edge_days(cur: Cursor, number: int) -> list[Span] | None:
    """«первые числа сентября», «в последних числах мая»"""
    if not cur.sees("month"):
        return None
    point = Point("month", cur.next().value, piece=Piece("begin" if number == 1 else "end"))
    return dated(cur, [Span(point, doubt=EDGE_DAYS)])


def _part(cur: Cursor, after_from: bool) -> list[Span] | None:
    """«начало сентября», «конец учебного года», «середина 1 четверти», «конец 2023 года»"""
    part = cur.next().value
    if part == "sum":
        part = "end"
    if cur.kind() in ("school", "current", "new", "civil") or year_word(cur, 0):
        return take_edge(cur, part)
    if cur.sees("unit", "month") or (cur.sees("current") and cur.sees("unit", "month", 1)):
        cur.skip("current")
        cur.next()
        return [Span(Point("month", TABLE_MONTH, piece=Piece(part)))]
    spans = take_group(cur)
    if spans is None or len(spans) != 1 or spans[0].last or spans[0].first.piece:
        return None
    point = spans[0].first
    if point.unit == "schoolyear":
        return [Span(Point("edge", EDGE_MONTHS[part], school_year=point.number))]
    return [Span(replace(point, piece=Piece(part)))]


def _after_year(cur: Cursor, _: bool) -> list[Span] | None:
    """«по окончании учебного года», «по окончании 1 полугодия»: due in the month that follows."""
    cur.next()
    edge = take_edge(cur, "after")
    if edge is not None:
        return edge
    spans = take_group(cur)
    if spans is None or len(spans) != 1 or spans[0].last or spans[0].first.piece:
        return None
    if spans[0].first.unit == "schoolyear":
        return [Span(Point("edge", EDGE_MONTHS["after"], school_year=spans[0].first.number))]
    return [Span(replace(spans[0].first, piece=Piece("after")))]


_PARSERS = {
    "date": _date, "monthyear": _month_and_year, "month": _month, "num": _numbers, "nth": _numbers,
    "ordinal": _numbers, "part": _part, "over": _after_year, "season": take_season, "new": take_new_year,
    "year": take_calendar_year, "years": take_years,
}  # fmt: skip
