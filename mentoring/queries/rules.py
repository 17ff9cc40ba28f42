"""What is in force for the bases of an organization: own values, else of the bodies above, else of the program."""

from dataclasses import dataclass, replace
from typing import Any

from mentoring.ages import NO_LIMITS, Ages
from mentoring.models import BaseRules, Person
from schools.models import Organization

AGES = ("mentee_from", "mentee_to", "mentor_from")
LISTS = ("topics", "pupil_categories", "teacher_categories")
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
    pupil_categories: tuple[str, ...] = ()
    teacher_categories: tuple[str, ...] = ()
    ages: Ages = NO_LIMITS

    def categories_of(self, kind: str) -> tuple[str, ...]:
        """What is offered beside the categories of the program."""
        return self.teacher_categories if kind == Person.Kind.TEACHER else self.pupil_categories


def rules_of(organization: Organization) -> Rules:
    """Field by field: own, of the municipality, of the region; lists of all of them, own first. One query."""
    chain = [pk for pk in (organization.pk, organization.municipality_id, organization.region_id) if pk]
    found = {row.organization_id: row for row in BaseRules.objects.filter(organization_id__in=chain)}
    rows = [found[pk] for pk in dict.fromkeys(chain) if pk in found]
    kept = {name: value for name in (*NUMBERS, "course", *AGES) if (value := _nearest(rows, name))}
    ages = Ages(**{name: kept.pop(name) for name in AGES if name in kept}).in_order()
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys(word for row in rows for word in getattr(row, name))) for name in LISTS
    }
    rules = Rules(**kept, **lists, ages=ages)
    if rules.waits_soon < rules.waits_long:
        return rules
    return replace(rules, waits_long=rules.waits_soon + 1)  # two levels may contradict each other


def _nearest(rows: list[BaseRules], name: str) -> Any:
    return next((value for row in rows if (value := getattr(row, name))), None)
