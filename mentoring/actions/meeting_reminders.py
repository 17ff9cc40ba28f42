"""«Встреча с Иваном П. — отметить?»: of planned meetings whose hour is over."""

from datetime import datetime, timedelta

from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from mentoring.models import Meeting, Pair
from notifications.actions import News, notify_each
from notifications.models import Kind
from schools.models import Membership

MISSED_FOR = timedelta(days=3)  # how far back is still reminded of when no task ran
DAYTIME = range(8, 20)  # hours of the organization in which people are written to
TITLE = "Встреча прошла — отметить?"


def remind_of_meetings(now: datetime) -> int:
    """One letter and one line of the inbox for each meeting; the day it is planned for is part of the occasion."""
    with tenancy.tx(SYSTEM):
        over = Meeting.objects.filter(
            status=Meeting.Status.PLANNED,
            during__endswith__lte=now,
            during__endswith__gt=now - MISSED_FOR,
            pair__status__in=set(Pair.OPEN) - {Pair.Status.PAUSED},
            mentor__account__isnull=False,
        )
        rows = over.select_related("mentor", "organization").order_by("pk")
        return sum(_remind(row, now) for row in rows if now.astimezone(row.organization.zone).hour in DAYTIME)


def _remind(meeting: Meeting, now: datetime) -> int:
    people = Membership.objects.active().filter(
        organization=meeting.organization_id, account_id=meeting.mentor.account_id
    )
    address = reverse("meeting_mark", args=[meeting.pk])
    news = [News(person, TITLE, address, {"meeting": meeting.pk}) for person in people.select_related("account")]
    return notify_each(news, kind=Kind.MEETING, key=f"{meeting.pk}:{meeting.held_on}", now=now)
