"""What a page shows, as plain values: the one model behind .xlsx, .docx, PDF and the printed page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | date | None
Row = tuple[Value, ...]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\ufffe\uffff\ud800-\udfff]")
NEW_LINE = re.compile(r"\r\n?|[\u2028\u2029\x85]")
UNFIT_FOR_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')


class On(StrEnum):
    """Where a column stands: a page of paper is narrow, a spreadsheet has room and real dates."""

    BOTH = "both"
    PAPER = "paper"
    SPREADSHEET = "spreadsheet"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in millimetres of an A4 landscape page; the writers scale the sum to the page."""

    title: str
    width: int
    on: On = On.BOTH


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; without number and name they stand alone.

    `over` is a heading above neighbouring groups, `kind` a word that stands instead of the number.
    """

    number: str
    name: str
    rows: tuple[Row, ...]
    over: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`group_titles` name (heading above, number, name, kind) of the groups as columns of a spreadsheet; empty
    titles leave the column out. `lines` stand under the title, `total` under the rows, `facts` say who made the file.
    On paper `notes` are paragraphs between the lines and the table, a label and its words each (a label alone is a
    heading), and `foot` are lines after it: signatures.
    """

    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    file_name: str
    lines: tuple[str, ...] = ()
    total: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    group_titles: tuple[str, str, str, str] = ("", "", "", "")
    author: str = ""
    mark: str = ""
    """A property of the file, by which our own readers know that they may take the cells word for word."""
    notes: tuple[tuple[str, str], ...] = ()
    foot: tuple[str, ...] = ()
    no_over: str = ""
    """Stands above groups without a heading that follow groups with one."""

    def columns_on(self, medium: On) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.on in (On.BOTH, medium))

    def cells_on(self, medium: On, row: Row) -> Row:
        pairs = zip(self.columns, row, strict=True)
        return tuple(value for column, value in pairs if column.on in (On.BOTH, medium))


def plain(text: str) -> str:
    """Text that Word and Excel can hold: no control signs, no soft hyphens, one kind of new line."""
    return CONTROL.sub("", NEW_LINE.sub("\n", text).replace("\t", " ").replace("\v", "\n")).strip()


def shown(value: Value) -> str:
    """A value on paper."""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        words = f"{value:f}"
        return words.rstrip("0").rstrip(".").replace(".", ",") if "." in words else words
    return "" if value is None else plain(str(value))


def file_name(*parts: str, on: date, suffix: str) -> str:
    """«Дорожная карта СОШ № 4 2026-27 (21.11.2026).xlsx», without signs that file systems refuse."""
    words = " ".join(UNFIT_FOR_NAMES.sub(" ", part).strip(" .") for part in parts if part)
    return f"{words[:150].strip()} ({on:%d.%m.%Y}).{suffix}"


def widths_on_paper(columns: Iterable[Column], total: int) -> list[int]:
    """Widths scaled to `total`, whatever its unit; the last column takes the rest."""
    wanted = [column.width for column in columns]
    scaled = [total * width // sum(wanted) for width in wanted]
    return [*scaled[:-1], total - sum(scaled[:-1])] if scaled else []
