"""A pair whose mentor and mentee sign in: what they have marked, what is planned, what they have asked."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import uuid4

from core import tenancy
from core.viewer import Viewer
from mentoring.actions.concerns import report_concern
from mentoring.actions.meetings import Mark, log_meeting
from mentoring.actions.planned_meetings import plan_meeting
from mentoring.models import Pair, Person
from schools.access import viewer_as
from schools.models import Membership

AFTER_LESSONS = time(15)

# (kind, days ago, way, minutes, topics, mood, note)
MEETINGS = (
    ("acquaintance", 27, "live", 30, ["правила", "ожидания"], "good", "Договорились встречаться по средам"),
    ("trial", 13, "live", 45, ["дроби"], "usual", "Решили первый вариант, осталось сложение"),
)
TROUBLE = "По средам у наставляемого появилась секция, встречи срываются. Нужен другой день."


def let_in(people: Mapping[str, Membership], by: Viewer) -> None:
    """The two cards get the ways in of the people who sign in under their names."""
    for key, name in (("mentor@demo-school-1", "Опытнова"), ("mentee@demo-school-1", "Азбукина")):
        rows = Person.objects.visible_to(by).filter(organization=by.organization, last_name=name)
        rows.update(account=people[key].account_id)


def live_in_a_pair(mentor: Membership, now: datetime) -> None:
    """By the mentor's own hand; the cards are linked before, else nothing is the mentor's."""
    today = mentor.organization.local_date(now)
    by = viewer_as(mentor, today=today)
    with tenancy.scope(by.scope):
        pair = Pair.objects.visible_to(by).working().order_by("pk")[0]
        for kind, days, way, minutes, topics, mood, note in MEETINGS:
            then = now - timedelta(days=days)
            mark = Mark(uuid4(), kind, today - timedelta(days=days), way, minutes, topics, mood, note)
            log_meeting(pair, mark, by=by, now=then)
        soon = datetime.combine(today + timedelta(days=3), AFTER_LESSONS, mentor.organization.zone)
        plan_meeting(pair, kind="planning", way="live", starts_at=soon, minutes=45, by=by, now=now)
        report_concern(pair, TROUBLE, by=by, now=now - timedelta(days=1))
