"""Figures as they may be shown: of officials the published rows of a moment, of a school its own, live."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.viewer import Viewer
from reports.figures import COUNTED, Cell
from reports.figures.counting import LIGHTS, cells_of
from reports.models import Figures, FiguresQuerySet
from reports.queries.sources import counted_all
from schools.models import Organization


@dataclass(frozen=True, slots=True)
class FigureRow:
    """An organization with what is known of it; `counted_at` is None while nothing was ever counted."""

    organization: Organization
    cells: Mapping[str, Cell] = field(default_factory=dict)
    light: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    changed_on: date | None = None
    counted_at: datetime | None = None
    month: date | None = None

    def cell(self, key: str) -> Cell:
        """Nothing counted is zero."""
        return self.cells.get(key, Cell())


def figures_of(viewer: Viewer, school_year: int, organization: Organization) -> FigureRow:
    """The latest of the year. One query."""
    rows = Figures.objects.visible_to(viewer).of_year(school_year).filter(organization=organization)
    found = rows.order_by("-month").first()
    return row_of(organization, found) if found else FigureRow(organization)


def lights_at_home(viewer: Viewer, school_year: int) -> dict[str, int]:
    """Code of a light → how many schools below the own organization had it when they were counted last. One query."""
    row = figures_of(viewer, school_year, viewer.organization)
    return {code: row.cell(code).value for code in LIGHTS}


def figures_under(viewer: Viewer, school_year: int, own: FigureRow) -> FiguresQuerySet:
    """Rows of the active organizations under a node as they were counted with it, organizations beside. Lazy."""
    node = own.organization
    below = {"region_id": node.pk} if node.level == Organization.Level.REGION else {"municipality_id": node.pk}
    rows = Figures.objects.visible_to(viewer).of_year(school_year).filter(month=own.month or date.min, **below)
    active = rows.exclude(organization=node).filter(organization__archived_at=None)
    return active.select_related("organization")


def live_figures(viewer: Viewer, school_year: int, today: date) -> dict[str, int]:
    """Exact numbers of the own school at this moment, for whoever works there. One query a figure."""
    node = viewer.organization
    found = counted_all(COUNTED, viewer, school_year, today, node)
    return {key: numbers.get(node.pk, 0) for key, numbers in found.items()}


def live_row(viewer: Viewer, school_year: int, today: date, now: datetime) -> FigureRow:
    """The own school as a row, with its own exact numbers."""
    numbers = live_figures(viewer, school_year, today)
    return FigureRow(viewer.organization, cells_of(numbers, ()), counted_at=now)


def row_of(organization: Organization, row: Figures) -> FigureRow:
    cells = cells_of(row.values, row.hidden)
    reasons = tuple((words, query) for words, query in row.reasons)
    return FigureRow(organization, cells, row.light, reasons, row.changed_on, row.counted_at, row.month)
