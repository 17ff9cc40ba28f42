"""The first page of the example shows something of everything, whatever the day."""

from datetime import UTC, datetime

import pytest

from core import tenancy
from core.tenancy import SYSTEM
from orders.demo import load
from roadmaps.models import Activity
from roadmaps.queries.tasks import today_of
from schools.access import viewer_as
from schools.models import Membership


@pytest.mark.parametrize("moment", [datetime(2026, 11, 22, 9, tzinfo=UTC), datetime(2027, 2, 3, 9, tzinfo=UTC)])
def test_each_persona_sees_late_near_and_later_work(db: None, moment: datetime) -> None:
    load(moment)
    today = moment.date()
    with tenancy.tx(SYSTEM):
        people = Membership.objects.filter(organization__code__in=["demo-school-1", "demo-town"])
        viewers = [
            viewer_as(row, today=today) for row in people.exclude(roles__overlap=["mentee", "mentor", "psychologist"])
        ]
        assert Activity.objects.filter(organization__code="demo-school-1", subject="publish_order").exists()
    assert len(viewers) >= 4
    for by in viewers:
        with tenancy.tx(by.scope):
            page = today_of(by, 2026, today)
        numbers = {key: number for key, _, number in page.counters}
        assert min(numbers["overdue"], numbers["today"], numbers["week"], len(page.later)) >= 1
