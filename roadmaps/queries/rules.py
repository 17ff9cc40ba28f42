"""How roadmaps are endorsed here: own rules, and what is left open by them, from above."""

from dataclasses import dataclass

from roadmaps.models import RoadmapRules
from schools.models import Organization


@dataclass(frozen=True, slots=True)
class Rules:
    """In force for an organization. `endorses`: it decides about the roadmaps of those directly below it."""

    endorses: bool = False
    small_change_days: int = 0
    reviews_evidence: bool = False
    phrases: tuple[str, ...] = ()


def rules_of(organization: Organization) -> Rules:
    """Own values, else those of the municipality, else of the region; phrases of all of them, own first. One query."""
    chain = [pk for pk in (organization.pk, organization.municipality_id, organization.region_id) if pk]
    found = {row.organization_id: row for row in RoadmapRules.objects.filter(organization_id__in=chain)}
    rows = [found[pk] for pk in dict.fromkeys(chain) if pk in found]

    def first(name: str) -> int | None:
        return next((value for row in rows if (value := getattr(row, name)) is not None), None)

    return Rules(
        endorses=bool(first("endorses")),
        small_change_days=first("small_change_days") or 0,
        reviews_evidence=bool(first("reviews_evidence")),
        phrases=tuple(dict.fromkeys(phrase for row in rows for phrase in row.phrases)),
    )


def endorser_of(organization: Organization) -> Organization | None:
    """The body that has to endorse its roadmaps; None where a director's approval is enough. At most two queries."""
    above = organization.parent
    return above if above is not None and rules_of(above).endorses else None
