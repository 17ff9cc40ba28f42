"""Which column holds what: found by the words of the header, never by position, and always correctable."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from core.tables.grids import Grid, Row
from core.tables.text import squeeze
from roadmaps.importing.guessing import guess_roles, longest_texts
from roadmaps.importing.header_words import FINISH, START, is_period, is_term_and_people, role_of_title

SEARCHED = 25
TITLES = ("number", "stage", "activity", "content", "result", "term", "responsible", "audience")
MAIN = frozenset({"activity", "content", "substage", "outcome", "direction", "stage"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers by meaning. `header` are positions in `grid.rows`; `guessed` when no header was found.

    One column may hold both the term and the people. `supposed`: the title of the activities says nothing, the column
    was found by its texts.
    """

    header: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    number: int | None = None
    stage: int | None = None
    activity: int | None = None
    content: int | None = None
    result: int | None = None
    term: int | None = None
    term_end: int | None = None
    responsible: int | None = None
    audience: int | None = None
    periods: tuple[int, ...] = ()
    indicator: bool = False
    structure: bool = False
    guessed: bool = False
    supposed: bool = False

    @property
    def start(self) -> int:
        """Position of the first row of the body."""
        return max(self.header) + 1 if self.header else 0

    @property
    def used(self) -> frozenset[int]:
        single = {getattr(self, name) for name in (*TITLES, "term_end")} - {None}
        return frozenset(single | set(self.periods))

    @property
    def left_over(self) -> tuple[tuple[int, str], ...]:
        """Columns that are not loaded into a field of their own, with their titles."""
        width = len(self.titles)
        return tuple((column, self.titles[column]) for column in range(width) if column not in self.used)

    @property
    def is_plan(self) -> bool:
        """Whether activities can be read: what is done, and when, by whom or at which stage."""
        other = (self.term, self.responsible, self.stage, self.periods[0] if self.periods else None)
        return self.activity is not None and any(column is not None for column in other)

    def title(self, name: str) -> str | None:
        column = getattr(self, name)
        return self.titles[column] if column is not None and column < len(self.titles) else None

    def assigned(self, **places: Any) -> "Columns":
        """The same table with the user's corrections: `assigned(term=4, result=None)`."""
        return replace(self, **places)


def recognise(grid: Grid) -> Columns:
    """Columns of a table; without a header they are guessed by what the cells hold."""
    position = _header_position(grid)
    if position is None:
        return _guessed(grid)
    header = [position]
    titles = [" ".join(text.split()) for text in grid.rows[position].cells]
    below = grid.rows[position + 1] if position + 1 < len(grid.rows) else None
    if below is not None and _is_second_level(grid.rows[position], below):
        header.append(position + 1)
        titles = _joined(grid.rows[position], below)
    titles += [""] * (grid.width - len(titles))
    return _with_activities(_resolved(tuple(header), titles), grid)


def _with_activities(columns: Columns, grid: Grid) -> Columns:
    """Terms and people under known titles belong to something: the longest texts under a title nobody knows."""
    if columns.activity is not None or columns.term is None or columns.responsible is None:
        return columns
    roles = {place: role_of_title(title) for place, title in columns.left_over if title}
    found = longest_texts(grid, columns.start, [place for place, role in roles.items() if role is None])
    if found is None:
        return columns
    result = next((place for place, role in roles.items() if role in ("result", "outcome", "indicator")), None)
    return replace(columns, activity=found, result=result, supposed=True)


def header_roles(row: Row) -> dict[int, str]:
    """Column → role for the titles that are known."""
    found = {column: role_of_title(text) for column, text in row.filled}
    return {column: role for column, role in found.items() if role is not None}


def is_header(row: Row) -> bool:
    """A row of titles: most cells known, among them what is done, when or by whom, or an indicator."""
    roles = header_roles(row)
    kinds = set(roles.values()) - {"other", "number"}
    if any(text.rstrip(".)").isdigit() for _, text in row.filled):
        return False
    periods = sum(is_period(text) for _, text in row.filled)
    if len(roles) < 2 or not kinds or 2 * (len(roles) + (periods if periods > 1 else 0)) < len(row.filled):
        return False
    if not kinds & (MAIN | {"term", "responsible", "indicator", "result"}):
        return False
    return len(kinds) >= 2 or "number" in roles.values() or "indicator" in kinds or "other" in roles.values()


def _header_position(grid: Grid) -> int | None:
    best: tuple[int, int] | None = None
    for position, row in enumerate(grid.rows[:SEARCHED]):
        if is_header(row):
            score = len(set(header_roles(row).values()))
            if best is None or score > best[0] + 1:
                best = (score, position)
    return best[1] if best else None


