"""From a signed-in account to a viewer: which organization, which roles, which rows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q
from django.http import HttpRequest

from accounts.roles import (
    CLOSED_ROLES,
    CONCERN_ROLES,
    MAY_INVITE,
    MUNICIPAL_ROLES,
    OWN_ROW_ROLES,
    REGION_ROLES,
    SCHOOL_STAFF,
    Role,
    permissions_of,
)
from core.http import client_address
from core.statements import columns, taken
from core.tenancy import Scope, current, scope
from core.viewer import Viewer
from schools.models import Membership, Organization, Substitution

SESSION_KEY = "organization"


def viewer_for(request: HttpRequest, today: date) -> Viewer:
    """The viewer of a request; runs under Scope(account=…), where only own memberships are visible.

    The acting organization is the one chosen in the session, else the first by level and name.
    """
    details: dict[str, Any] = {
        "request_id": request.headers.get("X-Request-ID", "")[:36],
        "address": client_address(request),
    }
    if not request.user.is_authenticated:
        return Viewer(**details)
    own = own_memberships(request.user.pk, today)
    if not own:
        return Viewer(user=request.user, **details)
    chosen = request.session.get(SESSION_KEY)
    acting = next((row for row in own if row.membership.organization_id == chosen), own[0])
    memberships = tuple(row.membership for row in own)
    details |= {"user": request.user, "memberships": memberships, "closed_years": frozenset(acting.closed_years)}
    return _viewer(acting.membership, acting.lent, **details)


def viewer_as(membership: Membership, *, today: date) -> Viewer:
    """The viewer of one membership outside a request, substitutions of the day included."""
    periods = Substitution.objects.filter(deputy=membership, starts_on__lte=today, ends_on__gte=today)
    lent = [role for roles in periods.values_list("roles", flat=True) for role in roles]
    return _viewer(membership, lent, user=membership.account, memberships=(membership,))


def _viewer(membership: Membership, lent: Iterable[str], **details: Any) -> Viewer:
    roles = frozenset(membership.roles) | frozenset(lent)
    return Viewer(
        scope=scope_of(roles, membership.organization, membership.account_id),
        organization=membership.organization,
        membership=membership,
        roles=roles,
        permissions=permissions_of(roles),
        **details,
    )


class Own(NamedTuple):
    membership: Membership  # with its organization
    lent: list[str]  # roles lent to the person on the day
    closed_years: list[int]  # of the organization


def own_memberships(account_id: int, today: date) -> tuple[Own, ...]:
    """By level and name of the organization.

    One statement, written by hand: every request begins with it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_own_sql(), {"account": account_id, "today": today})
        return tuple(_own_row(row) for row in cursor.fetchall())


@cache
def _own_sql() -> str:
    return f"""SELECT {columns(Membership, "m")}, {columns(Organization, "o")}, ARRAY(
      SELECT unnest(s.roles) FROM "schools_substitution" s
      WHERE s.deputy_id = m.id AND %(today)s BETWEEN s.starts_on AND s.ends_on), ARRAY(
      SELECT y.year FROM "schools_schoolyear" y WHERE y.organization_id = o.id AND y.closed_at IS NOT NULL)
    FROM "schools_membership" m JOIN "schools_organization" o ON o.id = m.organization_id
    WHERE m.account_id = %(account)s AND m.ended_at IS NULL AND o.archived_at IS NULL
    ORDER BY o.level, o.short_name, m.id"""


def _own_row(row: tuple[Any, ...]) -> Own:
    values = iter(row)
    membership = taken(Membership, values)
    membership.organization = taken(Organization, values)
    return Own(membership, next(values), next(values))


def scope_of(roles: Iterable[str], organization: Organization, account_id: int) -> Scope:
    """The table role → rows. Officials read statuses below them; personal data only of their own organization."""
    held, own = frozenset(roles), (organization.pk,)
    staff = bool(held & SCHOOL_STAFF)
    officials = bool(held & (REGION_ROLES | MUNICIPAL_ROLES))
    served = _served(organization) if staff or officials else ()
    found = Scope(
        account=account_id,
        regions=own if held & REGION_ROLES and organization.level == Organization.Level.REGION else (),
        municipalities=own if held & MUNICIPAL_ROLES and organization.level == Organization.Level.MUNICIPALITY else (),
        schools=own + served if staff or officials or held & {Role.PSYCHOLOGIST, Role.MENTOR} else (),
        ancestors=_ancestors(organization, served) if held - {Role.MENTEE} else (),
        pd_schools=own if staff or officials else (),
        write_orgs=own if staff or officials else (),
        pd_write=own if staff or officials else (),
        closed=own if held & CLOSED_ROLES else (),
        concerns=own if held & CONCERN_ROLES else (),
    )
    return replace(found, **_own_rows(organization, account_id)) if held & OWN_ROW_ROLES else found


def _own_rows(organization: Organization, account_id: int) -> dict[str, Any]:
    """Pairs and people of the account, by a function of the database that reads them for `app.account` alone."""
    declared = current()
    if declared is None or declared.account != account_id:
        with scope(Scope(account=account_id)):
            return _own_rows(organization, account_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pairs, write_pairs, persons FROM app_own(%s)", [organization.pk])
        found = cursor.fetchone()
    return dict(zip(("pairs", "write_pairs", "persons"), (tuple(ids or ()) for ids in found), strict=True))


def _served(organization: Organization) -> tuple[int, ...]:
    """A methodical office is a body of its municipality: its staff read what is the municipality's own, drafts too,
    but nothing of the schools, no personal rows, and they write none of it."""
    if organization.body == Organization.Body.METHODICAL_OFFICE and organization.municipality_id != organization.pk:
        return (organization.municipality_id,) if organization.municipality_id else ()
    return ()


def _ancestors(organization: Organization, served: tuple[int, ...]) -> tuple[int, ...]:
    above = (organization.region_id, organization.municipality_id)
    return tuple(pk for pk in above if pk and pk != organization.pk and pk not in served)


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
