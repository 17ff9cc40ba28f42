"""Reports added up: rows of whoever handed in, sums by published cells, words beside them.

A hidden cell is never in a sum, not even where a larger sum would not give it away: reports come one by one, and the
difference of two sums would be the cell of the one that came between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.sheets.model import Column, Group, On, Row, Sheet
from reports.campaigns.amounts import Amount, summed
from reports.campaigns.answers import Content
from reports.campaigns.fields import Field, figures_in, questions_in
from reports.words import SMALL_NUMBERS

NAME_WIDTH, CELL_WIDTH, WORDS_WIDTH = 60, 20, 60


@dataclass(frozen=True, slots=True)
class Line:
    """One body below; without `content` it has handed in nothing, and `words` say where its report stands."""

    pk: int
    report: int
    name: str
    state: str
    mark: str
    words: str
    content: Content | None = None
    sent_at: datetime | None = None

    def cells(self, figures: Sequence[Field]) -> list[tuple[Field, Amount | None]]:
        """A figure asked for after the report was sent is not there."""
        return [(field, self.content.amount(field.key) if self.content else None) for field in figures]


@dataclass(frozen=True, slots=True)
class Summary:
    """`quotes` are answers in words by question, each with who gave it."""

    title: str
    about: str
    figures: tuple[Field, ...]
    lines: tuple[Line, ...]
    sums: tuple[Amount, ...]
    quotes: tuple[tuple[Field, tuple[tuple[str, str], ...]], ...]
    handed_in: int

    @property
    def asked(self) -> int:
        return len(self.lines)

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Field, Amount | None]]]]:
        return [(line, line.cells(self.figures)) for line in self.lines]

    @property
    def totals(self) -> list[tuple[Field, Amount]]:
        return list(zip(self.figures, self.sums, strict=True))

    def amounts(self) -> dict[str, Amount]:
        return {field.key: amount for field, amount in self.totals}


def summary(title: str, about: str, fields: Sequence[Field], lines: Sequence[Line]) -> Summary:
    figures, there = tuple(figures_in(fields)), [line for line in lines if line.content]
    sums = [summed(_amounts(there, field)) for field in figures]
    return Summary(title, about, figures, tuple(lines), tuple(sums), _quotes(fields, there), len(there))


def _amounts(there: Sequence[Line], field: Field) -> list[Amount]:
    found = (line.content.amount(field.key) for line in there if line.content)
    return [amount for amount in found if amount is not None]


def _quotes(fields: Sequence[Field], there: Sequence[Line]) -> tuple[tuple[Field, tuple[tuple[str, str], ...]], ...]:
    """Answers to questions, and comments to figures."""
    found = []
    for field in [*questions_in(fields), *figures_in(fields)]:
        said = tuple((line.name, words) for line in there if line.content and (words := line.content.words(field.key)))
        if said:
            found.append((field, said))
    return tuple(found)


def as_sheet(summary: Summary, *, facts: tuple[tuple[str, str], ...], author: str) -> Sheet:
    """The table of the page for paper and for a spreadsheet; a cell that is not exact stays words in both.

    Answers in words stand under the table on paper, in columns of their own in a spreadsheet.
    """
    said = [(field, dict(quotes)) for field, quotes in summary.quotes]
    columns = (
        Column("Организация", NAME_WIDTH),
        *(Column(field.title, CELL_WIDTH) for field in summary.figures),
        *(Column(_spoken(field), WORDS_WIDTH, On.SPREADSHEET) for field, _quotes in said),
    )
    rows: list[Row] = [
        (*_values(line, [amount for _field, amount in cells]), *(quotes.get(line.name, "") for _field, quotes in said))
        for line, cells in summary.rows
    ]
    rows.append(("Итого", *(amount.in_sheet for amount in summary.sums), *("" for _each in said)))
    foot = (f"{_spoken(field)}. {name}: {words}" for field, quotes in summary.quotes for name, words in quotes)
    return Sheet(
        title=summary.title,
        columns=columns,
        groups=(Group("", "", tuple(rows)),),
        file_name=summary.title,
        lines=(summary.about, f"Сдали {summary.handed_in} из {summary.asked}"),
        foot=(SMALL_NUMBERS, *foot),
        facts=facts,
        author=author,
    )


def _spoken(field: Field) -> str:
    return f"{field.title}: пояснение" if field.is_figure else field.title


def _values(line: Line, amounts: Sequence[Amount | None]) -> list[str | int]:
    name = line.name if line.content else f"{line.name}: {line.words.lower()}"
    return [name, *("—" if amount is None else amount.in_sheet for amount in amounts)]
