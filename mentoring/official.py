"""The official forms of the two bases (Р-145): thirteen columns of mentees, sixteen of mentors. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.sheets.model import Column, Group, Row, Sheet
from core.words import counted
from core.years import year_label
from mentoring.models import Side

MENTEES = (
    Column("№", 8),
    Column("ФИО наставляемого", 28),
    Column("Контактные данные для связи (данные представителя)", 32),
    Column("Год рождения наставляемого", 16),
    Column("Основной запрос наставляемого", 32),
    Column("Дата вхождения в программу", 19),
    Column("ФИО наставника", 26),
    Column("Форма наставничества", 22),
    Column("Место работы или учёбы наставника", 24),
    Column("Дата завершения программы", 19),
    Column("Результаты программы", 24),
    Column("Ссылка на кейс или отзыв наставляемого, размещённые на сайте организации", 25),
    Column("Отметка о прохождении программы", 18),
)
MENTORS = (
    Column("№", 8),
    Column("ФИО наставника", 24),
    Column("Контактные данные для связи", 25),
    Column("Место работы или учёбы наставника", 22),
    Column("Основные компетенции наставника", 22),
    Column("Важные для программы достижения наставника", 21),
    Column("Интересы наставника", 18),
    Column("Желаемый возраст наставляемых", 16),
    Column("Ресурс времени на программу наставничества", 18),
    Column("Дата вхождения в программу", 18),
    Column("ФИО наставляемого (наставляемых)", 22),
    Column("Форма наставничества", 19),
    Column("Место работы или учёбы наставляемого", 20),
    Column("Дата завершения программы", 18),
    Column("Результаты программы", 20),
    Column("Ссылка на кейс или отзыв наставника, размещённые на сайте организации", 22),
)
PEOPLE = ("человек", "человека", "человек")
TITLES = {Side.MENTOR.value: "База наставников", Side.MENTEE.value: "База наставляемых"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow:
    """One participation as the forms ask for it; `pair_*` are of the other side of its pairs."""

    name: str
    contacts: str
    place: str
    forms: str
    entered_on: date | None
    finished_on: date | None
    results: str
    case_link: str
    birth_year: int | None = None
    request: str = ""
    passed: bool = False
    competences: str = ""
    achievements: str = ""
    interests: str = ""
    ages: str = ""
    time_resource: str = ""
    pair_names: str = ""
    pair_places: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for the file, when, what for, and which rows it holds."""

    place: str
    by: str
    on: date
    purpose: str
    filters: str = ""


def official_sheet(side: str, school_year: int, rows: Sequence[OfficialRow], asked: Asked) -> Sheet:
    columns, write = (MENTORS, _mentor) if side == Side.MENTOR else (MENTEES, _mentee)
    cells = tuple((number, *write(row)) for number, row in enumerate(rows, 1))
    year = year_label(school_year)
    facts = [("Кто выгрузил", asked.by), ("Когда", f"{asked.on:%d.%m.%Y}"), ("Зачем", asked.purpose)]
    return Sheet(
        title=TITLES[side],
        columns=columns,
        groups=(Group("", "", cells),) if cells else (),
        file_name=f"{TITLES[side]} {asked.place} {year.replace('/', '-')}",
        lines=tuple(part for part in (asked.place, f"{year} учебный год", asked.filters) if part),
        total=counted(len(rows), PEOPLE).replace("\u00a0", " "),
        facts=(*facts, ("Отбор", asked.filters or "нет")),
        author=asked.by,
    )


def _mentee(row: OfficialRow) -> Row:
    return (
        row.name,
        row.contacts,
        row.birth_year,
        row.request,
        row.entered_on,
        row.pair_names,
        row.forms,
        row.pair_places,
        row.finished_on,
        row.results,
        row.case_link,
        "пройдена" if row.passed else "",
    )


def _mentor(row: OfficialRow) -> Row:
    return (
        row.name,
        row.contacts,
        row.place,
        row.competences,
        row.achievements,
        row.interests,
        row.ages,
        row.time_resource,
        row.entered_on,
        row.pair_names,
        row.forms,
        row.pair_places,
        row.finished_on,
        row.results,
        row.case_link,
    )
