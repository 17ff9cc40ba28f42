"""Organizations below, through the eyes of an official: statuses and numbers, no names of minors."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.roles import Permission
from core.viewer import Request
from core.years import chosen_year
from roadmaps.queries.lights import WORDS
from roadmaps.queries.schools import ChildRow, child_rows, roadmaps_of, school_rows
from schools import queries
from schools.access import organizations_below
from schools.actions import invitable_roles
from schools.models import Organization


@requires(Permission.SCHOOL_LIST)
@require_safe
def organization_list(request: Request) -> HttpResponse:
    """Children of the own organization, or with `in` of a municipality of the region.

    With `light` (a code of roadmaps.queries.lights) all schools below that have it, whatever their municipality.
    """
    node = request.viewer.organization
    if request.GET.get("in"):
        below = organizations_below(request.viewer).filter(level=Organization.Level.MUNICIPALITY)
        node = get_object_or_404(below, pk=_number(request.GET["in"]))
    today, year = request.viewer.organization.local_date(timezone.now()), chosen_year(request)
    light = request.GET.get("light", "") if request.GET.get("light") in WORDS else ""
    rows = (school_rows if light else child_rows)(request.viewer, node, year, today)
    show = request.GET.get("show", "")
    context = {
        "node": node,
        "rows": [row for row in rows if _shown(row, show, light)],
        "all": len(rows),
        "behind": sum(row.is_behind for row in rows),
        "lacking": sum(row.lacks_roadmap for row in rows),
        "show": show,
        "light": WORDS.get(light, ""),
        "by_municipality": node.level == Organization.Level.REGION and not light,
        "may_create": request.viewer.can(Permission.PEOPLE_MANAGE) and node.pk == request.viewer.organization.pk,
    }
    return render(request, "schools/organization_list.html", context)


@requires(Permission.SCHOOL_LIST)
@require_safe
def organization_detail(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    organization = get_object_or_404(organizations_below(viewer).select_related("parent"), pk=pk)
    now = timezone.now()
    context = {
        "organization": organization,
        "roadmaps": roadmaps_of(viewer, organization, chosen_year(request)),
        "staff": queries.staff_of(viewer, organization),
        "invitations": queries.open_invitations(viewer, organization, now),
        "may_rearrange": viewer.can(Permission.SETTINGS_EDIT) and organization.parent_id == viewer.organization.pk,
        "may_move": viewer.can(Permission.SETTINGS_EDIT) and queries.movable_schools(viewer).filter(pk=pk).exists(),
        "may_invite": viewer.organization.pk != pk and bool(invitable_roles(viewer, organization)),
    }
    return render(request, "schools/organization_detail.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _shown(row: ChildRow, show: str, light: str) -> bool:
    if light and (row.light is None or row.light.code != light):
        return False
    return {"behind": row.is_behind, "lacking": row.lacks_roadmap}.get(show, True)
