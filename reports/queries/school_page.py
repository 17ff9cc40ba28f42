"""A school through the eyes of an official, and of its own staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.viewer import Viewer
from reports.models import LightComment, SchoolReminder
from reports.queries.figures import FigureRow, figures_of
from roadmaps.queries.lights import WORDS
from roadmaps.queries.schools import roadmaps_of
from roadmaps.queries.status import Status
from schools.models import Organization

MOST_SAID = 10


@dataclass(frozen=True)
class SchoolPage:
    """`comments` and `reminders`: the latest first."""

    row: FigureRow
    roadmaps: Any
    comments: Sequence[LightComment]
    reminders: Sequence[SchoolReminder]

    @property
    def status(self) -> Status | None:
        return Status(self.row.light, WORDS[self.row.light]) if self.row.light else None


def school_page(viewer: Viewer, school: Organization, school_year: int) -> SchoolPage:
    said = LightComment.objects.visible_to(viewer).filter(organization=school, school_year=school_year)
    sent = SchoolReminder.objects.visible_to(viewer).filter(organization=school).select_related("body")
    return SchoolPage(
        row=figures_of(viewer, school_year, school),
        roadmaps=roadmaps_of(viewer, school, school_year),
        comments=list(said.order_by("-said_at", "-pk")[:MOST_SAID]),
        reminders=list(sent.order_by("-sent_at", "-pk")[:MOST_SAID]),
    )
