"""«Сводка»: a node with the organizations under it, those that need help first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Max, Q, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import QueryDict

from core.viewer import Viewer
from reports.figures import OWED
from reports.models import FiguresQuerySet, LightComment, SchoolReminder
from reports.queries.figures import FigureRow, figures_of, figures_under, row_of
from roadmaps.queries.lights import WORDS
from roadmaps.queries.status import Status
from schools.models import Organization
from schools.queries import RussianKey

Level = Organization.Level
BY_INDICATOR = "indicators"
VIEWS = {"table": "Таблица", "tiles": "Плитки", BY_INDICATOR: "По показателям"}
WORST = ("behind", "no_data", "risk", "on_track")
SHOWS = {
    "overdue": "Есть просрочка",
    "lacking": "Карта не утверждена",
    "silent": "Есть пары без встреч",
    OWED: "Отчёты не сданы",
}
PICKED = {
    "overdue": Q(values__overdue__gt=0),
    "lacking": Q(values__agreed=0),
    "silent": Q(values__silent__gt=0) | Q(hidden__contains=["silent"]),
    OWED: Q(values__owed__gt=0),
}
ON_PAGE, TILES_ON_PAGE = 100, 400
ASKED = (  # what a page shows of its hundred rows; addresses, names in full and the like stay where they are
    *("organization_id", "light", "reasons", "changed_on", "counted_at", "month", "values", "hidden"),
    *(f"organization__{name}" for name in ("level", "short_name", "region_id", "municipality_id")),
)


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """What the address of a board asks for; unknown values count as nothing chosen."""

    light: str = ""
    show: str = ""
    view: str = "table"

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        light, show, view = data.get("light", ""), data.get("show", ""), data.get("view", "")
        return cls(light if light in WORDS else "", show if show in SHOWS else "", view if view in VIEWS else "table")

    @property
    def active(self) -> bool:
        return bool(self.light or self.show)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A school or a municipality on a board. `reminded_at`: when somebody reminded the school last."""

    row: FigureRow
    comment: LightComment | None = None
    reminded_at: datetime | None = None

    @property
    def status(self) -> Status | None:
        return Status(self.row.light, WORDS[self.row.light]) if self.row.light else None


@dataclass(frozen=True)
class Board:
    """`own` are the sums of the node; `chips`: a key of SHOWS → how many schools it keeps."""

    own: FigureRow
    lines: tuple[BoardLine, ...]
    page: Page
    by_municipality: bool
    lights: tuple[tuple[Status, int], ...]
    chips: Mapping[str, int] = field(default_factory=dict)


def board_of(viewer: Viewer, node: Organization, school_year: int, filters: BoardFilters, page: str | None) -> Board:
    """A region shows its municipalities; with a filter, the schools of all of them."""
    own = figures_of(viewer, school_year, node)
    rows = figures_under(viewer, school_year, own)
    by_municipality = shows_municipalities(node, filters)
    size = TILES_ON_PAGE if filters.view == "tiles" else ON_PAGE
    shown = page_of(_listed(rows, filters, by_municipality).only(*ASKED), size, page)
    found = [row_of(row.organization, row) for row in shown]
    return Board(
        own=own,
        lines=_lines(viewer, school_year, found) if not by_municipality else tuple(map(BoardLine, found)),
        page=shown,
        by_municipality=by_municipality,
        lights=tuple((Status(code, WORDS[code]), own.cell(code).value) for code in WORDS),
        chips={key: own.cell(f"show_{key}").value for key in SHOWS},
    )


def page_of(rows: Any, size: int, page: str | None) -> Page:
    """The first page with one statement: the usual board has no other, so its rows are not counted apart."""
    if page not in (None, "", "1"):
        return Paginator(rows, size).get_page(page)
    found = list(rows[: size + 1])
    return Page(found[:size], 1, Paginator(rows if len(found) > size else found, size))


def shows_municipalities(node: Organization, filters: BoardFilters) -> bool:
    return node.level == Level.REGION and not filters.active


def _listed(rows: FiguresQuerySet, filters: BoardFilters, by_municipality: bool) -> FiguresQuerySet:
    chosen = rows.filter(school_id=None) if by_municipality else _picked(rows.filter(school_id__isnull=False), filters)
    return _worst_first(chosen, by_municipality)


def board_lines(viewer: Viewer, node: Organization, school_year: int, filters: BoardFilters) -> tuple[BoardLine, ...]:
    """All lines of a board, for a file."""
    rows = figures_under(viewer, school_year, figures_of(viewer, school_year, node))
    listed = _listed(rows, filters, shows_municipalities(node, filters))
    return tuple(BoardLine(row_of(row.organization, row)) for row in listed)


def chosen_schools(viewer: Viewer, node: Organization, school_year: int, filters: BoardFilters) -> FiguresQuerySet:
    """Schools below a node that the filters keep, the worst first."""
    own = figures_of(viewer, school_year, node)
    schools = figures_under(viewer, school_year, own).filter(school_id__isnull=False)
    return _worst_first(_picked(schools, filters), by_municipality=False)


def last_reminders(viewer: Viewer, schools: Iterable[int]) -> dict[int, datetime]:
    """School → when it was reminded last. One query."""
    rows = SchoolReminder.objects.visible_to(viewer).filter(organization__in=list(schools)).order_by()
    return dict(rows.values_list("organization_id").annotate(Max("sent_at")))


def last_comments(viewer: Viewer, school_year: int, schools: Iterable[int]) -> dict[int, LightComment]:
    """School → what it says of its light. One query."""
    rows = LightComment.objects.visible_to(viewer).filter(organization__in=list(schools), school_year=school_year)
    newest = rows.order_by("organization_id", "-said_at").distinct("organization_id")
    return {comment.organization_id: comment for comment in newest}


def _lines(viewer: Viewer, school_year: int, rows: list[FigureRow]) -> tuple[BoardLine, ...]:
    ids = [row.organization.pk for row in rows]
    comments, reminded = last_comments(viewer, school_year, ids), last_reminders(viewer, ids)
    return tuple(BoardLine(row, comments.get(row.organization.pk), reminded.get(row.organization.pk)) for row in rows)


def _picked(schools: FiguresQuerySet, filters: BoardFilters) -> FiguresQuerySet:
    rows = schools.filter(light=filters.light) if filters.light else schools
    return rows.filter(PICKED[filters.show]) if filters.show else rows


def _worst_first(rows: FiguresQuerySet, by_municipality: bool) -> FiguresQuerySet:
    name = RussianKey("organization__short_name")
    if by_municipality:
        return rows.order_by(_number("behind").desc(), _number("overdue").desc(), name, "pk")
    places = [When(light=code, then=Value(place)) for place, code in enumerate(WORST)]
    worst = Case(*places, default=Value(len(places)), output_field=IntegerField())
    return rows.order_by(worst, _number("overdue").desc(), name, "pk")


def _number(key: str) -> Any:
    return Cast(KT(f"values__{key}"), IntegerField())
