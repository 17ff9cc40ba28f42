"""What is in force for the bases of an organization: own values, else of the bodies above, else of the program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.models import TenantModel
from mentoring.ages import NO_LIMITS, Ages
from mentoring.clearance import USUAL_CLEARANCE, Clearance
from mentoring.models import BaseRules, Person
from schools.models import Organization

Lineage = tuple[int, int | None, int | None]  # ids of an organization, its municipality and its region
CLEARANCE = "clearance_"
CLEARANCE_FIELDS = ("clearance_days", "clearance_kinds", "clearance_papers", "clearance_gates")
AGES = ("mentee_from", "mentee_to", "mentor_from")
LISTS = ("topics", "pupil_categories", "teacher_categories")
NUMBERS = ("waits_soon", "waits_long", "application_days", "link_days", "survey_days")
SATISFIED = "satisfied_from"


@dataclass(frozen=True, slots=True)
class Rules:
    """Calendar days. A row of a list gets ▲ from `waits_soon` and ■ from `waits_long` days of waiting.

    Who gives `satisfied_from` of 10 or more is satisfied: local practice, no act names a threshold. It is the school's
    own and never inherited: whoever could move it from above would tell single answers from what the figures become.
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
    clearance: Clearance = USUAL_CLEARANCE

    def categories_of(self, kind: str) -> tuple[str, ...]:
        """What is offered beside the categories of the program."""
        return self.teacher_categories if kind == Person.Kind.TEACHER else self.pupil_categories


def rules_of(organization: Organization) -> Rules:
    """One query."""
    lineage = (organization.pk, organization.municipality_id, organization.region_id)
    return rules_by([lineage])[organization.pk]


def clearance_of(row: TenantModel) -> Clearance:
    """Of the organization the row belongs to. One query."""
    return rules_by([lineage_of(row)])[row.organization_id].clearance


def lineage_of(row: TenantModel) -> Lineage:
    return row.organization_id, row.municipality_id, row.region_id


def rules_by(lineages: Iterable[Lineage]) -> dict[int, Rules]:
    """Organization → field by field: own, of the municipality, of the region; lists of all of them, own first.

    One query however many organizations.
    """
    chains = {lineage[0]: list(dict.fromkeys(pk for pk in lineage if pk)) for lineage in lineages}
    wanted = {pk for chain in chains.values() for pk in chain}
    found = {row.organization_id: row for row in BaseRules.objects.filter(organization_id__in=wanted)}
    return {
        own: _rules([found[pk] for pk in chain if pk in found], [found[own]] if own in found else [])
        for own, chain in chains.items()
    }


def _rules(rows: Sequence[BaseRules], own: Sequence[BaseRules]) -> Rules:
    kept = _nearest(rows, {name: name for name in (*NUMBERS, "course")}) | _nearest(own, {SATISFIED: SATISFIED})
    lists: dict[str, Any] = {
        name: tuple(dict.fromkeys(word for row in rows for word in getattr(row, name))) for name in LISTS
    }
    ages = Ages(**_nearest(rows, {name: name for name in AGES})).in_order()
    clearance = Clearance(**_nearest(rows, {name.removeprefix(CLEARANCE): name for name in CLEARANCE_FIELDS}))
    rules = Rules(**kept, **lists, ages=ages, clearance=clearance)
    if rules.waits_soon < rules.waits_long:
        return rules
    return replace(rules, waits_long=rules.waits_soon + 1)  # two levels may contradict each other


def _nearest(rows: Sequence[BaseRules], names: Mapping[str, str]) -> dict[str, Any]:
    """Attribute → value of the nearest row that has one in the column; what nobody has set is left out."""
    found = {}
    for attribute, column in names.items():
        values = (getattr(row, column) for row in rows)
        if (value := next((value for value in values if value not in (None, "", [])), None)) is not None:
            found[attribute] = tuple(value) if isinstance(value, list) else value
    return found
