"""Whose activity may be handed over, and by whom."""

from django.db.models import Q

from accounts.roles import Permission
from core.viewer import Viewer
from roadmaps.models import Activity, Responsible


def yours_to_hand(viewer: Viewer, activity: Activity) -> list[Responsible] | None:
    """The rows the viewer may put somebody else in: a coordinator all, others what is theirs by name or by role.

    None: the viewer may hand nothing of it over.
    """
    rows = Responsible.objects.visible_to(viewer).filter(organization_id=activity.organization_id, activity=activity)
    if viewer.can(Permission.ROADMAP_EDIT):
        return list(rows.order_by("position"))
    mine = Q(person=viewer.membership) | Q(role__in=viewer.roles)
    return list(rows.filter(mine).order_by("position")) or None
