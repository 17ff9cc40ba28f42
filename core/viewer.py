"""Who acts: built once per request (schools.access.viewer_for), passed to every action as `by=`."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from core.tenancy import NOBODY, SYSTEM, Scope


@dataclass(frozen=True)
class Viewer:
    """A person in a role inside one organization. `organization` and `membership` are rows of `schools`.

    `closed_years` are the school years the organization has closed, known in a request.
    """

    scope: Scope = NOBODY
    user: Any = None
    organization: Any = None
    membership: Any = None
    roles: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    memberships: tuple[Any, ...] = ()
    closed_years: frozenset[int] = frozenset()
    request_id: str = ""
    address: str = ""
    cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def can(self, permission: str) -> bool:
        return permission in self.permissions

    def can_edit(self, row: Any) -> bool:
        """May the row's organization be written at all (the row-level policy); the verb is asked by `can`."""
        return self.scope.system or row.organization_id in self.scope.write_orgs


SYSTEM_VIEWER = Viewer(scope=SYSTEM)


class Request(HttpRequest):
    """What views receive after the middleware."""

    viewer: Viewer
    htmx: Any
    failed: bool
