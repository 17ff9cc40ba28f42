"""The weekly summary of directors and officials: five numbers and one button."""

from datetime import datetime

from django.urls import reverse

from accounts.roles import OFFICIAL_ROLES, Role
from notifications.actions import News, notify_each
from notifications.models import Kind
from roadmaps.models import Occurrence, Roadmap
from roadmaps.queries.weekly import Week, weeks_of
from roadmaps.reminding import Day, ReminderPlan
from schools.models import Membership

READERS = sorted({Role.DIRECTOR, *OFFICIAL_ROLES})


def queue_weeks(region_id: int, days: dict[int, Day], plans: dict[int, ReminderPlan], *, now: datetime) -> int:
    """For the organizations whose day of the summary has come. Runs in the caller's system scope.

    Nothing is written when all five numbers are zero. Returns how many people are told.
    """
    theirs = {pk: day for pk, day in days.items() if day.reaches_weekday(plans[pk].summary_weekday)}
    if not theirs:
        return 0
    people = Membership.objects.active().filter(organization_id__in=list(theirs), account__is_active=True)
    readers = list(people.filter(roles__overlap=READERS).order_by("pk"))
    told = 0
    for today in {day.today for day in theirs.values()}:
        rows = Occurrence.objects.filter(region_id=region_id), Roadmap.objects.filter(region_id=region_id).current()
        weeks = weeks_of(*rows, today)
        items = [
            _news(person, weeks.get(person.organization_id, Week()), today.isoformat())
            for person in readers
            if theirs[person.organization_id].today == today and person.organization_id in weeks
        ]
        told += notify_each(items, kind=Kind.WEEKLY, key=today.isoformat(), now=now)
    return told


def _news(person: Membership, week: Week, day: str) -> News:
    return News(person, week.words(), reverse("home"), {"day": day})
