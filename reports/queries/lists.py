"""The list a number leads to: exactly the rows it counts, or the organizations with their numbers where the rows are
nobody's business above the school."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from core.viewer import Viewer
from mentoring.models import Meeting, Pair, Person
from mentoring.queries.pairs import members_of, pair_title
from orders.models import Order
from orders.queries import kind_words
from reports.figures import FIGURES
from reports.models import CampaignReport, Figures, FiguresQuerySet
from reports.queries.figures import figures_of, figures_under
from reports.queries.sources import rows_of
from roadmaps.models import Activity
from schools.models import Organization
from schools.queries import RussianKey

PERSONAL = frozenset({"meetings", *(key for key, figure in FIGURES.items() if figure.people)})


@dataclass(frozen=True, slots=True)
class ListLine:
    text: str
    address: str  # "" where the row has no page for the viewer
    note: str = ""


def shows_rows(viewer: Viewer, key: str) -> bool:
    """Officials read rows of statuses, never rows of people; a school reads its own of both."""
    return key not in PERSONAL or viewer.organization.level == Organization.Level.SCHOOL


def listed(key: str, viewer: Viewer, school_year: int, today: date, node: Organization) -> Any:
    """The rows in their order. Call only where `shows_rows`."""
    rows = rows_of(key, viewer, school_year, today, node)
    return _ORDERS[rows.model](rows)


def lines_of(viewer: Viewer, rows: Sequence[Any]) -> list[ListLine]:
    """A page of `listed` in words; a fixed number of queries."""
    if not rows:
        return []
    if isinstance(rows[0], Pair):
        members = members_of(viewer, [pair.pk for pair in rows])
        return [_pair(pair, pair_title(pair, members.get(pair.pk, []))) for pair in rows]
    if isinstance(rows[0], Order):
        return [_order(order, viewer.organization) for order in rows]
    return [_WORDS[type(row)](row) for row in rows]


def organizations_with(key: str, viewer: Viewer, school_year: int, node: Organization) -> FiguresQuerySet:
    """Rows of figures: of a region its municipalities, of a municipality its schools, of a school itself."""
    own = figures_of(viewer, school_year, node)
    if node.level == Organization.Level.SCHOOL:
        rows = (
            Figures.objects.visible_to(viewer)
            .of_year(school_year)
            .filter(organization=node, month=own.month or date.min)
        )
        return rows.select_related("organization")
    rows = figures_under(viewer, school_year, own)
    if node.level == Organization.Level.REGION:
        rows = rows.filter(school_id=None)
    return rows.order_by(RussianKey("organization__short_name"), "pk")


def _activity(row: Activity) -> ListLine:
    return ListLine(row.name, row.get_absolute_url(), row.organization.short_name)


def _school(row: Organization) -> ListLine:
    return ListLine(row.short_name, reverse("dashboard_school", args=[row.pk]), row.get_body_display())


def _order(row: Order, own: Organization) -> ListLine:
    """Of another organization by its kind: the title is somebody's own words and may name a child."""
    words = f"№\u00a0{row.number} от {row.dated_on:%d.%m.%Y}, {row.organization.short_name}"
    if row.organization_id != own.pk:
        return ListLine(kind_words(row), "", words)
    return ListLine(row.title, row.get_absolute_url(), words)


def _report(row: CampaignReport) -> ListLine:
    note = f"{row.sender.short_name}, сдать до {row.due_on:%d.%m.%Y}"
    return ListLine(row.title, row.get_absolute_url(), note)


def _person(row: Person) -> ListLine:
    return ListLine(row.full_name, reverse("participant_detail", args=[row.pk]), row.class_name or row.position)


def _pair(row: Pair, title: str) -> ListLine:
    return ListLine(title, reverse("pair_detail", args=[row.pk]), row.get_form_display())


def _meeting(row: Meeting) -> ListLine:
    return ListLine(f"{row.held_on:%d.%m.%Y}", reverse("pair_detail", args=[row.pair_id]), row.get_kind_display())


_ORDERS: dict[type, Callable[[Any], Any]] = {
    Activity: lambda rows: rows.select_related("organization").order_by("organization_id", "stage__position", "pk"),
    Organization: lambda rows: rows.order_by(RussianKey("short_name"), "pk"),
    Order: lambda rows: rows.select_related("organization").order_by("-dated_on", "pk"),
    Person: lambda rows: rows.order_by("search_name", "pk"),
    Pair: lambda rows: rows.select_related("mentor").order_by("mentor__search_name", "pk"),
    CampaignReport: lambda rows: rows.select_related("sender").order_by("due_on", "sender_id", "pk"),
    Meeting: lambda rows: rows.order_by("-held_on", "pk"),
}
_WORDS: dict[type, Callable[[Any], ListLine]] = {
    Activity: _activity,
    Organization: _school,
    CampaignReport: _report,
    Person: _person,
    Meeting: _meeting,
}
