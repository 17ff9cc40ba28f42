"""Indicators of the example: the quality set of the municipality, its table on young teachers, plans and some facts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from core import tenancy
from core.viewer import Viewer
from core.years import school_year_of
from reports.actions.indicator_cells import Place
from reports.actions.indicator_facts import set_fact
from reports.actions.indicator_plans import SamePlan, set_same_plan
from reports.actions.indicators import adopt_set
from reports.indicators.periods import QUARTERS, quarter_of
from reports.indicators.sets import BY_KEY
from reports.models import Indicator
from reports.queries.indicators import children_of
from schools.models import Organization

PLANNED = {"quality-maps": 100, "quality-stages": 60, "quality-meetings": 3, "teachers-1": 25, "teachers-5": 80}
REPORTED = {"teachers-1": (14, 52), "teachers-4": (6, 8), "teachers-5": (5, 8), "teachers-6": (2, 14)}
YES_AT_TOWN = "teachers-7"


def load(viewers: Mapping[str, Viewer], now: datetime) -> None:
    """`viewers`: «login@code of the organization» → who acts."""
    schools = [viewers[key] for key in ("coordinator@demo-school-1", "coordinator2@demo-school-2")]
    measure(now, viewers["region@demo-region"], viewers["town@demo-town"], schools)


def measure(now: datetime, region: Viewer, town: Viewer, schools: Iterable[Viewer]) -> None:
    """The region aims at the six federal shares; the town plans its own for the schools below, two of which report."""
    with tenancy.scope(region.scope):
        adopt_set(BY_KEY["federal"], by=region)
    with tenancy.scope(town.scope):
        made = [*adopt_set(BY_KEY["quality"], by=town), *adopt_set(BY_KEY["teachers"], by=town)]
        year = school_year_of(town.organization.local_date(now))
        period = quarter_of(town.organization.local_date(now))
        by_code = {each.code: each for each in made}
        below = children_of(town, town.organization)
        for code, value in PLANNED.items():
            plan = SamePlan(by_code[code], year, 0, Decimal(value), only_empty=True)
            set_same_plan(plan, [*below, town.organization], by=town, now=now)
        set_fact(Place(by_code[YES_AT_TOWN], town.organization, year, period), (1, None), by=town, now=now)
    for place, school in enumerate(schools):
        with tenancy.scope(school.scope):
            _report(by_code, school, year, period, place, now)


def _report(by_code: dict[str, Indicator], school: Viewer, year: int, period: int, place: int, now: datetime) -> None:
    """Every quarter up to now, growing; the second school reports less."""
    own: Organization = school.organization
    for code, (part, whole) in list(REPORTED.items())[: len(REPORTED) - place]:
        for quarter in QUARTERS[:period]:
            numbers = (max(part - (period - quarter) - place, 0), whole)
            set_fact(Place(by_code[code], own, year, quarter), numbers, by=school, now=now)
