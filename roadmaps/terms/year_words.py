"""Years as they stand behind a month, a day or a unit: «2023 г.», «, 2023», «23 г.», «2023-2024 уч. г.»"""

from __future__ import annotations

from roadmaps.terms.nodes import Cursor

_YEAR_WORDS = frozenset(("г", "гг", "год", "года", "году", "годом", "годы", "годов", "годах"))


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
