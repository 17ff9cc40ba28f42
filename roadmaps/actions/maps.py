"""Approving, archiving and removing roadmaps."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.cascade import refresh_offers
from roadmaps.actions.reminders import notify_approved
from roadmaps.actions.versions import keep_version
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.queries.rules import endorser_of
from roadmaps.queries.years import is_year_closed


class NotADraft(DomainError):
    message = "Карта уже утверждена: её тексты и сроки закрыты."


class OnItsWay(NotADraft):
    message = "Карта отправлена на согласование: её тексты и сроки закрыты. Чтобы править, отзовите её."


class NotEndorsed(DomainError):
    message = "Карту сначала согласует муниципалитет: отправьте её на согласование."


class StillDecided(NotEndorsed):
    message = "Карта ещё ждёт решения: утвердить её можно после согласования."


class VersionsKept(DomainError):
    message = "Карту уже отправляли на согласование, её версии хранятся. Такую карту закрывают, а не удаляют."


class RoadmapChanged(DomainError):
    message = "Карта изменилась, пока готовился приказ. Проверьте её ещё раз."


class YearIsClosed(DomainError):
    message = "Учебный год этой карты закрыт. Чтобы утвердить её, откройте год в настройках."


class EmptyRoadmap(DomainError):
    message = "В карте нет ни одного мероприятия. Добавьте их до утверждения."


class DraftIsDeleted(DomainError):
    message = "Черновик не отправляют в архив: его можно удалить."


class AlreadyArchived(DomainError):
    message = "Эта карта уже закрыта."


@transaction.atomic
def approve_roadmap(roadmap: Roadmap, *, on: date, basis: str, seen_version: int, by: Viewer, now: datetime) -> None:
    """Locks texts and terms, tells everybody who is responsible. Locks the row.

    `basis` as printed: «приказ от 01.09.2026 № 71-б». Raises NotADraft, RoadmapChanged (its version is no longer
    `seen_version`), EmptyRoadmap, NotEndorsed, YearIsClosed. The approved text is kept as a version.
    """
    locked = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    if not locked.is_draft:
        raise NotADraft
    refuse_unendorsed(locked)
    if locked.school_year and is_year_closed(locked.organization_id, locked.school_year):
        raise YearIsClosed
    if locked.version != seen_version:
        raise RoadmapChanged
    if not locked.activities.exists():
        raise EmptyRoadmap
    locked.status, locked.approved_on, locked.approved_by, locked.approval_basis = "approved", on, by.user, basis
    locked.save(update_fields=["status", "approved_on", "approved_by", "approval_basis"])
    roadmap.refresh_from_db()
    keep_version(roadmap, reason=RoadmapVersion.Reason.APPROVED, by=by, now=now)
    record(by, "roadmap.approved", roadmap, at=now, on=on.isoformat(), basis=basis)
    notify_approved(roadmap, by=by, now=now)
    refresh_offers(roadmap, by=by, now=now)


def refuse_unendorsed(roadmap: Roadmap) -> None:
    """Raises NotEndorsed while somebody decides, and before the endorsement where the body above asks for one."""
    if roadmap.route in (Roadmap.Route.AT_DIRECTOR, Roadmap.Route.AT_MUNICIPALITY):
        raise StillDecided
    if roadmap.route != Roadmap.Route.ENDORSED and endorser_of(roadmap.organization):
        raise NotEndorsed


def refuse_closed(roadmap: Roadmap) -> None:
    """Its texts and terms may not be edited in place: raises NotADraft or OnItsWay."""
    if not roadmap.is_draft:
        raise NotADraft
    if not roadmap.is_open:
        raise OnItsWay


def lock_open(pk: int, refuse: Callable[[Roadmap], None] = refuse_closed) -> Roadmap:
    """Locks the map and moves its version: an order drafted from the old text has to be looked at again.

    Raises what `refuse` raises, by itself NotADraft, OnItsWay.
    """
    roadmap = Roadmap.objects.select_for_update(of=("self",)).get(pk=pk)
    refuse(roadmap)
    Roadmap.objects.filter(pk=pk).update(version=F("version") + 1)
    return roadmap


@transaction.atomic
def archive_roadmap(roadmap: Roadmap, *, reason: str, by: Viewer) -> None:
    """Out of the way of a new map, open to be read; nothing is deleted. Locks the row.

    A draft that was once sent is closed too: its versions are kept. Raises DraftIsDeleted, OnItsWay, AlreadyArchived.
    """
    locked = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    if locked.is_draft and not locked.versions.exists():
        raise DraftIsDeleted
    if locked.is_draft:
        refuse_closed(locked)
    if locked.status == Roadmap.Status.ARCHIVED:
        raise AlreadyArchived
    locked.status = Roadmap.Status.ARCHIVED
    locked.save(update_fields=["status"])
    record(by, "roadmap.archived", locked, reason=reason)


@transaction.atomic
def delete_draft(roadmap: Roadmap, *, by: Viewer) -> None:
    """Removes a draft with its rows; the event stays. Raises NotADraft, OnItsWay, VersionsKept."""
    locked = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    refuse_closed(locked)
    if locked.versions.exists():
        raise VersionsKept
    record(by, "roadmap.deleted", roadmap)
    roadmap.delete()
