"""What is in force for the bases of an organization: own values, else of the bodies above, else of the program."""

from dataclasses import dataclass, replace
from typing import Any

from mentoring.models import BaseRules
from schools.models import Organization

NUMBERS = ("waits_soon", "waits_long", "application_days", "link_days", "survey_days", "satisfied_from")


@dataclass(frozen=True, slots=True)
class Rules:
    """Calendar days. A row of a list gets ▲ from `waits_soon` and ■ from `waits_long` days of waiting.

    Who gives `satisfied_from` of 10 or more is satisfied: local practice, no act names a threshold.
    """

    waits_soon: int = 14
    waits_long: int = 30
    application_days: int = 5
    link_days: int = 14
    survey_days: int = 2
    satisfied_from: int = 7
    course: str = "Школа наставников"
    topics: tuple[str, ...] = ()


def rules_of(organization: Organization) -> Rules:
    """Field by field: own, of the municipality, of the region; topics of all of them, own first. One query."""
    chain = [pk for pk in (organization.pk, organization.municipality_id, organization.region_id) if pk]
    found = {row.organization_id: row for row in BaseRules.objects.filter(organization_id__in=chain)}
    rows = [found[pk] for pk in dict.fromkeys(chain) if pk in found]
    values: dict[str, Any] = {}
    for name in (*NUMBERS, "course"):
        value = next((value for row in rows if (value := getattr(row, name))), None)
        if value:
            values[name] = value
    rules = Rules(**values, topics=tuple(dict.fromkeys(topic for row in rows for topic in row.topics)))
    if rules.waits_soon < rules.waits_long:
        return rules
    return replace(rules, waits_long=rules.waits_soon + 1)  # two levels may contradict each other
