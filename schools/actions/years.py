"""The school year of an organization: teaching days and breaks."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.roles import Permission
from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from core.years import school_year_of
from schools.models import Organization, SchoolBreak, SchoolYear

Break = tuple[str, date, date]  # name, first day, last day
FIELDS = ("starts_on", "ends_on", "terms")


class NotYourYear(DomainError):
    message = "Учебный год и каникулы меняет только сама организация."


class YearNotBegun(DomainError):
    message = "Этот учебный год ещё не начался."


class YearChanged(DomainError):
    message = "Пока вы смотрели, учебный год уже закрыли или открыли. Обновите страницу."


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
    _refuse_others(organization, by)
    defaults = {name: values[name] for name in FIELDS}
    row, _created = SchoolYear.objects.update_or_create(organization=organization, year=year, defaults=defaults)
    row.breaks.all().delete()
    SchoolBreak.objects.bulk_create(
        SchoolBreak(organization=organization, school_year=row, name=name, starts_on=first, ends_on=last)
        for name, first, last in breaks
    )
    record(by, "school_year.set", row, organization=organization, at=now, year=year, breaks=len(breaks))


@transaction.atomic
def mark_year_closed(organization: Organization, year: int, *, by: Viewer, now: datetime, **details: Any) -> None:
    """The year alone: its maps are closed by `roadmaps.actions.close_year`. `details` go into the event. Locks the row.

    Raises NotYourYear, YearNotBegun, YearChanged.
    """
    _refuse_others(organization, by)
    if year > school_year_of(organization.local_date(now)):
        raise YearNotBegun
    SchoolYear.objects.get_or_create(organization=organization, year=year)
    row = SchoolYear.objects.select_for_update().get(organization=organization, year=year)
    if row.closed_at is not None:
        raise YearChanged
    row.closed_at, row.closed_by = now, by.user
    row.save(update_fields=["closed_at", "closed_by"])
    record(by, "school_year.closed", row, organization=organization, at=now, year=year, **details)


@transaction.atomic
def mark_year_open(
    organization: Organization, year: int, *, reason: str, by: Viewer, now: datetime, **details: Any
) -> None:
    """Raises NotYourYear, YearChanged. Locks the row."""
    _refuse_others(organization, by)
    row = SchoolYear.objects.select_for_update().filter(organization=organization, year=year).first()
    if row is None or row.closed_at is None:
        raise YearChanged
    row.closed_at = row.closed_by = None
    row.save(update_fields=["closed_at", "closed_by"])
    record(by, "school_year.reopened", row, organization=organization, at=now, year=year, reason=reason, **details)


def _refuse_others(organization: Organization, by: Viewer) -> None:
    own = by.organization is not None and by.organization.pk == organization.pk
    if not (own and by.can(Permission.SETTINGS_EDIT)):
        raise NotYourYear
