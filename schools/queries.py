"""Who works where, sorted as Russian names are."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import CharField, Exists, Func, OuterRef, QuerySet

from accounts.roles import OFFICIAL_ROLES, SCHOOL_STAFF, Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from schools.access import organizations_below
from schools.models import Invitation, Membership, Organization, Substitution
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


def staff_of(viewer: Viewer, organization: Organization) -> QuerySet[Membership]:
    """Adults who answer for the programme there: what the level above may read by name."""
    rows = Membership.objects.visible_to(viewer).active().filter(organization=organization)
    return by_name(rows.filter(roles__overlap=sorted(SCHOOL_STAFF | OFFICIAL_ROLES)).select_related("account"))


def children_of(viewer: Viewer) -> QuerySet[Organization]:
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
