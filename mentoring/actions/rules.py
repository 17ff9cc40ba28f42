"""How an organization wants its bases kept."""

from typing import Any

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from mentoring.models import BaseRules


@transaction.atomic
def settle_base_rules(values: dict[str, Any], *, by: Viewer) -> BaseRules:
    """`values` by field names, of the viewer's own organization; an empty one is inherited from above."""
    rules, _made = BaseRules.objects.update_or_create(organization=by.organization, defaults=values)
    record(by, "base_rules.settled", rules, fields=sorted(values))
    return rules
