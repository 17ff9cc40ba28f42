"""From a signed-in account to a viewer: which organization, which roles, which rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from accounts.roles import MAY_INVITE, MUNICIPAL_ROLES, REGION_ROLES, SCHOOL_STAFF, Role, permissions_of
from core.tenancy import Scope
from core.viewer import Viewer
from schools.models import Membership, Organization, Substitution

SESSION_KEY = "organization"


def viewer_for(request: HttpRequest, today: date) -> Viewer:
    """The viewer of a request; runs under Scope(account=…), where only own memberships are visible.

    The acting organization is the one chosen in the session, else the first by level and name.
    """
    memberships = own_memberships(request.user.pk) if request.user.is_authenticated else ()
    details = {
        "request_id": request.headers.get("X-Request-ID", "")[:36],
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    if not memberships:
        return Viewer(user=request.user if request.user.is_authenticated else None, **details)
    chosen = request.session.get(SESSION_KEY)
    acting = next((m for m in memberships if m.organization_id == chosen), memberships[0])
    return viewer_as(acting, memberships=memberships, user=request.user, today=today, **details)


def viewer_as(
    membership: Membership,
    *,
    today: date,
    user: Any = None,
    memberships: tuple[Membership, ...] = (),
    **details: str,
) -> Viewer:
    """The viewer of one membership, substitutions of the day included."""
    roles = frozenset(membership.roles) | _substituted(membership, today)
    return Viewer(
        scope=scope_of(roles, membership.organization, membership.account_id),
        user=user or membership.account,
        organization=membership.organization,
        membership=membership,
        roles=roles,
        permissions=permissions_of(roles),
        memberships=memberships or (membership,),
        **details,
    )


def own_memberships(account_id: int) -> tuple[Membership, ...]:
    rows = Membership.objects.filter(account_id=account_id, organization__archived_at=None).active()
    rows = rows.select_related("organization")
    return tuple(rows.order_by("organization__level", "organization__short_name", "pk"))


def _substituted(membership: Membership, today: date) -> frozenset[str]:
    rows = Substitution.objects.filter(deputy=membership, starts_on__lte=today, ends_on__gte=today)
    return frozenset(role for roles in rows.values_list("absent__roles", flat=True) for role in roles)


def scope_of(roles: Iterable[str], organization: Organization, account_id: int) -> Scope:
    """The table role → rows. Officials read statuses below them; personal data only of their own organization."""
    held, own = frozenset(roles), (organization.pk,)
    staff = bool(held & SCHOOL_STAFF)
    officials = bool(held & (REGION_ROLES | MUNICIPAL_ROLES))
    return Scope(
        account=account_id,
        regions=own if held & REGION_ROLES and organization.level == Organization.Level.REGION else (),
        municipalities=own if held & MUNICIPAL_ROLES and organization.level == Organization.Level.MUNICIPALITY else (),
        schools=own if staff or officials or held & {Role.PSYCHOLOGIST, Role.MENTOR} else (),
        ancestors=_ancestors(organization) if held - {Role.MENTEE} else (),
        pd_schools=own if staff or officials else (),
        write_orgs=own if staff or officials else (),
        pd_write=own if staff or officials else (),
    )


def _ancestors(organization: Organization) -> tuple[int, ...]:
    above = (organization.region_id, organization.municipality_id)
    return tuple(pk for pk in above if pk and pk != organization.pk)


def organizations_below(viewer: Viewer) -> Any:
    """Organizations whose roadmaps and reports the viewer may read."""
    return Organization.objects.active().filter(
        Q(region_id__in=viewer.scope.regions)
        | Q(municipality_id__in=viewer.scope.municipalities)
        | Q(pk__in=viewer.scope.schools)
    )


LEVEL_ROLES: dict[str, frozenset[str]] = {
    Organization.Level.REGION: REGION_ROLES,
    Organization.Level.MUNICIPALITY: MUNICIPAL_ROLES,
    Organization.Level.SCHOOL: frozenset(Role) - REGION_ROLES - MUNICIPAL_ROLES,
}


def roles_granted_by(person: Membership, organization: Organization) -> frozenset[str]:
    """Roles the person may hand out there: in the own organization or one directly below it.

    Own roles only: a substitution lends the right to act, not the right to appoint.
    """
    if person.organization_id not in {organization.pk, organization.parent_id}:
        return frozenset()
    granted = frozenset().union(*(MAY_INVITE.get(role, frozenset()) for role in person.roles))
    return granted & LEVEL_ROLES[organization.level]


def grantable_roles(viewer: Viewer, organization: Organization) -> frozenset[str]:
    """The same for a viewer; the platform hands out any role of the level."""
    if viewer.scope.system:
        return LEVEL_ROLES[organization.level]
    return roles_granted_by(viewer.membership, organization) if viewer.membership else frozenset()
