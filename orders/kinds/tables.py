"""Tables of appendices. Pure: rows are what the facts say."""

from collections.abc import Iterable, Sequence
from datetime import date

from orders.blocks import Appendix, Clause, Column, Group, Table
from orders.wording import Who

NUMBER = Column("№\nп/п", 110, "center")
NAME, POST = Column("Фамилия, имя, отчество", 620), Column("Должность, класс", 560)


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Table:
    """Rows get their numbers."""
    numbered = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    return Table((NUMBER, *columns), (Group("", numbered),))


def people_appendix(
    title: str,
    people: Iterable[Who],
    *,
    issuer: str,
    approved: str = "УТВЕРЖДЁН",
    last: str = "",
    notes: Sequence[str] = (),
) -> Appendix:
    """A list of people; `last` is the title of one more column, `notes` its cells."""
    rows: list[tuple[str, ...]] = [(who.full_name, who.post) for who in people]
    columns = [NAME, POST]
    if last:
        columns.append(Column(last, 420))
        rows = [(*row, note) for row, note in zip(rows, notes, strict=True)]
    return Appendix(title, approved=approved, issuer=issuer, table=table(columns, rows))


def sectioned(groups: Iterable[tuple[str, Sequence[str]]]) -> tuple[Clause, ...]:
    """Headings with their points."""
    return tuple(Clause(text, level) for title, points in groups for text, level in _levels(title, points))


def _levels(title: str, points: Sequence[str]) -> list[tuple[str, int]]:
    return [(title, 0), *((point, 1) for point in points)]


def blank_appendix(
    title: str, columns: Sequence[Column], *, issuer: str, approved: str = "", filled: Sequence[Sequence[str]] = ()
) -> Appendix:
    """A form to be filled in by hand; without rows of its own it has five empty ones."""
    rows = filled or [[""] * len(columns)] * 5
    return Appendix(title, approved=approved, issuer=issuer, table=table(columns, rows))


PairRow = tuple[Who | str, tuple[Who | str, ...], str, str, object, object]  # words where nobody may be named
PAIR_COLUMNS = (
    *(Column("Наставник", 600), Column("Наставляемый (наставляемые)", 600), Column("Форма наставничества", 320)),
    *(Column("Тема", 420), Column("Период", 320)),
)


def pair_table(
    title: str, rows: Iterable[PairRow], *, issuer: str, approved: str = "", last: str = "", notes: Sequence[str] = ()
) -> Appendix:
    """Pairs, a row each; `last` is the title of one more column."""
    cells = [_pair_cells(row) for row in rows]
    columns = list(PAIR_COLUMNS)
    if last:
        columns.append(Column(last, 380))
        cells = [(*row, note) for row, note in zip(cells, notes, strict=True)]
    return Appendix(title, landscape=True, approved=approved, issuer=issuer, table=table(columns, cells))


def _pair_cells(row: PairRow) -> tuple[str, ...]:
    mentor, mentees, form, theme, starts, ends = row
    period = " – ".join(f"{day:%d.%m.%Y}" for day in (starts, ends) if isinstance(day, date))
    return _named(mentor), "\n".join(map(_named, mentees)), form, theme, period


def _named(who: Who | str) -> str:
    if isinstance(who, str):
        return who
    return f"{who.full_name}, {who.post}" if who.post else who.full_name
