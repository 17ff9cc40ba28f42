"""Years behind a month, a day or a unit («2023 г.», «, 2023», «23 г.»), years and seasons by themselves."""

from __future__ import annotations

from roadmaps.terms.nodes import Cursor, Point, Span, with_year

EDGE_MONTHS = {"begin": 9, "mid": 1, "end": 5, "after": 6}
_YEAR_WORDS = frozenset(("г", "гг", "год", "года", "году", "годом", "годы", "годов", "годах"))


def take_year(cur: Cursor) -> tuple[int | None, int | None]:
    """(calendar year, first year of a school year) behind a point; either may be None."""
    start = cur.at
    if cur.sees("dash") and cur.kind(1) == "year" and cur.kind(2) != "month":
        cur.next()
    cur.skip("comma", "paren", "prep" if cur.sees("prep", "in") and cur.kind(1) in ("year", "years") else "")
    if cur.sees("years") and (cur.kind(1) in ("school", "unit") or _is_one_school_year(cur)):
        first = cur.next().value[0]
        take_year_word(cur)
        return None, first
    if cur.sees("year"):
        year = cur.next().value
        take_year_word(cur)
        return year, None
    cur.at = start
    if cur.sees("num") and 10 <= cur.tokens[cur.at].value <= 49 and year_word(cur, 1):
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
    if year_word(cur, 0):
        cur.next()
        cur.skip("execution")
        return True
    cur.at = start
    return False


def year_word(cur: Cursor, ahead: int) -> bool:
    place = cur.at + ahead
    return place < len(cur.tokens) and cur.tokens[place].text in _YEAR_WORDS


def _is_one_school_year(cur: Cursor) -> bool:
    first, last = cur.tokens[cur.at].value
    return bool(last - first == 1)


def dated(cur: Cursor, spans: list[Span]) -> list[Span]:
    """Give the year standing behind the group to its last point."""
    year, school_year = take_year(cur)
    if year is None and school_year is None:
        return spans
    return [*spans[:-1], with_year(spans[-1], year, school_year)]


def take_edge(cur: Cursor, part: str) -> list[Span] | None:
    civil = False
    said = False
    while cur.kind() in ("school", "current", "new", "civil"):
        said = said or cur.kind() == "school"
        civil = civil or cur.kind() == "civil"
        cur.next()
    if not year_word(cur, 0):
        return None
    cur.next()
    unit = "civiledge" if civil else "edge" if said else "vagueedge"
    return [Span(Point(unit, EDGE_MONTHS[part]))]


def take_season(cur: Cursor, _: bool) -> list[Span] | None:
    number = cur.next().value
    if cur.kind() == "external":
        return None
    cur.skip("time")
    if cur.kind() == "other":
        return None
    return dated(cur, [Span(Point("season", number))])


def take_new_year(cur: Cursor, _: bool) -> list[Span] | None:
    """«до Нового года»; «к новому учебному году» is an event, not a date."""
    cur.next()
    if not year_word(cur, 0):
        return None
    cur.next()
    return [Span(Point("civiledge", EDGE_MONTHS["end"]))]


def take_calendar_year(cur: Cursor, _: bool) -> list[Span]:
    year = cur.next().value
    take_year_word(cur)
    return [Span(Point("year", year))]


def take_years(cur: Cursor, _: bool) -> list[Span]:
    first, last = cur.next().value
    cur.skip("civil")
    school = cur.sees("school")
    take_year_word(cur)
    if school and last > first:
        return [Span(Point("schoolyear", first), Point("schoolyear", last - 1) if last - first > 1 else None)]
    return [Span(Point("year", first), Point("year", last))]
