"""What the pages of the wizard show of a file on its way into a base."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.sheets.model import Column, Group, Row, Sheet
from core.tables.text import squeeze
from core.viewer import Viewer
from mentoring.importing.book import OTHER, SKIP, Fate, Line, restored
from mentoring.importing.columns import FileColumn, columns_of
from mentoring.importing.faults import Fault
from mentoring.importing.meanings import BY_KEY
from mentoring.importing.rows import Plan
from mentoring.models import PeopleImport
from mentoring.queries.rules import rules_of

REMEMBERED, PAGE = 20, 50
PROBLEMS_FIRST = [Fate.ERROR, Fate.ASK, Fate.UPDATE, Fate.NEW, Fate.REPEAT, Fate.SKIP, Fate.SAME]


def plan_of(job: PeopleImport) -> Plan:
    kept, rules = job.choices, rules_of(job.organization)
    return Plan(
        side=kept["side"],
        model=kept["model"],
        school_year=job.school_year,
        columns=kept["columns"],
        kind=kept["kind"],
        forms=tuple(kept["forms"]),
        own_categories=(*rules.pupil_categories, *rules.teacher_categories),
        ages=rules.ages,
    )


def lines_of(job: PeopleImport) -> list[Line]:
    return restored(job.rows)


def remembered_columns(viewer: Viewer) -> dict[str, str]:
    """Squeezed title → key of its meaning («» for not loaded), as the organization chose it in its last imports."""
    rows = PeopleImport.objects.visible_to(viewer).filter(
        organization=viewer.organization, status__in=(PeopleImport.Status.DONE, PeopleImport.Status.UNDONE)
    )
    found: dict[str, str] = {}
    for titles, columns in rows.order_by("-created_at").values_list("choices__titles", "choices__columns")[:REMEMBERED]:
        keys = {number: key for key, number in columns.items() if key in BY_KEY}
        for number, title in enumerate(titles):
            if squeeze(title):
                found.setdefault(squeeze(title), keys.get(number, ""))
    return found


def file_columns(job: PeopleImport) -> list[FileColumn]:
    """Every column with its first cells; `guess` is what is chosen for it now."""
    kept = job.choices
    cells = [line.cells for line in restored(job.rows[:50])]
    keys = {number: key for key, number in kept["columns"].items()}
    found = columns_of(kept["titles"], cells, kept["side"], {})
    return [
        FileColumn(c.number, c.title, c.sample, "" if c.dropped else keys.get(c.number, ""), c.dropped, c.note)
        for c in found
    ]


def loaded_before(job: PeopleImport, viewer: Viewer) -> PeopleImport | None:
    """The same bytes, loaded and not undone."""
    rows = PeopleImport.objects.visible_to(viewer).filter(organization=viewer.organization, sha256=job.sha256)
    return rows.filter(status=PeopleImport.Status.DONE).exclude(pk=job.pk).order_by("-created_at").first()


@dataclass(frozen=True, slots=True)
class BadCell:
    """A fault beside its input; `field` is empty where there is no cell to be mended."""

    field: str
    title: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A row as the page shows it."""

    line: Line
    name: str
    about: str
    bad: Sequence[BadCell]


@dataclass(frozen=True, slots=True)
class Review:
    """One page of rows, those that need a person first; `counts` by fate, of all rows."""

    lines: Sequence[ShownLine]
    counts: dict[str, int]
    page: int
    pages: int
    doubted: int  # rows that are loaded with something to look at

    @property
    def people(self) -> list[int]:
        """Ids of the people of the base whose data the page shows."""
        return [pk for shown in self.lines for pk, _ in shown.line.known]

    @property
    def problems(self) -> list[ShownLine]:
        return [shown for shown in self.lines if shown.line.fate.is_problem]

    @property
    def others(self) -> list[ShownLine]:
        return [shown for shown in self.lines if not shown.line.fate.is_problem]

    @property
    def loaded(self) -> int:
        return self.counts[Fate.NEW] + self.counts[Fate.UPDATE]

    @property
    def asked(self) -> int:
        return self.counts[Fate.ERROR] + self.counts[Fate.ASK]

    @property
    def passed(self) -> int:
        return self.counts[Fate.SAME] + self.counts[Fate.REPEAT] + self.counts[Fate.SKIP]


