"""Making, approving and removing roadmaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.cascade import refresh_offers
from roadmaps.actions.reminders import notify_approved
from roadmaps.actions.versions import keep_version
from roadmaps.models import Activity, ContentLine, Occurrence, Responsible, Roadmap, RoadmapVersion, Stage
from roadmaps.parties.addressing import addressed_to
from roadmaps.parties.people import Directory, Match, match_parties
from roadmaps.queries.directory import directory_of
from roadmaps.queries.rules import endorser_of
from roadmaps.states.plans import Heading, PlannedActivity, PlannedStage
from roadmaps.subjects import guess_subject
from schools.models import Organization


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


class EmptyRoadmap(DomainError):
    message = "В карте нет ни одного мероприятия. Добавьте их до утверждения."


class DraftIsDeleted(DomainError):
    message = "Черновик не отправляют в архив: его можно удалить."


class AlreadyArchived(DomainError):
    message = "Эта карта уже закрыта."


@transaction.atomic
def create_roadmap(
    organization: Organization,
    heading: Heading,
    stages: Sequence[PlannedStage],
    *,
    by: Viewer,
    via: str,
    chosen: Mapping[str, Match] | None = None,
) -> Roadmap:
    """A draft with all its rows in a constant number of statements. `via`: template, import, last_year, empty.

    `chosen` are parties a person matched by hand, by their words.
    """
    roadmap = new_draft(organization, heading)
    activities = _write_activities(roadmap, stages)
    planned = [activity for stage in stages for activity in stage.activities]
    pairs = list(zip(activities, planned, strict=True))
    ContentLine.objects.bulk_create(_lines(pairs))
    Occurrence.objects.bulk_create(_occurrences(pairs))
    Responsible.objects.bulk_create(_responsibles(pairs, replace(directory_of(organization, by), chosen=chosen or {})))
    record(by, "roadmap.created", roadmap, via=via, activities=len(activities))
    return roadmap


def new_draft(organization: Organization, heading: Heading) -> Roadmap:
    """Saved, without rows and without an event."""
    return Roadmap.objects.create(
        organization=organization,
        title=heading.title,
        target_model=heading.target_model,
        mentoring_forms=list(heading.mentoring_forms),
        starts_on=heading.starts_on,
        ends_on=heading.ends_on,
        school_year=heading.school_year,
    )


def _write_activities(roadmap: Roadmap, stages: Sequence[PlannedStage]) -> list[Activity]:
    rows = Stage.objects.bulk_create(
        Stage(
            organization_id=roadmap.organization_id,
            roadmap=roadmap,
            position=position,
            name=stage.name[:500],
            phase=stage.phase[:300],
            kind=stage.kind,
        )
        for position, stage in enumerate(stages, 1)
    )
    return Activity.objects.bulk_create(
        _activity(roadmap, stage, position, planned)
        for stage, source in zip(rows, stages, strict=True)
        for position, planned in enumerate(source.activities, 1)
    )


def _activity(roadmap: Roadmap, stage: Stage, position: int, planned: PlannedActivity) -> Activity:
    return Activity(
        organization_id=roadmap.organization_id,
        roadmap=roadmap,
        stage=stage,
        position=position,
        number=f"{stage.position}.{position}",
        name=planned.name,
        audience=planned.audience,
        term_text=planned.term_text,
        term_kind=planned.reading.kind.value,
        term_rrule=planned.reading.rrule or "",
        term_note=planned.reading.note[:500],
        expected_result=planned.expected_result,
        subject=guess_subject(planned.name, " ".join(planned.content_lines), planned.expected_result),
        responsible_text=planned.responsible_text,
        event_kind=planned.event_kind,
        addressed_to=addressed_to((party.text for party in planned.parties), roadmap.organization.level),
    )


def _lines(pairs: list[tuple[Activity, PlannedActivity]]) -> Iterable[ContentLine]:
    for activity, planned in pairs:
        for position, text in enumerate(planned.content_lines, 1):
            yield ContentLine(organization_id=activity.organization_id, activity=activity, position=position, text=text)


def _occurrences(pairs: list[tuple[Activity, PlannedActivity]]) -> Iterable[Occurrence]:
    for activity, planned in pairs:
        windows = planned.reading.windows
        levels = planned.levels if len(planned.levels) == len(windows) else ("",) * len(windows)
        for window, level in zip(windows, levels, strict=True):
            yield new_occurrence(activity, window.start, window.end, level)
        if not planned.reading.windows:
            yield new_occurrence(activity, None, None)


def new_occurrence(activity: Activity, start: date | None, end: date | None, level: str = "") -> Occurrence:
    """Unsaved. Without dates: on demand, or a term that was not understood; it can still be marked done."""
    return Occurrence(
        organization_id=activity.organization_id,
        roadmap_id=activity.roadmap_id,
        activity=activity,
        starts_on=start,
        due_on=end,
        for_level=level,
    )


def _responsibles(pairs: list[tuple[Activity, PlannedActivity]], directory: Directory) -> Iterable[Responsible]:
    for activity, planned in pairs:
        for position, match in enumerate(match_parties(planned.parties, directory), 1):
            yield Responsible(
                organization_id=activity.organization_id,
                activity=activity,
                position=position,
                kind=match.kind,
                person_id=match.person_id,
                role=match.role,
                body_id=match.body_id,
                text=match.text,
            )


@transaction.atomic
def approve_roadmap(roadmap: Roadmap, *, on: date, basis: str, seen_version: int, by: Viewer, now: datetime) -> None:
    """Locks texts and terms, tells everybody who is responsible. Locks the row.

    `basis` as printed: «приказ от 01.09.2026 № 71-б». Raises NotADraft, RoadmapChanged (its version is no longer
    `seen_version`), EmptyRoadmap, NotEndorsed. The approved text is kept as a version.
    """
    locked = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    if not locked.is_draft:
        raise NotADraft
    refuse_unendorsed(locked)
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
