"""Orders of several kinds: two that began the year, two drafts of today."""

from datetime import date, datetime, time, timedelta
from typing import Any

from core.viewer import Viewer
from core.years import school_year_of
from orders.actions import draft_order, register_order
from orders.kinds import kind_of
from schools.models import Membership


def begin_year(people: dict[str, Membership], now: datetime, by: Viewer) -> None:
    """Before the orders of later days: numbers of a journal follow dates."""
    first = date(school_year_of(by.organization.local_date(now)), 9, 1)
    coordinator, curator = people["coordinator@demo-school-1"].pk, people["curator@demo-school-1"].pk
    _registered("introduction", {"starts": first, "coordinator": coordinator}, first, by)
    named = {"coordinator": coordinator, "curators": [curator], "due": first + timedelta(days=14)}
    _registered("appointments", named, first, by)


def draft_orders(people: dict[str, Membership], now: datetime, by: Viewer) -> None:
    today, curator = by.organization.local_date(now), people["curator@demo-school-1"].pk
    draft_order(kind_of("mentors"), {"starts": today}, by=by, today=today)
    checked = {"stage": "первого этапа (оценка качества программы)", "responsible": curator}
    dates = {"starts": today, "ends": today + timedelta(days=14)}
    draft_order(kind_of("monitoring"), checked | dates, by=by, today=today)


def _registered(key: str, params: dict[str, Any], on: date, by: Viewer) -> None:
    order = draft_order(kind_of(key), params, by=by, today=on)
    then = datetime.combine(on, time(11), by.organization.zone)
    register_order(order, number="", on=on, by=by, now=then)
