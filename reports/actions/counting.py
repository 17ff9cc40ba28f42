"""Figures of a moment, counted for a whole region by a fixed number of statements (ADR 12)."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.locks import try_lock
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER, Viewer
from core.years import school_year_of
from reports.figures.catalogue import COUNTED
from reports.figures.counting import Published, of_municipality, of_region, of_school
from reports.models import Figures
from reports.queries.figures import row_of
from reports.queries.sources import counted_all, schools, under
from roadmaps.queries.lights import NO_MAP, Light, Reason, lights_of
from schools.models import Organization

Level = Organization.Level
KEPT = ["counted_at", "light", "reasons", "changed_on", "values", "hidden"]
SILENT = Reason("Есть пары без встреч дольше порога")
BATCH = 2000


class AlreadyCounting(DomainError):
    message = "Показатели сейчас уже считаются. Обновите страницу через минуту."


@dataclass
class Counted:
    """A school with its numbers; exact, so nothing of it leaves this module unpublished."""

    organization: Organization
    light: Light
    numbers: dict[str, int] = field(default_factory=dict)


def count_regions(now: datetime) -> int:
    """Every region, a transaction each; one that is being counted is left. Returns the number of organizations."""
    with tenancy.tx(SYSTEM):
        regions = list(Organization.objects.active().filter(level=Level.REGION))
    counted = 0
    for region in regions:
        with suppress(AlreadyCounting):
            counted += count_figures(region, now=now)
    return counted


def count_figures(node: Organization, *, now: datetime, school_year: int | None = None) -> int:
    """Counts the schools of a region or of a municipality anew, with the sums above them; returns how many rows.

    In the system scope: the row of an official's page holds published cells only, and officials read no others. One
    at a time in a region (advisory lock), so that the region's sum is that of its rows. Raises AlreadyCounting.
    """
    if node.level == Level.SCHOOL:
        raise ValueError("a school is counted with its municipality")
    today = node.local_date(now)
    year = school_year if school_year is not None else school_year_of(today)
    with tenancy.tx(SYSTEM):
        if not try_lock("figures", node.region_id):
            raise AlreadyCounting
        node = _widened(node, year, today)
        counted = _count(node, year, today)
        rows = [_school_row(each) for each in counted] + list(_municipality_rows(node, counted))
        _keep(rows, year, today, now)
        _keep([_region_row(node, year, today)], year, today, now)
    return len(rows) + 1


def refresh(node: Organization, *, by: Viewer, now: datetime) -> None:
    """«Обновить»: an official asks for the figures of a municipality below, or of the own region, at once.

    Raises AlreadyCounting.
    """
    number = count_figures(node, now=now)
    record(by, "figures.refreshed", node, organization=by.organization, at=now, organizations=number)


def _widened(node: Organization, year: int, today: date) -> Organization:
    """The first count of a month is of the whole region: its rows are of one month."""
    if Figures.objects.filter(organization_id=node.region_id, school_year=year, month=today.replace(day=1)).exists():
        return node
    return Organization.objects.get(pk=node.region_id)


def _count(node: Organization, year: int, today: date) -> list[Counted]:
    numbers = counted_all(COUNTED, SYSTEM_VIEWER, year, today, node)
    lights = lights_of(SYSTEM_VIEWER, year, today, under(node))
    found = []
    for school in schools(SYSTEM_VIEWER, year, today).filter(pk__in=numbers["schools"]):
        own = {key: numbers[key].get(school.pk, 0) for key in COUNTED}
        found.append(Counted(school, _light(lights.get(school.pk, NO_MAP), own["silent"]), own))
    return found


def _light(light: Light, silent: int) -> Light:
    """A pair that does not meet makes a green school yellow; how many there are is not said above a school."""
    if not silent or light.code not in ("on_track", "risk"):
        return light
    told = light.reasons if light.code == "risk" else ()
    return Light("risk", (*told, SILENT), light.changed_on)


def _school_row(school: Counted) -> Figures:
    row = _row(school.organization, of_school(school.numbers))
    row.light, row.changed_on = school.light.code, school.light.changed_on
    row.reasons = [[reason.text, reason.query] for reason in school.light.reasons]
    return row


def _municipality_rows(node: Organization, counted: Iterable[Counted]) -> Iterable[Figures]:
    by_parent: dict[int, list[Counted]] = {}
    for school in counted:
        by_parent.setdefault(school.organization.municipality_id or 0, []).append(school)
    chosen = Organization.objects.active().filter(level=Level.MUNICIPALITY, region_id=node.region_id)
    for place in chosen.filter(pk=node.pk) if node.level == Level.MUNICIPALITY else chosen:
        own = by_parent.get(place.pk, [])
        yield _row(place, of_municipality([one.numbers for one in own], [one.light.code for one in own]))


def _region_row(node: Organization, year: int, today: date) -> Figures:
    """From the rows of its municipalities, those counted at other moments of the month included."""
    region = Organization.objects.get(pk=node.region_id)
    active = Organization.objects.active().filter(level=Level.MUNICIPALITY, region_id=region.pk)
    rows = Figures.objects.of_year(year).filter(organization__in=active, month=today.replace(day=1))
    return _row(region, of_region(row_of(row.organization, row).cells for row in rows.select_related("organization")))


def _row(organization: Organization, published: Published) -> Figures:
    return Figures(organization=organization, values=published.values, hidden=published.hidden)


def _keep(rows: list[Figures], year: int, today: date, now: datetime) -> None:
    for row in rows:
        row.school_year, row.month, row.counted_at = year, today.replace(day=1), now
    unique = ["organization", "school_year", "month"]
    Figures.objects.bulk_create(rows, batch_size=BATCH, update_conflicts=True, unique_fields=unique, update_fields=KEPT)
