"""The one gate of a view: `@requires(Permission.X)`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from accounts.roles import Permission
from core.rights import declare
from core.viewer import Request, Viewer

View = Callable[..., HttpResponseBase]


def requires(permission: Permission) -> Callable[[View], View]:
    """403 unless a role of the viewer in the current organization grants the permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.viewer.can(permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        return declare(wrapped, permission)

    return decorate


def refuse_foreign(viewer: Viewer, row: Any) -> None:
    """403 for a row of another organization: it may be read, never changed, whatever the permission."""
    if not viewer.can_edit(row):
        raise PermissionDenied


def open_to_members(view: View) -> View:
    """Declares that every signed-in person may open the view (own inbox, own settings)."""
    return declare(view, "signed_in")


def open_to_guests(view: View) -> View:
    """Declares a public view: no sign-in asked."""
    return declare(login_not_required(view), "guest")
