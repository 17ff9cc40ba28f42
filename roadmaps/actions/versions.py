"""Keeping a roadmap as it is at one moment."""

from datetime import datetime

from django.db.models import Max

from core.viewer import Viewer
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.queries.snapshots import state_of_roadmap
from roadmaps.states.snapshots import RoadmapState


def keep_version(
    roadmap: Roadmap, *, reason: str, by: Viewer, now: datetime, state: RoadmapState | None = None
) -> RoadmapVersion:
    """The next number. `state` None: as the rows are. The caller holds the lock of the roadmap."""
    content = state or state_of_roadmap(by, roadmap)
    last = RoadmapVersion.objects.filter(organization_id=roadmap.organization_id, roadmap=roadmap)
    return RoadmapVersion.objects.create(
        organization_id=roadmap.organization_id,
        roadmap=roadmap,
        number=(last.aggregate(last=Max("number"))["last"] or 0) + 1,
        reason=reason,
        content=content.to_json(),
        sha256=content.sha256(),
        made_at=now,
        made_by=by.user,
    )
