"""A set of changes of an approved roadmap: opened with a reason, and locked with its roadmap for every further step."""

from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from roadmaps.actions.endorsement import NotYours
from roadmaps.actions.sides import lock_roadmap
from roadmaps.models import ChangeSet, Roadmap
from roadmaps.queries.changes import LIVE

State, Route = ChangeSet.State, Roadmap.Route


class NotApproved(DomainError):
    message = "Карта не утверждена: её правят прямо в таблице, изменение не нужно."


class ChangesLocked(DomainError):
    message = "Изменение уже отправлено. Чтобы править его, сначала отзовите."


class MapClosed(DomainError):
    message = "Карта в архиве: её можно только смотреть."


@transaction.atomic
def open_change_set(roadmap: Roadmap, *, reason: str, by: Viewer, now: datetime) -> ChangeSet:
    """The live one, else a new one. Locks the roadmap. Raises NotYours, NotApproved, ReasonMissing."""
    if not by.can_edit(roadmap):
        raise NotYours
    locked = lock_roadmap(roadmap.pk, roadmap.organization_id)
    if locked.status != Roadmap.Status.APPROVED:
        raise NotApproved
    live = ChangeSet.objects.filter(organization_id=locked.organization_id, roadmap=locked, state__in=LIVE).first()
    if live is not None:
        return live
    if not reason.strip():
        raise ReasonMissing("Напишите причину изменения: она останется в истории карты.")
    row = ChangeSet.objects.create(
        organization_id=locked.organization_id,
        roadmap=locked,
        reason=reason.strip()[:500],
        created_at=now,
        created_by=by.user,
    )
    record(by, "roadmap.change_opened", locked, at=now, reason=row.reason)
    return row


def locked_set(change_set: ChangeSet, by: Viewer) -> tuple[ChangeSet, Roadmap]:
    """Locks the roadmap, then the set."""
    if not by.can_edit(change_set):
        raise NotYours
    roadmap = lock_roadmap(change_set.roadmap_id, change_set.organization_id)
    return ChangeSet.objects.select_for_update().get(pk=change_set.pk), roadmap


def refuse_closed(roadmap: Roadmap) -> None:
    """A set may outlive the approval of its map: then it can only be withdrawn."""
    if roadmap.status != Roadmap.Status.APPROVED:
        raise MapClosed


def writable_set(change_set: ChangeSet, by: Viewer) -> tuple[ChangeSet, Roadmap]:
    row, roadmap = locked_set(change_set, by)
    refuse_closed(roadmap)
    if row.state != State.OPEN and not (row.state == State.SENT and roadmap.route == Route.RETURNED):
        raise ChangesLocked
    return row, roadmap
