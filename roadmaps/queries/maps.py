"""The maps an organization has of its own."""

from core.viewer import Viewer
from roadmaps.models import Roadmap
from roadmaps.models.maps import RoadmapQuerySet


def own_maps(viewer: Viewer) -> RoadmapQuerySet:
    """Of the organization the viewer acts in, whatever their state."""
    return Roadmap.objects.visible_to(viewer).filter(organization=viewer.organization)