def _is_second_level(top: Row, below: Row) -> bool:
    """Sub-titles under a wide title: the other columns are merged or empty, the cells are short words."""
    filled = below.filled
    if not filled or any(len(text) > 40 or text.rstrip(".").isdigit() for _, text in filled):
        return False
    wide = {column + step for column, width in top.spans for step in range(width)}
    if wide and len(top.spans) < 3 and all(column in wide for column, _ in filled):
        return len(wide) < len(top.cells)
    gaps = {column for column, text in filled if not top.text(column)}
    under = {column for column, text in filled if FINISH.match(squeeze(text)) or START.match(squeeze(text))}
    periods = {column for column, text in filled if is_period(text)}
    return bool(gaps) and len(filled) <= len(gaps) + 1 and len(under | periods) >= 2


def _joined(top: Row, below: Row) -> list[str]:
    """«Срок» over «начало | завершение» → «Срок начало», «Срок завершение»."""
    titles: list[str] = []
    group = ""
    for column, text in enumerate(top.cells):
        group = text or (group if below.text(column) else "")
        titles.append(" ".join(part for part in (group, below.text(column)) if part))
    return titles


def _resolved(header: tuple[int, ...], titles: list[str]) -> Columns:
    roles: dict[str, list[int]] = {}
    periods = tuple(column for column, title in enumerate(titles) if is_period(_last_words(title, titles)))
    for column, title in enumerate(titles):
        role = role_of_title(title) if column not in periods or len(periods) < 2 else None
        if role is not None:
            roles.setdefault(role, []).append(column)
    found: dict[str, Any] = _levels(roles)
    found["number"] = _first(roles, "number")
    found["term"], found["term_end"] = _terms(roles.get("term", []), titles)
    for name in ("responsible", "audience"):
        found[name] = _first(roles, name)
    people = found["responsible"]
    if found["term"] is None and people is not None and is_term_and_people(titles[people]):
        found["term"] = people
    outcome = _first(roles, "result", "outcome", "indicator")
    found["result"] = outcome if found["activity"] not in (None, outcome) else None
    return Columns(
        header=header,
        titles=tuple(titles),
        periods=periods if len(periods) > 1 and found["term"] is None else (),
        indicator="indicator" in roles,
        structure=squeeze("".join(titles)).startswith(("уровниструктур", "структур")),
        **found,
    )


def _last_words(title: str, titles: list[str]) -> str:
    """A period may stand under a common title: «Срок I кв.»."""
    words = title.split()
    return " ".join(words[1:]) if len(words) > 1 and role_of_title(words[0]) == "term" else title


def _levels(roles: Mapping[str, list[int]]) -> dict[str, Any]:
    """Stage, activity, content. «Мероприятия» is the second level when «Содержание» or «подэтап» stands beside it."""
    stages = roles.get("stage", [])
    names = [*roles.get("substage", []), *roles.get("activity", [])]
    contents = roles.get("content", [])
    directions = roles.get("direction", [])
    stage = stages[0] if stages else None
    if directions and (names or contents):
        stage = directions[0] if stage is None else stage
    elif directions:
        names = directions
    if not names and contents:
        names, contents = contents[:1], contents[1:]
    if not names and len(stages) > 1:
        names = stages[1:]
    if not names and roles.get("outcome"):
        names = roles["outcome"]
    if not names and stages and not contents:
        stage, names = None, stages[:1]
    content = contents[0] if contents else (names[1] if len(names) > 1 else None)
    return {"stage": stage, "activity": names[0] if names else None, "content": content}


def _terms(columns: list[int], titles: list[str]) -> tuple[int | None, int | None]:
    if len(columns) < 2:
        return (columns[0] if columns else None), None
    ends = [column for column in columns if _says(titles[column], FINISH)]
    starts = [column for column in columns if _says(titles[column], START)]
    if starts and ends and starts[0] != ends[0]:
        return starts[0], ends[0]
    return columns[0], None


def _says(title: str, pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(squeeze(word)) for word in title.split())


def _first(roles: Mapping[str, list[int]], *names: str) -> int | None:
    return next((roles[name][0] for name in names if name in roles), None)


def _guessed(grid: Grid) -> Columns:
    places: dict[str, Any] = dict(guess_roles(grid))
    known = {item.name for item in fields(Columns)}
    titles = ("",) * grid.width
    return Columns(titles=titles, guessed=True, **{name: place for name, place in places.items() if name in known})
