"""Whose rules of reminders are in force: own ones, and field by field what is left open by them, from above."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roadmaps.models import ReminderRules
from roadmaps.reminding import USUAL, ReminderPlan
from schools.models import Organization

FIELDS = ("lead_days", "overdue_days", "on_mondays", "coordinator_after", "above_after", "summary_weekday")


@dataclass(frozen=True, slots=True)
class Inherited:
    """A value that is in force unless the organization sets its own; `level` is empty for the usual one."""

    value: Any
    level: str = ""


def plans_of(organizations: Iterable[Organization]) -> dict[int, ReminderPlan]:
    """Organization → plan. One query however many."""
    wanted = list(organizations)
    rules = _rules(pk for organization in wanted for pk in _chain(organization))
    return {
        organization.pk: _plan([rules[pk] for pk in _chain(organization) if pk in rules]) for organization in wanted
    }


def plan_of(organization: Organization) -> ReminderPlan:
    return plans_of([organization])[organization.pk]


def rules_of(organization: Organization) -> ReminderRules:
    """The organization's own row; a new unsaved one when it has set nothing."""
    return ReminderRules.objects.filter(organization=organization).first() or ReminderRules(organization=organization)


def inherited_by(organization: Organization) -> dict[str, Inherited]:
    """What stands above the organization, per field. One query."""
    above = [pk for pk in _chain(organization) if pk != organization.pk]
    rules = _rules(above)
    found = {}
    for name in FIELDS:
        rows = [rules[pk] for pk in above if pk in rules and getattr(rules[pk], name) is not None]
        found[name] = Inherited(getattr(rows[0], name), _level(rows[0])) if rows else Inherited(getattr(USUAL, name))
    return found


def _chain(organization: Organization) -> list[int]:
    """From the organization upwards."""
    own = (organization.pk, organization.municipality_id, organization.region_id)
    return list(dict.fromkeys(pk for pk in own if pk))


def _rules(ids: Iterable[int]) -> dict[int, ReminderRules]:
    return {row.organization_id: row for row in ReminderRules.objects.filter(organization_id__in=set(ids))}


def _plan(rows: list[ReminderRules]) -> ReminderPlan:
    if not rows:
        return USUAL
    chosen: dict[str, Any] = {}
    for name in FIELDS:
        value = next((value for row in rows if (value := getattr(row, name)) is not None), getattr(USUAL, name))
        chosen[name] = tuple(value) if isinstance(value, list) else value
    quiet = tuple((row.quiet_from, row.quiet_to) for row in rows if row.quiet_from and row.quiet_to)
    return ReminderPlan(**chosen, quiet=quiet)


def _level(row: ReminderRules) -> str:
    """A row of a municipality carries itself as municipality, a region's row none."""
    return Organization.Level.MUNICIPALITY if row.municipality_id else Organization.Level.REGION
