"""A school year about to be closed: its maps in force, what is left undone in them, what has to be decided first."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.viewer import Viewer
from core.years import year_label
from roadmaps.models import Activity, Occurrence, Roadmap
from roadmaps.models.activities import OccurrenceQuerySet
from schools.models import SchoolYear

ENDLESS = (Activity.TermKind.CONTINUOUS, Activity.TermKind.ON_DEMAND)  # end with their year by themselves
DECIDED = (Roadmap.Route.AT_DIRECTOR, Roadmap.Route.AT_MUNICIPALITY)


@dataclass(frozen=True, slots=True)
class YearEnding:
    """Of the viewer's organization. `left` are open activities of the maps, in their order.

    `hindrances` are sentences: while there is one, the year cannot be closed.
    """

    row: SchoolYear | None
    maps: tuple[Roadmap, ...]
    drafts: tuple[Roadmap, ...]
    left: tuple[Activity, ...]
    hindrances: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        return self.row is not None and self.row.closed_at is not None


def year_ending(viewer: Viewer, year: int) -> YearEnding:
    """Four queries. Maps of several years belong to no single one and stay out."""
    own = viewer.organization
    rows = Roadmap.objects.visible_to(viewer).current().filter(organization=own, school_year=year).order_by("pk")
    found = list(rows)
    maps = tuple(row for row in found if not row.is_draft)
    left = Activity.objects.visible_to(viewer).filter(organization=own, roadmap__in=maps, removed_on=None)
    undone = left.filter(pk__in=open_terms(viewer, maps).values("activity_id")).select_related("roadmap")
    return YearEnding(
        row=SchoolYear.objects.filter(organization=own, year=year).first(),
        maps=maps,
        drafts=tuple(row for row in found if row.is_draft),
        left=tuple(undone.order_by("roadmap_id", "stage__position", "position", "pk")),
        hindrances=(*_undecided(found), *_unreviewed(viewer, maps)),
    )


def open_terms(viewer: Viewer, maps: Iterable[Roadmap]) -> OccurrenceQuerySet:
    """Terms that somebody still had to see to; «в течение года» and «по запросу» end with the year."""
    rows: OccurrenceQuerySet = Occurrence.objects.visible_to(viewer).filter(
        organization=viewer.organization, roadmap__in=list(maps), activity__removed_on=None
    )
    return rows.unfinished().exclude(activity__term_kind__in=ENDLESS)


def _undecided(maps: Iterable[Roadmap]) -> list[str]:
    where = {Roadmap.Route.AT_DIRECTOR: "ждёт решения директора", Roadmap.Route.AT_MUNICIPALITY: "на согласовании"}
    return [
        f"«{row.title}» {where[Roadmap.Route(row.route)]}: отзовите её или дождитесь решения."
        for row in maps
        if row.route in DECIDED
    ]


def _unreviewed(viewer: Viewer, maps: Iterable[Roadmap]) -> list[str]:
    rows = Activity.objects.visible_to(viewer).filter(
        organization=viewer.organization, roadmap__in=list(maps), occurrences__state=Occurrence.State.REVIEW
    )
    return [f"«{row.name}» на проверке: примите или верните." for row in rows.order_by("pk").distinct()]


def is_year_closed(organization_id: int, year: int) -> bool:
    return SchoolYear.objects.filter(organization_id=organization_id, year=year, closed_at__isnull=False).exists()


def next_year_words(year: int) -> str:
    return f"Перенесено на {year_label(year + 1)} учебный год."
