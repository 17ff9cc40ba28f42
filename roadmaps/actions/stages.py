"""Stages of an open roadmap."""

from django.db import transaction
from django.db.models import Max

from core.audit import record
from core.errors import DomainError
from core.viewer import Viewer
from roadmaps.actions.maps import lock_open
from roadmaps.actions.rows import renumber
from roadmaps.models import Roadmap, Stage


class StageChanged(DomainError):
    message = "Пока вы смотрели, в этапе изменились мероприятия. Проверьте и подтвердите ещё раз."


@transaction.atomic
def create_stage(roadmap: Roadmap, name: str, *, by: Viewer) -> Stage:
    """The last one. Raises NotADraft, OnItsWay."""
    locked = lock_open(roadmap.pk)
    last = locked.stages.aggregate(last=Max("position"))["last"] or 0
    stage = Stage.objects.create(
        organization_id=locked.organization_id, roadmap=locked, position=last + 1, name=name[:500]
    )
    record(by, "stage.created", locked, stage=stage.pk)
    return stage


@transaction.atomic
def rename_stage(stage: Stage, name: str, *, by: Viewer) -> None:
    """Raises NotADraft, OnItsWay."""
    locked = lock_open(stage.roadmap_id)
    Stage.objects.filter(pk=stage.pk).update(name=name[:500])
    record(by, "stage.renamed", locked, stage=stage.pk)


@transaction.atomic
def delete_stage(stage: Stage, *, seen_rows: int, by: Viewer) -> None:
    """With its `seen_rows` activities: nothing of an open map has been done yet. Numbers of the others follow.

    Raises NotADraft, OnItsWay, StageChanged.
    """
    locked = lock_open(stage.roadmap_id)
    if stage.activities.count() != seen_rows:
        raise StageChanged
    record(by, "stage.deleted", locked, stage=stage.pk, activities=seen_rows)
    stage.delete()
    renumber(locked)
