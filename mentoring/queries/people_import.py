"""What the pages of the wizard show of a file on its way into a base."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.tables.text import squeeze
from core.viewer import Viewer
from mentoring.importing.book import Fate, Line, restored
from mentoring.importing.columns import FileColumn, columns_of
from mentoring.importing.meanings import BY_KEY
from mentoring.importing.rows import Plan
from mentoring.models import PeopleImport

REMEMBERED, PAGE = 20, 50
PROBLEMS_FIRST = [Fate.ERROR, Fate.ASK, Fate.UPDATE, Fate.NEW, Fate.REPEAT, Fate.SKIP, Fate.SAME]


def plan_of(job: PeopleImport) -> Plan:
    kept = job.choices
    return Plan(
        side=kept["side"],
        model=kept["model"],
        school_year=job.school_year,
        columns=kept["columns"],
        kind=kept["kind"],
        forms=tuple(kept["forms"]),
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
class Review:
    """One page of rows, those that need a person first; `counts` by fate, of all rows."""

    lines: Sequence[Line]
    counts: dict[str, int]
    page: int
    pages: int

    @property
    def problems(self) -> list[Line]:
        return [line for line in self.lines if line.fate.is_problem]

    @property
    def others(self) -> list[Line]:
        return [line for line in self.lines if not line.fate.is_problem]

    @property
    def loaded(self) -> int:
        return self.counts[Fate.NEW] + self.counts[Fate.UPDATE]

    @property
    def asked(self) -> int:
        return self.counts[Fate.ERROR] + self.counts[Fate.ASK]


def review_of(job: PeopleImport, page: int = 1) -> Review:
    lines = lines_of(job)
    counts = Counter(line.fate for line in lines)
    lines.sort(key=lambda line: PROBLEMS_FIRST.index(line.fate))
    pages = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 1), pages)
    shown = lines[(page - 1) * PAGE : page * PAGE]
    return Review(shown, {fate.value: counts[fate] for fate in Fate}, page, pages)


def name_in(line: Line, columns: dict[str, Any]) -> str:
    """How the row names its person, as it was read."""
    keys = ("full_name",) if "full_name" in columns else ("last_name", "first_name", "patronymic")
    cells = [line.cells[columns[key]] for key in keys if key in columns and columns[key] < len(line.cells)]
    return " ".join(cell for cell in cells if cell) or "без имени"
