"""Makers of indicators: definitions, targets, plans, facts, locks."""

from typing import Any

from django.utils import timezone

from reports.models import Indicator, IndicatorFact, IndicatorPlan, IndicatorTarget, PeriodLock, PublishedFact
from schools.models import Organization


def make_indicator(organization: Organization, **fields: Any) -> Indicator:
    """A share that schools enter every quarter."""
    defaults = {"name": "Доля обученных наставников", "numerator": "обучены", "denominator": "всего", "level": "school"}
    return Indicator.objects.create(organization=organization, **defaults | fields)


def make_target(indicator: Indicator, value: int, **fields: Any) -> IndicatorTarget:
    defaults = {"organization": indicator.organization, "school_year": 2026, "level": "school"}
    return IndicatorTarget.objects.create(indicator=indicator, value=value, **defaults | fields)


def make_plan(indicator: Indicator, organization: Organization, value: int, **fields: Any) -> IndicatorPlan:
    defaults = {"owner_id": indicator.organization_id, "school_year": 2026, "period": 1, "changed_at": timezone.now()}
    return IndicatorPlan.objects.create(
        indicator=indicator, organization=organization, value=value, **defaults | fields
    )


def make_fact(
    indicator: Indicator, organization: Organization, numerator: int, denominator: int | None, **fields: Any
) -> IndicatorFact:
    """As the school typed it, without what is published of it."""
    numbers = {"numerator": numerator, "denominator": denominator}
    defaults = {"owner_id": indicator.organization_id, "school_year": 2026, "period": 1, "changed_at": timezone.now()}
    return IndicatorFact.objects.create(indicator=indicator, organization=organization, **numbers | defaults | fields)


def make_published(
    indicator: Indicator, organization: Organization, numerator: int, denominator: int | None, **fields: Any
) -> PublishedFact:
    numbers = {"numerator": numerator, "denominator": denominator}
    defaults = {"owner_id": indicator.organization_id, "school_year": 2026, "period": 1, "changed_at": timezone.now()}
    return PublishedFact.objects.create(indicator=indicator, organization=organization, **numbers | defaults | fields)


def make_lock(organization: Organization, period: int = 1, school_year: int = 2026) -> PeriodLock:
    return PeriodLock.objects.create(
        organization=organization, school_year=school_year, period=period, locked_at=timezone.now()
    )


def make_measured(organization: Organization, **fields: Any) -> Indicator:
    """An own indicator with a row of every table around it."""
    indicator = make_indicator(organization, **fields)
    make_target(indicator, 70)
    make_plan(indicator, organization, 60)
    make_fact(indicator, organization, 3, 40)
    make_published(indicator, organization, 0, 40, numerator_hidden=True)
    make_lock(organization, school_year=2020)
    return indicator
