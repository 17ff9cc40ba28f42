"""What an activity is about and how it is proved: settled at any time, the legal text is not touched."""

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.viewer import Viewer
from roadmaps.actions.endorsement import NotYours
from roadmaps.actions.postponing import Archived
from roadmaps.actions.rows import lock_seen
from roadmaps.models import Activity, Roadmap

FIELDS = ("subject", "evidence", "event_kind")


@transaction.atomic
def settle_activity(
    activity: Activity, *, subject: str, evidence: str, event_kind: str | None, by: Viewer, seen_version: int
) -> None:
    """`event_kind` None: not asked for; it is part of the text and closed in an approved roadmap.

    Raises NotYours, Archived, ActivityChanged.
    """
    if not by.can_edit(activity):
        raise NotYours
    roadmap = Roadmap.objects.select_for_update().get(pk=activity.roadmap_id)
    if roadmap.status == Roadmap.Status.ARCHIVED:
        raise Archived
    row = lock_seen(activity, seen_version)
    kind = event_kind if event_kind is not None and roadmap.is_open else row.event_kind
    wanted = {"subject": subject, "evidence": evidence, "event_kind": kind.strip()[:120]}
    changed = [name for name in FIELDS if getattr(row, name) != wanted[name]]
    if not changed:
        return
    Activity.objects.filter(pk=row.pk).update(**wanted, version=F("version") + 1)
    record(by, "activity.settled", row, fields=changed)
