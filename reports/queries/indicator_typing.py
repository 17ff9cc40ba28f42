"""Fields of the grid by their names, with the cells they stand for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from core.viewer import Viewer
from reports.indicators.sets.model import levels_up_to
from reports.models import Indicator
from reports.queries.indicator_rows import load_rows
from reports.queries.indicators import IndicatorValue, value_of
from schools.access import organizations_below
from schools.models import Organization

FIELD = re.compile(r"(\d{1,18})-(\d{1,18})-([0-4])-(\d{1,9})")


class FieldName(NamedTuple):
    """`indicator-organization-period-version`; the version is what the person saw."""

    indicator: int
    organization: int
    period: int
    seen: int


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed over a cell."""

    value: IndicatorValue
    seen: int
    text: str


def read_field(name: str) -> FieldName | None:
    found = FIELD.fullmatch(name)
    return FieldName(*map(int, found.groups())) if found else None


def typed_cells(viewer: Viewer, year: int, data: Mapping[str, str], today: date) -> list[Typed]:
    """Of the fields of a form those that name cells the viewer can see; others are passed over."""
    fields = {field: text for name, text in data.items() if (field := read_field(name))}
    indicators = _indicators(viewer, {field.indicator for field in fields})
    organizations = _organizations(viewer, {field.organization for field in fields})
    found: list[Typed] = []
    for _level, group in groupby(sorted(organizations.values(), key=_level_of), key=_level_of):
        found += _of_level(viewer, year, list(group), indicators, fields, today)
    return found


def _of_level(
    viewer: Viewer,
    year: int,
    organizations: list[Organization],
    indicators: Mapping[int, Indicator],
    fields: Mapping[FieldName, str],
    today: date,
) -> list[Typed]:
    rows = load_rows(viewer, year, organizations, list(indicators.values()), today)
    here = {each.pk: each for each in organizations}
    found = []
    for field, text in fields.items():
        indicator, organization = indicators.get(field.indicator), here.get(field.organization)
        if indicator and organization and applies(indicator, organization):
            value = value_of(rows, indicator, organization, year, field.period, today)
            found.append(Typed(value, field.seen, text))
    return found


def applies(indicator: Indicator, organization: Organization) -> bool:
    """Defined by the organization or by a body above it, and reported at its level or below."""
    owners = (organization.pk, organization.municipality_id, organization.region_id)
    return indicator.organization_id in owners and indicator.level in levels_up_to(organization.level)


def _indicators(viewer: Viewer, pks: Iterable[int]) -> dict[int, Indicator]:
    rows = Indicator.objects.visible_to(viewer).active().filter(pk__in=pks).select_related("organization")
    return {row.pk: row for row in rows}


def _organizations(viewer: Viewer, pks: Iterable[int]) -> dict[int, Organization]:
    return {row.pk: row for row in organizations_below(viewer).filter(pk__in=pks)}


def _level_of(organization: Organization) -> str:
    return str(organization.level)
