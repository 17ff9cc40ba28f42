"""How an organization wants its bases kept."""

from typing import Any

from django.db import transaction

from core.audit import record
from core.viewer import Viewer
from mentoring.models import BaseRules


@transaction.atomic
def settle_base_rules(values: dict[str, Any], *, by: Viewer) -> BaseRules:
    """`values` by field names, of the viewer's own organization; an empty one is inherited from above."""
    rules, _made = BaseRules.objects.select_for_update().get_or_create(organization=by.organization)
    changed = [name for name, value in values.items() if getattr(rules, name) != value]
    if changed:
        for name in changed:
            setattr(rules, name, values[name])
        rules.save(update_fields=changed)
        record(by, "base_rules.settled", rules, fields=changed)
    return rules
