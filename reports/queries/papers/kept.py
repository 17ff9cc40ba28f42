"""Reports that were kept, and who gets a letter about which."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from core.viewer import Viewer
from reports.models import ReportSchedule, SavedReport
from reports.papers.kinds import KINDS, Asked
from reports.papers.model import Report
from reports.papers.states import Difference, changes_between, report_of
from reports.queries.papers.building import build_report


def saved_reports(viewer: Viewer) -> QuerySet[SavedReport]:
    """Of the acting organization, the latest first."""
    rows = SavedReport.objects.visible_to(viewer).filter(organization=viewer.organization)
    return rows.order_by("-saved_at", "-pk")


def own_schedules(viewer: Viewer) -> QuerySet[ReportSchedule]:
    rows = ReportSchedule.objects.visible_to(viewer).filter(organization=viewer.organization, account=viewer.user)
    return rows.order_by("kind")


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept report and what is not the same any more; `changes` is None where the report is no longer made."""

    row: SavedReport
    report: Report
    changes: list[Difference] | None


def asked_of(row: SavedReport) -> Asked | None:
    kind = KINDS.get(row.kind)
    return Asked(kind, row.school_year, row.period, frozenset(row.parts)) if kind else None


def kept_report(viewer: Viewer, row: SavedReport, now: datetime) -> Kept:
    """The stored one as it was, compared with the same report made now."""
    report, asked = report_of(row.content), asked_of(row)
    return Kept(row, report, changes_between(report, build_report(viewer, asked, now)) if asked else None)
