"""Parsers of points in time: days, months, weeks, quarters, parts of the year; each returns spans or None."""

from __future__ import annotations

from dataclasses import replace

from roadmaps.terms.nodes import TABLE_MONTH, Cursor, Piece, Point, Span, with_year

SUB_MONTH = frozenset(("week", "decade", "halfmonth"))
LONG_UNITS = {"quarter": 4, "half": 2, "term": 4, "trimester": 3}
NUMBER_KINDS = frozenset(("num", "nth", "ordinal"))
ONLY_NUMBERS = "Одни числа: считаем их днями месяца."
_BARE_NUMBERS = frozenset(("num", "nth", "dash", "comma", "and", "prep", "later"))
EDGE_DAYS = "Первые и последние числа месяца взяты декадой."
WEEKS_TOGETHER = "Недели подряд взяты одним периодом."
_YEAR_WORDS = frozenset(("г", "гг", "год", "года", "году", "годом", "годы", "годов", "годах"))


def take_group(cur: Cursor, *, after_from: bool = False) -> list[Span] | None:
    """One point, or several that share their head word: «1, 5-9 сентября», «I и III квартал»."""
    start = cur.at
    parser = _PARSERS.get(cur.kind())
    spans = parser(cur, after_from) if parser else None
    if spans is None:
        cur.at = start
    return spans


def take_year(cur: Cursor) -> tuple[int | None, int | None]:
    """(calendar year, first year of a school year) behind a point; either may be None."""
    start = cur.at
    if cur.sees("dash") and cur.kind(1) == "year" and cur.kind(2) != "month":
        cur.next()
    cur.skip("comma", "paren", "prep" if cur.sees("prep", "in") and cur.kind(1) in ("year", "years") else "")
    if cur.sees("years") and cur.kind(1) in ("school", "unit"):
        first = cur.next().value[0]
        take_year_word(cur)
        return None, first
    if cur.sees("year"):
        year = cur.next().value
        take_year_word(cur)
        return year, None
    cur.at = start
    if cur.sees("num") and 10 <= cur.tokens[cur.at].value <= 49 and _year_word(cur, 1):
        year = 2000 + cur.next().value
        take_year_word(cur)
        return year, None
    if cur.kind() in ("current", "civil", "school", "new"):
        cur.skip("current", "civil", "school", "new")
        if take_year_word(cur):
            return None, None
        cur.at = start
    else:
        take_year_word(cur)
    return None, None


def take_year_word(cur: Cursor) -> bool:
    start = cur.at
    cur.skip("school", "civil")
    if _year_word(cur, 0):
        cur.next()
        cur.skip("execution")
        return True
    cur.at = start
    return False


def _year_word(cur: Cursor, ahead: int) -> bool:
    place = cur.at + ahead
    return place < len(cur.tokens) and cur.tokens[place].text in _YEAR_WORDS


def _dated(cur: Cursor, spans: list[Span]) -> list[Span]:
    """Give the year standing behind the group to its last point."""
    year, school_year = take_year(cur)
    if year is None and school_year is None:
        return spans
    return [*spans[:-1], with_year(spans[-1], year, school_year)]


def _date(cur: Cursor, _: bool) -> list[Span]:
    point = _date_point(cur)
    if point.year is not None:
        take_year_word(cur)
        return [Span(point)]
    return _dated(cur, [Span(point)])


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
        return _dated(cur, spans)
    return [*spans[:-1], with_year(spans[-1], year, school_year)]


def _pieces_behind(cur: Cursor) -> list[tuple[Piece, Piece | None]] | None:
    """«сентябрь, 2 неделя», «октябрь (3-4 недели)», «май (вторая половина)»"""
    start = cur.at
    cur.skip("paren", "comma", "dash")
    groups = take_numbers(cur)
    if groups and cur.kind() == "unit" and cur.tokens[cur.at].value in SUB_MONTH:
        unit = cur.next().value
        if not (cur.sees("month") or (cur.sees("prep", "in") and cur.kind(1) == "month")):
            cur.skip("paren")
            return [(Piece(unit, a), Piece(unit, b) if b else None) for a, b in groups]
    cur.at = start
    return None


def take_numbers(cur: Cursor, *, after_from: bool = False) -> list[tuple[int, int | None]] | None:
    """«1», «1-3», «1, 5 и 9»: pairs (number, end of its range); stops before a connector no number follows."""
    if cur.kind() not in NUMBER_KINDS:
        return None
    groups: list[tuple[int, int | None]] = [(cur.next().value, None)]
    while cur:
        ranged = cur.sees("dash") or cur.sees("prep", "by") or (after_from and cur.sees("prep", "till"))
        if not ranged and cur.kind() not in ("comma", "and", "slash"):
            break
        if cur.kind(1) not in NUMBER_KINDS:
            break
        cur.next()
        number = cur.next().value
        if ranged:
            groups[-1] = (groups[-1][0], number)
        else:
            groups.append((number, None))
    return groups


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
        return _of_month(cur, groups, "day", cur.next().value)
    if cur.sees("weekday"):
        return _nth_weekday(cur, groups)
    if cur.sees("unit"):
        return _numbered_unit(cur, groups)
    if not cur and all(token.kind in _BARE_NUMBERS for token in cur.tokens):
        spans = _of_month(cur, groups, "day", TABLE_MONTH)
        return spans and [replace(span, doubt=ONLY_NUMBERS) for span in spans]
    return None


