"""The school year of an organization: teaching days and breaks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from schools.models import Organization, SchoolBreak, SchoolYear

Break = tuple[str, date, date]  # name, first day, last day
FIELDS = ("starts_on", "ends_on", "terms")


class NotYourYear(DomainError):
    message = "Учебный год и каникулы меняет только сама организация."


@transaction.atomic
def set_school_year(
    organization: Organization,
    year: int,
    values: dict[str, Any],
    breaks: Sequence[Break],
    *,
    by: Viewer,
    now: datetime,
) -> None:
    """`values` holds FIELDS; an empty one, and an empty list of breaks, is inherited. Raises NotYourYear."""
    own = by.organization is not None and by.organization.pk == organization.pk
    if not (own and by.can(Permission.SETTINGS_EDIT)):
        raise NotYourYear
    defaults = {name: values[name] for name in FIELDS}
    row, _created = SchoolYear.objects.update_or_create(organization=organization, year=year, defaults=defaults)
    row.breaks.all().delete()
    SchoolBreak.objects.bulk_create(
        SchoolBreak(organization=organization, school_year=row, name=name, starts_on=first, ends_on=last)
        for name, first, last in breaks
    )
    record(by, "school_year.set", row, organization=organization, at=now, year=year, breaks=len(breaks))
