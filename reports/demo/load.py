"""What the example shows upward: loaded after everything the figures are counted from (settings.DEMO_PARTS)."""

from collections.abc import Mapping
from datetime import datetime

from core import tenancy
from core.viewer import Viewer
from core.years import school_year_of
from reports.actions.comments import comment_light
from reports.actions.counting import count_regions

LATE = "Карантин во втором корпусе, мероприятия перенесены на неделю."


def load(viewers: Mapping[str, Viewer], now: datetime) -> None:
    """`viewers`: «login@code of the organization» → who acts."""
    by = viewers["coordinator@demo-school-1"]
    with tenancy.scope(by.scope):
        year = school_year_of(by.organization.local_date(now))
        comment_light(LATE, school_year=year, by=by, now=now)
    count_regions(now)
