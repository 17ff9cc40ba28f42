"""How the organizations below are doing: a row per child of a node, as many queries however many children."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from core.viewer import Viewer
from roadmaps.models import Occurrence, Roadmap
from roadmaps.queries.lights import NO_MAP, Light, lights_of
from roadmaps.queries.progress import Progress, progress_by
from schools.access import organizations_below
from schools.models import Organization
from schools.queries import RussianKey


@dataclass(frozen=True)
class ChildRow:
    """A school with its roadmap and light, or a municipality with the number of its schools (`schools`, `approved`).

    `progress` is over approved roadmaps; a methodical office has no light.
    """

    organization: Organization
    progress: Progress
    roadmap: Roadmap | None = None
    schools: int = 0
    approved: int = 0
    light: Light | None = None

    @property
    def is_behind(self) -> bool:
        return self.progress.overdue > 0

    @property
    def lacks_roadmap(self) -> bool:
        """Nothing approved for the year (of a municipality: at least one school)."""
        if self.organization.level == Organization.Level.MUNICIPALITY:
            return self.approved < self.schools
        if self.organization.body == Organization.Body.METHODICAL_OFFICE:
            return False
        return self.roadmap is None or self.roadmap.is_draft


def child_rows(viewer: Viewer, node: Organization, school_year: int, today: date) -> list[ChildRow]:
    """Those with the most overdue first, then by name."""
    children = organizations_below(viewer).filter(parent=node).order_by(RussianKey("short_name"), "pk")
    roadmaps = Roadmap.objects.visible_to(viewer).of_year(school_year).current().filter(school_id__isnull=False)
    by_municipality = node.level == Organization.Level.REGION
    if by_municipality:
        progress = _progress(viewer, roadmaps, "municipality_id", node, today)
        rows = _municipalities(viewer, children, roadmaps, progress)
    else:
        progress = _progress(viewer, roadmaps, "organization_id", node, today)
        rows = _schools(children, roadmaps, node, progress, lights_of(viewer, school_year, today))
    return sorted(rows, key=lambda row: -row.progress.overdue)


def school_rows(viewer: Viewer, node: Organization, school_year: int, today: date) -> list[ChildRow]:
    """Every school below, whatever municipality it belongs to: those that have a light. Order as of `child_rows`."""
    schools = schools_below(viewer).filter(_under(node)).order_by(RussianKey("short_name"), "pk")
    roadmaps = Roadmap.objects.visible_to(viewer).of_year(school_year).current().filter(school_id__isnull=False)
    progress = _progress(viewer, roadmaps, "organization_id", node, today)
    rows = _schools(schools, roadmaps, node, progress, lights_of(viewer, school_year, today))
    return sorted(rows, key=lambda row: -row.progress.overdue)


def schools_below(viewer: Viewer) -> QuerySet[Organization]:
    """Those whose work is judged by a light; a methodical office helps them and has none."""
    return organizations_below(viewer).reporting().filter(level=Organization.Level.SCHOOL)


def _under(node: Organization) -> Q:
    return Q(region_id=node.pk) if node.level == Organization.Level.REGION else Q(municipality_id=node.pk)


def _progress(viewer: Viewer, roadmaps: Any, label: str, node: Organization, today: date) -> dict[int, Progress]:
    rows = Occurrence.objects.visible_to(viewer).filter(_under(node), roadmap__in=roadmaps.filter(status="approved"))
    return progress_by(label, rows, today)


def _schools(
    children: Any, roadmaps: Any, node: Organization, progress: dict[int, Progress], lights: dict[int, Light]
) -> list[ChildRow]:
    found: dict[int, Roadmap] = {}
    for roadmap in roadmaps.filter(_under(node)).order_by("-status", "pk"):  # draft, then approved
        found[roadmap.organization_id] = roadmap
    return [
        ChildRow(child, progress.get(child.pk, Progress()), found.get(child.pk), light=_light(child, lights))
        for child in children
    ]


def _light(school: Organization, lights: dict[int, Light]) -> Light | None:
    if school.body == Organization.Body.METHODICAL_OFFICE:
        return None
    return lights.get(school.pk, NO_MAP)


def _municipalities(viewer: Viewer, children: Any, roadmaps: Any, progress: dict[int, Progress]) -> list[ChildRow]:
    total = dict(schools_below(viewer).order_by().values_list("municipality_id").annotate(Count("pk")))
    approved = roadmaps.filter(status="approved").order_by().values_list("municipality_id")
    ready = dict(approved.annotate(Count("organization_id", distinct=True)))
    return [
        ChildRow(
            child,
            progress.get(child.pk, Progress()),
            schools=total.get(child.pk, 0),
            approved=ready.get(child.pk, 0),
        )
        for child in children
    ]


def roadmaps_of(viewer: Viewer, organization: Organization, school_year: int) -> Any:
    """Roadmaps of an organization that touch the year, drafts included, archived ones not."""
    rows = Roadmap.objects.visible_to(viewer).of_year(school_year).current()
    return rows.filter(organization=organization).order_by("starts_on", "pk")
