"""The map of an address, for those who read it, who write it and who decide about it: else 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.access import refuse_foreign
from core.viewer import Request
from roadmaps.models import Roadmap
from roadmaps.queries.maps import own_maps
from roadmaps.queries.statements.table import read_roadmap


def roadmap_or_404(request: Request, pk: int) -> Roadmap:
    """Any map the viewer may read, in one statement."""
    roadmap = read_roadmap(request.viewer, pk)
    if roadmap is None:
        raise Http404
    return roadmap


def own_roadmap(request: Request, pk: int) -> Roadmap:
    """Of the organization the viewer acts in."""
    return get_object_or_404(own_maps(request.viewer).select_related("organization__parent"), pk=pk)


def roadmap_not_above(request: Request, pk: int) -> Roadmap:
    """Own ones and those below; not what a body above has published."""
    rows = Roadmap.objects.visible_to(request.viewer).exclude(organization_id__in=request.viewer.scope.ancestors)
    return get_object_or_404(rows.select_related("organization"), pk=pk)


def roadmap_to_write(request: Request, pk: int) -> Roadmap:
    """As `roadmap_not_above`, and 403 for those below."""
    roadmap = roadmap_not_above(request, pk)
    refuse_foreign(request.viewer, roadmap)
    return roadmap
