"""The list of pairs as a file. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from core.sheets.model import Column, Group, Row, Sheet
from core.words import counted
from core.years import year_label
from mentoring.official import Asked
from mentoring.pairing.health import Health

COLUMNS = (
    Column("№", 8),
    Column("Наставник → наставляемый", 40),
    Column("Форма", 22),
    Column("Вид", 24),
    Column("Тема", 32),
    Column("Состояние", 20),
    Column("В этом состоянии с", 16),
    Column("Начало", 14),
    Column("Окончание", 14),
    Column("Встреч", 10),
    Column("Последняя встреча", 16),
    Column("Как идёт", 36),
)
PAIRS = ("пара", "пары", "пар")
TITLE = "Пары"


class Line(Protocol):
    """What a row of the list knows of a pair (`mentoring.queries.pair_list`)."""

    @property
    def title(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def since(self) -> date: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def meetings(self) -> int: ...
    @property
    def last_on(self) -> date | None: ...
    @property
    def note(self) -> str: ...
    @property
    def health(self) -> Health | None: ...


def pairs_sheet(school_year: int, lines: Sequence[Line], asked: Asked) -> Sheet:
    """Rows in the order of the list."""
    rows = tuple(_row(number, line) for number, line in enumerate(lines, 1))
    year = year_label(school_year)
    facts = (("Кто выгрузил", asked.by), ("Когда", f"{asked.on:%d.%m.%Y}"), ("Зачем", asked.purpose))
    return Sheet(
        title=TITLE,
        columns=COLUMNS,
        groups=(Group("", "", rows),) if rows else (),
        file_name=f"{TITLE} {asked.place} {year.replace('/', '-')}",
        lines=tuple(part for part in (asked.place, f"{year} учебный год", asked.filters) if part),
        total=counted(len(rows), PAIRS).replace("\u00a0", " "),
        facts=(*facts, ("Отбор", asked.filters or "нет")),
        author=asked.by,
    )


def _row(number: int, line: Line) -> Row:
    return (
        number,
        line.title.replace("\u00a0", " "),
        line.form,
        line.kind,
        line.theme,
        f"{line.state}: {line.note}" if line.note else line.state,
        line.since,
        line.starts_on,
        line.ends_on,
        line.meetings,
        line.last_on,
        f"{line.health.words}: {line.health.why}" if line.health else "",
    )
