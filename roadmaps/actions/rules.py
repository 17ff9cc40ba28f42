"""How an organization wants roadmaps endorsed and proved."""

from typing import Any

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from roadmaps.models import RoadmapRules
from schools.models import Organization


@transaction.atomic
def settle_rules(organization: Organization, values: dict[str, Any], *, by: Viewer) -> RoadmapRules:
    """`values` by field names; a field left out stays as it is. The viewer's own organization only."""
    rules, _made = RoadmapRules.objects.update_or_create(organization=organization, defaults=values)
    record(by, "rules.settled", rules, fields=sorted(values))
    return rules