def review_of(job: PeopleImport, page: int = 1) -> Review:
    lines = lines_of(job)
    counts = Counter(line.fate for line in lines)
    lines.sort(key=lambda line: (PROBLEMS_FIRST.index(line.fate), not line.note))
    doubted = sum(line.fate.is_loaded and bool(line.note) for line in lines)
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 1), pages)
    shown = [_shown(line, job.choices) for line in lines[(page - 1) * PAGE : page * PAGE]]
    return Review(shown, {fate.value: counts[fate] for fate in Fate}, page, pages, doubted)


def _shown(line: Line, choices: dict[str, Any]) -> ShownLine:
    columns = choices["columns"]

    def cells(*keys: str) -> list[str]:
        found = (line.cells[columns[key]] for key in keys if key in columns and columns[key] < len(line.cells))
        return [cell for cell in found if cell]

    name = " ".join(cells("full_name") or cells("last_name", "first_name", "patronymic"))
    return ShownLine(
        line,
        name or "Без имени",
        ", ".join(cells("birth", "class_name", "position")),
        [_bad_cell(line, fault, choices["titles"]) for fault in line.faults],
    )


def _bad_cell(line: Line, fault: Fault, titles: Sequence[str]) -> BadCell:
    column = fault.column
    if column is None or column >= len(line.cells):
        return BadCell("", "", fault.value, fault.why)
    title = titles[column] or f"Столбец {column + 1}"
    return BadCell(f"cell-{line.number}-{column}", title, line.cells[column], fault.why)


@dataclass(frozen=True, slots=True)
class Collision:
    """What one tab sent against what another has saved meanwhile. `field` is the input that carries it."""

    field: str
    title: str
    now: str
    yours: str

    @property
    def is_answer(self) -> bool:
        """Is given anew beside its row, not typed."""
        return self.field.startswith("answer-")


ANSWERS = {OTHER: "другой человек", SKIP: "не загружать", "": "не отвечено"}


def collisions(job: PeopleImport, cells: dict[tuple[int, int], str], answers: dict[int, str]) -> list[Collision]:
    """Cells and answers that differ from the rows as they are now; equal ones collide with nothing."""
    lines = {line.number: line for line in lines_of(job)}
    found = []
    for (number, column), text in cells.items():
        line = lines.get(number)
        if line and column < len(line.cells) and line.cells[column] != text:
            title = job.choices["titles"][column] or f"Столбец {column + 1}"
            found.append(Collision(f"cell-{number}-{column}", f"Строка {number}, {title}", line.cells[column], text))
    for number, answer in answers.items():
        line = lines.get(number)
        if line and line.answer != answer:
            now, yours = (ANSWERS.get(each, "тот же человек") for each in (line.answer, answer))
            found.append(Collision(f"answer-{number}", f"Строка {number}", now, yours))
    return found


def mistakes_sheet(job: PeopleImport) -> Sheet:
    """The rows that need a person: their cells, the row in the file, and what is wrong."""
    titles = job.choices["titles"]
    dropped = {column.number for column in file_columns(job) if column.dropped}
    kept = [number for number in range(len(titles)) if number not in dropped]
    columns = [Column(titles[number] or f"Столбец {number + 1}", 35) for number in kept]
    rows: list[Row] = [
        (*(line.cells[number] for number in kept), line.number, what_is_wrong(line, titles))
        for line in lines_of(job)
        if line.fate.is_problem
    ]
    return Sheet(
        title="Строки с ошибками",
        columns=(*columns, Column("Строка в файле", 15), Column("Ошибка", 80)),
        groups=(Group("", "", tuple(rows)),),
        file_name="Строки с ошибками",
    )


def what_is_wrong(line: Line, titles: Sequence[str]) -> str:
    """«Дата рождения «31.02.2014»: такой даты нет…», one fault a line."""
    told = [line.note] if line.note else []
    for fault in line.faults:
        title = titles[fault.column] if fault.column is not None else ""
        value = f"«{fault.value}»" if fault.value else ""
        place = " ".join(part for part in (title, value) if part)
        told.append(f"{place}: {fault.why}" if place else fault.why)
    return "\n".join(told)
