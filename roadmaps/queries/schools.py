"""How the organizations below are doing: a row per child of a node, in five queries however many children."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from core.viewer import Viewer
from roadmaps.models import Occurrence, Roadmap
from schools.access import organizations_below
from schools.models import Organization
from schools.queries import RussianKey

State = Occurrence.State


@dataclass(frozen=True)
class Progress:
    """Occurrences of approved roadmaps; cancelled ones are not counted."""

    done: int = 0
    total: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class ChildRow:
    """A school with its roadmap, or a municipality with the number of its schools (`schools`, `approved`)."""

    organization: Organization
    progress: Progress
    roadmap: Roadmap | None = None
    schools: int = 0
    approved: int = 0

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
    progress = _progress(viewer, roadmaps, "municipality_id" if by_municipality else "organization_id", node, today)
    if by_municipality:
        rows = _municipalities(viewer, children, roadmaps, progress)
    else:
        rows = _schools(children, roadmaps, node, progress)
    return sorted(rows, key=lambda row: -row.progress.overdue)


def _progress(viewer: Viewer, roadmaps: Any, label: str, node: Organization, today: date) -> dict[int, Progress]:
    under = Q(region_id=node.pk) if label == "municipality_id" else Q(municipality_id=node.pk)
    rows = Occurrence.objects.visible_to(viewer).filter(under, roadmap__in=roadmaps.filter(status="approved"))
    counted = rows.exclude(state=State.CANCELLED).order_by().values(label)
    overdue = Q(state__in=[State.NOT_STARTED, State.IN_PROGRESS], due_on__lt=today)
    numbers = counted.annotate(
        done=Count("pk", filter=Q(state=State.DONE)), total=Count("pk"), overdue=Count("pk", filter=overdue)
    )
    return {row[label]: Progress(row["done"], row["total"], row["overdue"]) for row in numbers}


def _schools(children: Any, roadmaps: Any, node: Organization, progress: dict[int, Progress]) -> list[ChildRow]:
    found: dict[int, Roadmap] = {}
    for roadmap in roadmaps.filter(municipality_id=node.pk).order_by("-status", "pk"):  # draft, then approved
        found[roadmap.organization_id] = roadmap
    return [ChildRow(child, progress.get(child.pk, Progress()), found.get(child.pk)) for child in children]


def _municipalities(viewer: Viewer, children: Any, roadmaps: Any, progress: dict[int, Progress]) -> list[ChildRow]:
    schools = organizations_below(viewer).filter(level=Organization.Level.SCHOOL)
    schools = schools.exclude(body=Organization.Body.METHODICAL_OFFICE)
    total = dict(schools.order_by().values_list("municipality_id").annotate(Count("pk")))
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
