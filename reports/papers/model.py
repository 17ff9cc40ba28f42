"""What a report says. The page, the PDF, the Word file and the spreadsheet write the same values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.sheets.model import Value

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure; `how` tells how it is counted."""

    title: str
    value: Value
    how: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is a share of the whole; `number` stands at the right end."""

    title: str
    width: int = 10
    number: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """The table as a chart, labelled by its first column: `values` are numbers of columns, `kind` a key of `MAKERS`."""

    kind: str
    title: str
    values: tuple[int, ...]
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """`named`: rows name people; such a table is never kept. `left_out` rows stand in files only."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row = ()
    picture: Picture | None = None
    note: str = ""
    named: bool = False
    left_out: int = 0

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > 7

    @property
    def every_row(self) -> tuple[Row, ...]:
        return (*self.rows, self.total) if self.total else self.rows


@dataclass(frozen=True, slots=True)
class Section:
    """`asks` is what somebody is to write here by hand; `words` is what was written."""

    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()
    asks: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`counted` says of which moment the figures are; `people` are the cards whose names stand in it."""

    kind: str
    title: str
    organization: str
    period: str
    counted: str
    sections: tuple[Section, ...]
    people: tuple[int, ...] = field(default=(), compare=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """Under the title."""
        return tuple(line for line in (self.organization, self.period, self.counted) if line)

    @property
    def page_class(self) -> str:
        """Of the printed page: landscape where a table is wide."""
        return "wide" if self.is_wide else ""

    @property
    def is_wide(self) -> bool:
        """Its pages lie down: one turned table among upright ones is hard to read."""
        return any(table.is_wide for table in self.tables)

    @property
    def names_people(self) -> bool:
        return any(table.named for table in self.tables)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)


def with_words(report: Report, words: Mapping[str, str]) -> Report:
    """Conclusions put into their sections; what no section asks for is left out."""
    sections = (replace(each, words=words.get(each.key, "")) if each.asks else each for each in report.sections)
    return replace(report, sections=tuple(sections))


def with_parts(report: Report, parts: frozenset[str]) -> Report:
    """Only the chosen sections; nothing chosen is everything."""
    kept = tuple(each for each in report.sections if each.key in parts)
    return replace(report, sections=kept) if kept else report


def without_names(report: Report) -> Report:
    """What may be kept: a list of people would outlive their consents."""
    sections = (
        replace(each, tables=tuple(table for table in each.tables if not table.named)) for each in report.sections
    )
    return replace(report, sections=tuple(sections), people=())


def without_blanks(report: Report) -> Report:
    """For files: a section that nobody has written yet is not there."""
    return replace(report, sections=tuple(each for each in report.sections if each.words or not each.asks))


def shortened(report: Report, most: int) -> Report:
    """For a page: long tables are cut, and tell how many rows are left out."""
    sections = (replace(each, tables=tuple(_cut(table, most) for table in each.tables)) for each in report.sections)
    return replace(report, sections=tuple(sections))


def _cut(table: Table, most: int) -> Table:
    over = len(table.rows) - most
    return replace(table, rows=table.rows[:most], left_out=table.left_out + over) if over > 0 else table


def figures_of(report: Report) -> Iterator[tuple[str, str, str, Value]]:
    """(section, what, which, value) of everything that is counted: facts, then cells by row and column."""
    for section in report.sections:
        for fact in section.facts:
            yield section.title, "", fact.title, fact.value
        for table in section.tables:
            for row in table.every_row:
                for column, value in zip(table.columns, row, strict=True):
                    if column.number:
                        yield section.title, f"{table.title}: {row[0]}", column.title, value