def _closing_date(cur: Cursor, groups: list[tuple[int, int | None]], after_from: bool) -> list[Span] | None:
    """Numbers that take their month from a date behind them: «15-19.02», «15, 17.02», «с 1 по 15.10»."""
    ranged = cur.sees("dash") or cur.sees("prep", "by")
    listed = cur.sees("comma") or cur.sees("and")
    if cur.kind(1) != "date" or not (ranged or listed) or not _are_days(groups):
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
    return _dated(cur, spans)


def _are_days(groups: list[tuple[int, int | None]]) -> bool:
    return all(1 <= n <= 31 for pair in groups for n in pair if n is not None)


def _span(first: Point, last: Point | int | None) -> Span:
    return Span(first, last if isinstance(last, Point) else None)


def _of_month(cur: Cursor, groups: list[tuple[int, int | None]], unit: str, month: int) -> list[Span] | None:
    if unit == "day" and not _are_days(groups):
        return None
    head = Point("month", month)
    spans = [_span(replace(head, piece=Piece(unit, a)), b and replace(head, piece=Piece(unit, b))) for a, b in groups]
    return _dated(cur, spans)


def _nth_weekday(cur: Cursor, groups: list[tuple[int, int | None]]) -> list[Span] | None:
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
    head = Point("month", month)
    return _dated(cur, [Span(replace(head, piece=Piece("weekday", n, weekday))) for n, _ in groups])


def _numbered_unit(cur: Cursor, groups: list[tuple[int, int | None]]) -> list[Span] | None:
    bare = cur.tokens[cur.at - 1].kind == "num"
    unit = cur.next().value
    if unit in SUB_MONTH:
        together = bare and cur.tokens[cur.at - 1].text == "недели" and _in_a_row(groups)
        spans = _of_month(cur, [(groups[0][0], groups[-1][0])] if together else groups, unit, _month_behind(cur))
        return [replace(span, doubt=WEEKS_TOGETHER) for span in spans] if together and spans else spans
    if unit not in LONG_UNITS or any(not 1 <= (n or 1) <= LONG_UNITS[unit] for pair in groups for n in pair):
        return None
    return _dated(cur, [_span(Point(unit, a), b and Point(unit, b)) for a, b in groups])


def _in_a_row(groups: list[tuple[int, int | None]]) -> bool:
    """«1,2 недели», unlike «1-я, 2-я неделя», is one stretch."""
    numbers = [first for first, _ in groups]
    alone = all(last is None for _, last in groups)
    return alone and len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


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
    return _dated(cur, [Span(point, doubt=EDGE_DAYS)])


def _part(cur: Cursor, after_from: bool) -> list[Span] | None:
    """«начало сентября», «конец учебного года», «середина 1 четверти», «конец 2023 года»"""
    part = cur.next().value
    if part == "sum":
        part = "end"
    if cur.kind() in ("school", "current", "new", "civil") or _year_word(cur, 0):
        return _edge(cur, part)
    if cur.sees("unit", "month") or (cur.sees("current") and cur.sees("unit", "month", 1)):
        cur.skip("current")
        cur.next()
        return [Span(Point("month", TABLE_MONTH, piece=Piece(part)))]
    spans = take_group(cur)
    if spans is None or len(spans) != 1 or spans[0].last or spans[0].first.piece:
        return None
    point = spans[0].first
    if point.unit == "schoolyear":
        return [Span(Point("edge", _EDGE_MONTHS[part], school_year=point.number))]
    return [Span(replace(point, piece=Piece(part)))]


_EDGE_MONTHS = {"begin": 9, "mid": 1, "end": 5, "after": 6}


def _edge(cur: Cursor, part: str) -> list[Span] | None:
    civil = False
    said = False
    while cur.kind() in ("school", "current", "new", "civil"):
        said = said or cur.kind() == "school"
        civil = civil or cur.kind() == "civil"
        cur.next()
    if not _year_word(cur, 0):
        return None
    cur.next()
    unit = "civiledge" if civil else "edge" if said else "vagueedge"
    return [Span(Point(unit, _EDGE_MONTHS[part]))]


def _after_year(cur: Cursor, _: bool) -> list[Span] | None:
    """«по окончании учебного года», «по окончании 1 полугодия»: due in the month that follows."""
    cur.next()
    edge = _edge(cur, "after")
    if edge is not None:
        return edge
    spans = take_group(cur)
    if spans is None or len(spans) != 1 or spans[0].last or spans[0].first.piece:
        return None
    if spans[0].first.unit == "schoolyear":
        return [Span(Point("edge", _EDGE_MONTHS["after"], school_year=spans[0].first.number))]
    return [Span(replace(spans[0].first, piece=Piece("after")))]


def _season(cur: Cursor, _: bool) -> list[Span] | None:
    number = cur.next().value
    if cur.kind() == "external":
        return None
    cur.skip("time")
    if cur.kind() == "other":
        return None
    return _dated(cur, [Span(Point("season", number))])


def _year(cur: Cursor, _: bool) -> list[Span]:
    year = cur.next().value
    take_year_word(cur)
    return [Span(Point("year", year))]


def _years(cur: Cursor, _: bool) -> list[Span]:
    first, last = cur.next().value
    start = cur.at
    cur.skip("civil")
    school = cur.sees("school")
    take_year_word(cur)
    if cur.at == start:
        cur.at = start
    if school and last > first:
        return [Span(Point("schoolyear", first), Point("schoolyear", last - 1) if last - first > 1 else None)]
    return [Span(Point("year", first), Point("year", last))]


_PARSERS = {
    "date": _date, "monthyear": _month_and_year, "month": _month, "num": _numbers, "nth": _numbers,
    "ordinal": _numbers, "part": _part, "over": _after_year, "season": _season, "year": _year, "years": _years,
}  # fmt: skip
