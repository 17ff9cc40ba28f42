"""Reaching over to the other side of the endorsement, one organization at a time.

The route stands on the roadmap, which nobody above may write; who decides above, nobody below may read. Each function
opens a scope of that one organization and no more; the caller has checked that its verb is allowed.
"""

from collections.abc import Collection
from datetime import datetime

from accounts.roles import Permission, roles_with
from core import tenancy
from core.tenancy import Scope
from roadmaps.models import Roadmap
from schools.models import Membership


def lock_roadmap(pk: int, organization_id: int) -> Roadmap:
    """The row, locked, also for the body above. Locks: the roadmap first, then its submission."""
    with tenancy.scope(_inside(organization_id)):
        return Roadmap.objects.select_for_update(of=("self",)).select_related("organization__parent").get(pk=pk)


def move_route(roadmap: Roadmap, route: str, now: datetime) -> None:
    """Under the lock of `lock_roadmap`."""
    roadmap.route, roadmap.route_since = route, now
    with tenancy.scope(_inside(roadmap.organization_id)):
        roadmap.save(update_fields=["route", "route_since"])


def people_who(permission: Permission, organization_id: int) -> list[Membership]:
    """Those at work in the organization whose own roles grant the permission."""
    roles = roles_with(permission)
    with tenancy.scope(Scope(schools=(organization_id,))):
        rows = Membership.objects.active().filter(organization_id=organization_id, roles__overlap=roles)
        return list(rows.order_by("pk"))


def people_below(permission: Permission, organizations: Collection[int]) -> list[Membership]:
    """As `people_who`, of many organizations that stand below. One query."""
    roles = roles_with(permission)
    with tenancy.scope(Scope(schools=tuple(organizations))):
        rows = Membership.objects.active().filter(organization_id__in=organizations, roles__overlap=roles)
        return list(rows.order_by("pk"))


def _inside(organization_id: int) -> Scope:
    return Scope(schools=(organization_id,), write_orgs=(organization_id,))
