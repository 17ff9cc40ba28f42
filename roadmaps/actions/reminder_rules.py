"""The own rules of reminders of an organization."""

from typing import Any

from django.db import transaction

from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.models import ReminderRules
from roadmaps.queries.reminder_plans import FIELDS, rules_of
from schools.models import Organization

OWN = (*FIELDS, "quiet_from", "quiet_to")


class NotYourRules(DomainError):
    message = "Правила напоминаний меняет только сама организация."


@transaction.atomic
def set_reminder_rules(organization: Organization, values: dict[str, Any], *, by: Viewer) -> None:
    """`values` holds names of OWN; None inherits from above. Raises NotYourRules."""
    own = by.organization is not None and by.organization.pk == organization.pk
    if not (own and by.can(Permission.SETTINGS_EDIT)):
        raise NotYourRules
    stored = rules_of(organization)
    changed = [name for name in OWN if getattr(stored, name) != values[name]]
    if not changed:
        return
    defaults = {name: values[name] for name in changed}
    row, _created = ReminderRules.objects.update_or_create(organization=organization, defaults=defaults)
    record(by, "reminders.set", row, organization=organization, fields=changed)
