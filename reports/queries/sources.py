"""The rows behind every figure: one function per figure, for the counters of a whole region, for the live numbers of a
school and for the list a number leads to."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from core.viewer import Viewer
from core.years import year_bounds
from mentoring.models import Meeting, MentoringForm, Pair, Participation, Person, Side
from mentoring.queries.coverage import uncovered_people
from mentoring.queries.health import silent_pairs
from mentoring.queries.surveys import satisfaction_by_school
from orders.models import Order
from reports.figures import HOURS, OWED, PAIRS
from reports.models import CampaignReport
from roadmaps.models import Roadmap
from roadmaps.queries.progress import counted_activities, done_activities, overdue_activities
from schools.models import Organization

MEETING_DAYS = 30
# Figures of surveys: the side and the place of the number in what `satisfaction_by_school` tells. No rows behind them.
SURVEYED: dict[str, tuple[str, int]] = {
    "content_mentors": (Side.MENTOR, 0),
    "answered_mentors": (Side.MENTOR, 1),
    "content_mentees": (Side.MENTEE, 0),
    "answered_mentees": (Side.MENTEE, 1),
}
PLACES: dict[type, str] = {Organization: "", CampaignReport: "sender__"}  # rows that do not stand at their school
Source = Callable[[Viewer, int, date], Any]


def rows_of(key: str, viewer: Viewer, school_year: int, today: date, node: Organization) -> Any:
    """What the figure counts below a node (a school: its own), as far as the viewer reads it."""
    rows = SOURCES[key](viewer, school_year, today)
    path = PLACES.get(rows.model)
    return rows.filter(under(node) if path is None else _under_itself(node, path))


def counted_by_school(key: str, viewer: Viewer, school_year: int, today: date, node: Organization) -> dict[int, int]:
    """Organization id → how many. One query."""
    if key in SURVEYED:
        return _told(key, satisfaction_by_school(viewer, school_year, under(node), today))
    if key == HOURS:
        return _worked(viewer, school_year, node)
    rows = rows_of(key, viewer, school_year, today, node)
    owner = f"{PLACES[rows.model]}pk" if rows.model in PLACES else "organization_id"
    return dict(rows.order_by().values_list(owner).annotate(Count("pk", distinct=True)))


def counted_all(
    keys: Iterable[str], viewer: Viewer, school_year: int, today: date, node: Organization
) -> dict[str, dict[int, int]]:
    """The same of several figures; surveys are asked once for all of theirs."""
    asked = list(keys)
    surveys = satisfaction_by_school(viewer, school_year, under(node), today) if SURVEYED.keys() & asked else {}
    return {
        key: _told(key, surveys) if key in SURVEYED else counted_by_school(key, viewer, school_year, today, node)
        for key in asked
    }


def _told(key: str, found: Mapping[int, Mapping[str, tuple[int, int]]]) -> dict[int, int]:
    side, place = SURVEYED[key]
    return {pk: sides[side][place] for pk, sides in found.items() if side in sides}


def _worked(viewer: Viewer, school_year: int, node: Organization) -> dict[int, int]:
    held = Meeting.objects.visible_to(viewer).filter(under(node), status=Meeting.Status.HELD)
    rows = held.filter(held_on__range=year_bounds(school_year), minutes__isnull=False).order_by()
    return {pk: minutes // 60 for pk, minutes in rows.values_list("organization_id").annotate(Sum("minutes"))}


def under(node: Organization) -> Q:
    """Rows of the organizations below a node, by their labels; of a school its own."""
    if node.level == Organization.Level.SCHOOL:
        return Q(organization_id=node.pk)
    if node.level == Organization.Level.MUNICIPALITY:
        return Q(municipality_id=node.pk, school_id__isnull=False)
    return Q(region_id=node.pk, school_id__isnull=False)


def _under_itself(node: Organization, path: str) -> Q:
    names = {"school": "pk", "municipality": "municipality_id", "region": "region_id"}
    return Q(**{f"{path}{names[node.level]}": node.pk})


def schools(viewer: Viewer, school_year: int, today: date) -> Any:
    """Those that are judged: a methodical office helps schools and has no light. The directory is open to all."""
    return Organization.objects.active().reporting().filter(level=Organization.Level.SCHOOL)


def agreed(viewer: Viewer, school_year: int, today: date) -> Any:
    return schools(viewer, school_year, today).filter(
        Exists(_maps(viewer, school_year).filter(organization=OuterRef("pk")))
    )


def _maps(viewer: Viewer, school_year: int) -> Any:
    approved = Roadmap.objects.visible_to(viewer).of_year(school_year)
    return approved.filter(status=Roadmap.Status.APPROVED)


def activities(viewer: Viewer, school_year: int, today: date) -> Any:
    return counted_activities(viewer, _maps(viewer, school_year))


def done(viewer: Viewer, school_year: int, today: date) -> Any:
    return done_activities(viewer, _maps(viewer, school_year))


def overdue(viewer: Viewer, school_year: int, today: date) -> Any:
    return overdue_activities(viewer, _maps(viewer, school_year), today)


def orders(viewer: Viewer, school_year: int, today: date) -> Any:
    return Order.objects.visible_to(viewer).registered().filter(dated_on__range=year_bounds(school_year))


def owed(viewer: Viewer, school_year: int, today: date) -> Any:
    """Of schools to the body right above: what is owed to a place the school has moved from is asked for no more."""
    rows = CampaignReport.objects.visible_to(viewer).owing().filter(school_year=school_year)
    return rows.filter(organization_id=F("sender__parent_id"), sender__in=schools(viewer, school_year, today))


def meetings(viewer: Viewer, school_year: int, today: date) -> Any:
    days = (today - timedelta(days=MEETING_DAYS - 1), today)
    return Meeting.objects.visible_to(viewer).filter(status=Meeting.Status.HELD, held_on__range=days)


def _people(viewer: Viewer, school_year: int, **conditions: Any) -> Any:
    places = Participation.objects.visible_to(viewer).of_year(school_year).exclude(state=Participation.State.LEFT)
    active = Person.objects.visible_to(viewer).filter(status=Person.Status.ACTIVE)
    return active.filter(Exists(places.filter(person=OuterRef("pk"), **conditions)))


def mentors(viewer: Viewer, school_year: int, today: date) -> Any:
    return _people(viewer, school_year, side=Side.MENTOR)


def mentees(viewer: Viewer, school_year: int, today: date) -> Any:
    return _people(viewer, school_year, side=Side.MENTEE)


def waiting(viewer: Viewer, school_year: int, today: date) -> Any:
    return _people(viewer, school_year, side=Side.MENTEE, state=Participation.State.WAITING)


def uncovered(viewer: Viewer, school_year: int, today: date) -> Any:
    return uncovered_people(_people(viewer, school_year), today)


def pairs(viewer: Viewer, school_year: int, today: date) -> Any:
    return Pair.objects.visible_to(viewer).filter(school_year=school_year, status=Pair.Status.ACTIVE)


def silent(viewer: Viewer, school_year: int, today: date) -> Any:
    return silent_pairs(pairs(viewer, school_year, today), today)


def _of_form(form: str, viewer: Viewer, school_year: int, today: date) -> Any:
    return pairs(viewer, school_year, today).filter(form=form)


SOURCES: dict[str, Source] = {
    "schools": schools,
    "agreed": agreed,
    "activities": activities,
    "done": done,
    "overdue": overdue,
    "orders": orders,
    OWED: owed,
    "meetings": meetings,
    "mentors": mentors,
    "mentees": mentees,
    "waiting": waiting,
    "uncovered": uncovered,
    "silent": silent,
    PAIRS: pairs,
    **{f"pairs_{form.value}": partial(_of_form, form.value) for form in MentoringForm},
}
