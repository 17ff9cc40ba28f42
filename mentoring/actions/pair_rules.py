"""What an organization decides about its pairs."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from mentoring.models import PairRules


class StaleRules(DomainError):
    """Somebody changed the rules first. `now` is the row as it is."""

    message = "Пока вы смотрели, правила изменил другой человек. Проверьте, как стало, и повторите."

    def __init__(self, now: PairRules) -> None:
        self.now = now
        super().__init__()


@transaction.atomic
def edit_rules(values: dict[str, Any], *, seen: int, by: Viewer, now: datetime) -> PairRules:
    """`seen` is the version that was shown, 1 where nothing was decided yet. Raises StaleRules."""
    made, is_new = PairRules.objects.get_or_create(organization=by.organization, defaults=values)
    if is_new:
        record(by, "pair_rules.edited", made, at=now, fields=sorted(values))
        return made
    row = PairRules.objects.visible_to(by).select_for_update(of=("self",)).get(pk=made.pk)
    if row.version != seen:
        raise StaleRules(row)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, values[name])
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        record(by, "pair_rules.edited", row, at=now, fields=sorted(changed))
    return row
