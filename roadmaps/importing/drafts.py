"""Activities while the rows of a table are being walked through."""

from dataclasses import dataclass, field

from core.tables.grids import Row
from core.tables.text import squeeze
from roadmaps.importing.columns import TITLES, Columns
from roadmaps.importing.phrases import term_and_people

LONGEST_NUMBER = 20


@dataclass(slots=True)
class Stage:
    """`name` may grow: a long stage name goes on beside the next rows."""

    name: str | None
    parent: str | None = None
    is_section: bool = False


@dataclass(slots=True)
class Draft:
    stage: Stage
    values: dict[str, str]
    extra: dict[int, str] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    inherited: bool = False
    doubts: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row by meaning. `merged` names the fields whose cell is the cell above."""

    row: Row
    values: dict[str, str]
    merged: frozenset[str]
    extra: dict[int, str]
    shifted: int = 0

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def only(self) -> frozenset[str]:
        """Names of the fields that hold text of their own."""
        return frozenset(name for name, text in self.values.items() if text)


def cells_of(row: Row, columns: Columns, *, texts: tuple[str, ...] | None = None, shifted: int = 0) -> Cells:
    values: dict[str, str] = {}
    merged: set[str] = set()
    source = row.cells if texts is None else texts
    for name in TITLES:
        place = getattr(columns, name)
        if place is None or place >= len(source):
            continue
        values[name] = source[place]
        if place in row.merged and not source[place] and not shifted:
            merged.add(name)
    values["term"] = term_of(source, columns)
    if columns.term is not None and columns.term == columns.responsible:
        values["term"], values["responsible"] = term_and_people(values["term"])
    if len(values.get("number", "")) > LONGEST_NUMBER:
        values["number"] = ""
    used = columns.used - _told_in_words(source, columns)
    if not values.get("number"):
        used -= {columns.number}
    extra = {place: text for place, text in enumerate(source) if text and place not in used}
    return Cells(row=row, values=values, merged=frozenset(merged), extra=extra, shifted=shifted)


def _told_in_words(source: tuple[str, ...], columns: Columns) -> frozenset[int]:
    """Columns of a grid of months that hold more than a mark: their words are kept beside the term."""
    return frozenset(place for place in columns.periods if place < len(source) and len(squeeze(source[place])) > 1)


def term_of(texts: tuple[str, ...], columns: Columns) -> str:
    """The words of the term; two columns «начало | завершение» and grids of months give one phrase."""
    if columns.term is not None:
        start = texts[columns.term] if columns.term < len(texts) else ""
        end = texts[columns.term_end] if columns.term_end is not None and columns.term_end < len(texts) else ""
        if end and start and start != end:
            return f"{start} - {end}"
        return start or (f"до {end}" if end else "")
    named = [(columns.titles[place], texts[place]) for place in columns.periods if place < len(texts) and texts[place]]
    return ", ".join(title for title, _ in named)
