"""Who works where, sorted as Russian names are; which days have no lessons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import CharField, Exists, Func, OuterRef, QuerySet

from accounts.roles import OFFICIAL_ROLES, SCHOOL_STAFF, Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from core.years import school_year_of
from schools.access import organizations_below
from schools.models import (
    Invitation,
    Membership,
    Organization,
    OrganizationQuerySet,
    SchoolBreak,
    SchoolYear,
    Substitution,
)
from schools.role_words import ROLE_WORDS


class RussianKey(Func):
    """The one order of Russian words on every PostgreSQL: lower case, «ё» as «е»."""

    function = "russian_key"
    output_field = CharField()


def people_of(viewer: Viewer) -> QuerySet[Membership]:
    """People of the viewer's organization with their account and `second_factor`, by name."""
    factors = Authenticator.objects.filter(user_id=OuterRef("account_id")).exclude(type="recovery_codes")
    rows = Membership.objects.visible_to(viewer).active().filter(organization=viewer.organization)
    return by_name(rows.select_related("account").annotate(second_factor=Exists(factors)))


def by_name(rows: Any) -> Any:
    return rows.order_by(RussianKey("last_name"), RussianKey("first_name"), "pk")


def names_of(viewer: Viewer, organization_id: int, accounts: Iterable[int | None]) -> dict[int, str]:
    """Account id → «Примерова С. А.» in the organization, also of those who have left."""
    ids = {pk for pk in accounts if pk}
    rows = Membership.objects.visible_to(viewer).filter(organization_id=organization_id, account_id__in=ids)
    return {row.account_id: row.short_name for row in rows} if ids else {}


def staff_of(viewer: Viewer, organization: Organization) -> QuerySet[Membership]:
    """Adults who answer for the programme there: what the level above may read by name."""
    rows = Membership.objects.visible_to(viewer).active().filter(organization=organization)
    return by_name(rows.filter(roles__overlap=sorted(SCHOOL_STAFF | OFFICIAL_ROLES)).select_related("account"))


def children_of(viewer: Viewer) -> OrganizationQuerySet:
    """Organizations directly below the viewer's own that an official there may rearrange, by name."""
    rows = organizations_below(viewer).filter(parent=viewer.organization)
    return rows.order_by(RussianKey("short_name"), "pk")


def movable_schools(viewer: Viewer) -> QuerySet[Organization]:
    """Schools of the viewer's region; nobody but a region moves them."""
    schools = organizations_below(viewer).filter(level=Organization.Level.SCHOOL)
    return schools.filter(region_id=viewer.organization.pk)


def open_invitations(viewer: Viewer, organization: Organization, now: datetime) -> QuerySet[Invitation]:
    """Of the own organization all; of one below only those sent from here: a school may be inviting pupils."""
    rows = Invitation.objects.visible_to(viewer).open(now).filter(organization=organization)
    if organization.pk != viewer.organization.pk:
        rows = rows.filter(inviter__organization=viewer.organization)
    return rows.order_by("-created_at", "pk")


def former_invitation(viewer: Viewer, organization: Organization, number: str) -> Invitation | None:
    """An invitation to be sent anew, by its id as it came in an address."""
    rows = Invitation.objects.visible_to(viewer).filter(organization=organization)
    if organization.pk != viewer.organization.pk:
        rows = rows.filter(inviter__organization=viewer.organization)
    return rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None


def current_substitutions(viewer: Viewer, today: date) -> QuerySet[Substitution]:
    """Those of today and those to come, the nearest first."""
    rows = Substitution.objects.visible_to(viewer).filter(organization=viewer.organization, ends_on__gte=today)
    return rows.select_related("absent", "deputy").order_by("starts_on", "pk")


def role_words(roles: Iterable[str]) -> list[tuple[str, str]]:
    """Name of each role and what it may do, in plain words, in the order of the list of roles."""
    held = set(roles)
    return [(role.label, ROLE_WORDS[role]) for role in Role if role in held]


LEVELS: list[str] = [Organization.Level.REGION, Organization.Level.MUNICIPALITY, Organization.Level.SCHOOL]
PERSONA_DOMAIN = "@demo.example"


def personas() -> list[Membership]:
    """Demonstration people, upper levels first. Only for the local run: asked before anybody has signed in."""
    with tenancy.scope(SYSTEM):
        rows = Membership.objects.active().filter(account__email__endswith=PERSONA_DOMAIN)
        rows = rows.select_related("account", "organization")
        return sorted(rows, key=lambda row: (LEVELS.index(row.organization.level), row.organization.pk, row.pk))


def is_year_closed(organization: Organization, year: int) -> bool:
    """Asked by actions at the moment they write: a viewer knows the closed years only as they were at its making."""
    return SchoolYear.objects.filter(organization=organization, year=year, closed_at__isnull=False).exists()


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What is in force for an organization in one school year; `above` are breaks it would have without its own."""

    own: SchoolYear | None
    starts_on: date | None = None
    ends_on: date | None = None
    terms: str = ""
    breaks: tuple[SchoolBreak, ...] = ()
    above: tuple[SchoolBreak, ...] = ()


def year_plan(organization: Organization, year: int) -> YearPlan:
    """Field by field: own, else of the municipality, else of the region; breaks as a whole. Two queries."""
    chain = _chain(organization)
    found = SchoolYear.objects.filter(organization_id__in=chain, year=year).prefetch_related("breaks")
    by_place = {row.organization_id: row for row in found}
    rows = [by_place[pk] for pk in chain if pk in by_place]
    sets = [(row, tuple(sorted(row.breaks.all(), key=lambda part: part.starts_on))) for row in rows]
    return YearPlan(
        own=by_place.get(organization.pk),
        starts_on=next((row.starts_on for row in rows if row.starts_on), None),
        ends_on=next((row.ends_on for row in rows if row.ends_on), None),
        terms=next((row.terms for row in rows if row.terms), ""),
        breaks=next((parts for _row, parts in sets if parts), ()),
        above=next((parts for row, parts in sets if parts and row.organization_id != organization.pk), ()),
    )


def breaks_between(organization: Organization, first: date, last: date) -> list[SchoolBreak]:
    """Breaks in force that touch the days from `first` to `last`, by their beginning. One query.

    For every school year those of the nearest place that has set any: own, municipality, region.
    """
    chain = _chain(organization)
    years = range(school_year_of(first), school_year_of(last) + 1)
    rows = SchoolBreak.objects.filter(organization_id__in=chain, school_year__year__in=years)
    by_year: dict[int, list[SchoolBreak]] = {}
    for row in rows.select_related("school_year").order_by("starts_on", "pk"):
        by_year.setdefault(row.school_year.year, []).append(row)
    nearest = {year: min((row.organization_id for row in found), key=chain.index) for year, found in by_year.items()}
    return [
        row
        for year, found in sorted(by_year.items())
        for row in found
        if row.organization_id == nearest[year] and row.starts_on <= last and row.ends_on >= first
    ]


def _chain(organization: Organization) -> list[int]:
    """Ids from the organization upwards."""
    ids = (organization.pk, organization.municipality_id, organization.region_id)
    return list(dict.fromkeys(pk for pk in ids if pk))
