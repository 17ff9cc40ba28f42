"""Who can answer for an activity of an organization."""

from django.db.models import Q, QuerySet

from accounts.roles import MUNICIPAL_ROLES, REGION_ROLES, Role
from core.viewer import Viewer
from roadmaps.parties.people import SCHOOL_ROLES, Directory
from schools.models import Membership, Organization
from schools.queries import RussianKey


def directory_of(organization: Organization, viewer: Viewer) -> Directory:
    """Two queries: its people; the bodies of its municipality and region that are no schools."""
    people = Membership.objects.visible_to(viewer).active().filter(organization=organization)
    bodies = bodies_of(organization)
    names = [(pk, name) for row in bodies.values_list("pk", "full_name", "short_name") for pk, name in _names(row)]
    return Directory.of(
        people.values_list("pk", "last_name", "first_name", "patronymic"), names, roles_at(organization)
    )


def people_of(organization: Organization, viewer: Viewer) -> QuerySet[Membership]:
    """Who may be named by hand, by name. Mentees are children and get no tasks."""
    people = Membership.objects.visible_to(viewer).active().filter(organization=organization)
    return people.exclude(roles=[Role.MENTEE]).order_by(RussianKey("last_name"), RussianKey("first_name"), "pk")


def bodies_of(organization: Organization) -> QuerySet[Organization]:
    """The organization itself, its levels above, methodical offices of its municipality."""
    return Organization.objects.active().filter(
        Q(pk__in=[pk for pk in (organization.region_id, organization.municipality_id, organization.pk) if pk])
        | Q(municipality_id=organization.municipality_id, body=Organization.Body.METHODICAL_OFFICE)
    )


def _names(row: tuple[int, str, str]) -> list[tuple[int, str]]:
    pk, full, short = row
    return [(pk, full), (pk, short)]


def roles_at(organization: Organization) -> frozenset[str]:
    """Roles that exist on the organization's level of the tree."""
    by_level: dict[str, frozenset[str]] = {
        Organization.Level.REGION: frozenset(REGION_ROLES),
        Organization.Level.MUNICIPALITY: frozenset(MUNICIPAL_ROLES),
    }
    return by_level.get(organization.level, frozenset(SCHOOL_ROLES))
