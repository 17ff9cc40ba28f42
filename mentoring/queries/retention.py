"""Whose term of keeping is over."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from mentoring.models import Application, ClosedNote, MentorCard, Participation, Person, RetentionRule
from mentoring.personal.retention import DEFAULTS, Category, months_before
from schools.models import Organization

State, Status = Participation.State, Person.Status


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be destroyed on a day: people by category, and what goes without its person."""

    people: dict[str, QuerySet[Person]]
    applications: QuerySet[Application]
    closed: QuerySet[ClosedNote]

    @property
    def everybody(self) -> QuerySet[Person]:
        found = Q(pk__in=())
        for rows in self.people.values():
            found |= Q(pk__in=rows.values("pk"))
        return Person.objects.filter(found).order_by("pk")

    def count(self) -> int:
        return self.everybody.count() + self.applications.count() + self.closed.count()


def months_of(organization: Organization) -> dict[str, int]:
    """By category: the organization's own term, else the one of the program."""
    own = RetentionRule.objects.filter(organization=organization).values_list("category", "months")
    return DEFAULTS | dict(own)


def due_on(day: date, organization: Organization) -> Due:
    """Read under the scope of the caller: closed data only where the caller may open them."""
    ends = {category: months_before(day, months) for category, months in months_of(organization).items()}
    own = Person.objects.filter(organization=organization)
    return Due(
        people={
            Category.WITHDRAWN: own.filter(
                status=Status.BLOCKED, blocked_at__lt=_night_after(ends[Category.WITHDRAWN], organization)
            ),
            Category.LEFT: own.filter(status=Status.LEFT, left_on__lte=ends[Category.LEFT]),
            Category.COMPLETED: _completed(own, ends[Category.COMPLETED]),
        },
        applications=Application.objects.filter(
            organization=organization,
            state=Application.State.DECLINED,
            person=None,
            decided_at__lt=_night_after(ends[Category.APPLICATIONS], organization),
        ).exclude(answers={}),
        closed=_closed(organization, ends[Category.CLOSED]),
    )


def _night_after(day: date, organization: Organization) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), organization.zone)


def _completed(people: QuerySet[Person], end: date) -> QuerySet[Person]:
    """Nothing of theirs goes on or ended after the day; mentors of the long-term base are kept for the next year."""
    rows = Participation.objects.filter(person=OuterRef("pk"))
    going_on = rows.filter(Q(state__in=[State.WAITING, State.PAIRED]) | Q(finished_on=None) | Q(finished_on__gt=end))
    long_term = MentorCard.objects.filter(person=OuterRef("pk"), is_long_term=True)
    return people.filter(Exists(rows), ~Exists(going_on), ~Exists(long_term), status=Status.ACTIVE)


def _closed(organization: Organization, end: date) -> QuerySet[ClosedNote]:
    gone = Q(person__status=Status.LEFT, person__left_on__lte=end)
    stopped = Q(person__status=Status.BLOCKED, person__blocked_at__lt=_night_after(end, organization))
    return ClosedNote.objects.filter(gone | stopped, organization=organization)
