"""Remarks of whoever decides about a roadmap, and the answers of whoever wrote it."""

from datetime import datetime

from django.db import transaction

from core.audit import record
from core.errors import DomainError, ReasonMissing
from core.viewer import Viewer
from roadmaps.actions.endorsement import NotYours, may_decide
from roadmaps.models import Activity, Remark, Roadmap, Stage, Submission


class NotNow(DomainError):
    message = "Замечания пишут, пока карта ждёт решения. Обновите страницу."


class NotReturned(DomainError):
    message = "На замечания отвечают, пока карта возвращена. Обновите страницу."


class EmptyRemark(DomainError):
    message = "Напишите замечание."


@transaction.atomic
def add_remark(
    submission: Submission,
    text: str,
    *,
    activity: Activity | None = None,
    stage: Stage | None = None,
    by: Viewer,
    now: datetime,
) -> Remark:
    """Pinned to a row, a stage or the whole map; seen below when the map is returned.

    The same words on the same row are one remark. Raises NotNow, NotYours, EmptyRemark.
    """
    if not text.strip():
        raise EmptyRemark
    row = _deciding(submission, by)
    place = {"activity": activity, "stage": stage, "text": text.strip(), "state": Remark.State.OPEN}
    same = row.remarks.filter(**place).first()
    if same is not None:
        return same
    remark = Remark.objects.create(
        organization_id=row.organization_id,
        roadmap_id=row.roadmap_id,
        submission=row,
        made_at=now,
        made_by=by.user,
        **place,
    )
    _move_edition(row)
    return remark


@transaction.atomic
def close_remark(remark: Remark, submission: Submission, *, by: Viewer) -> None:
    """Taken back, or its answer accepted, by whoever decides about `submission` now. Raises NotNow, NotYours."""
    row = _deciding(submission, by)
    Remark.objects.filter(pk=remark.pk, roadmap_id=row.roadmap_id).update(state=Remark.State.CLOSED)
    _move_edition(row)


@transaction.atomic
def answer_remark(remark: Remark, *, fixed: bool, reason: str = "", by: Viewer, now: datetime) -> None:
    """«Исправлено», or «Не согласны» with the reason; may be changed until the map is sent again.

    Raises NotYours, NotReturned, ReasonMissing.
    """
    if not by.can_edit(remark):
        raise NotYours
    row = Remark.objects.select_for_update(of=("self",)).select_related("roadmap", "submission").get(pk=remark.pk)
    returned = row.submission.state == Submission.State.RETURNED and row.roadmap.route == Roadmap.Route.RETURNED
    if not returned or row.state == Remark.State.CLOSED:
        raise NotReturned
    if not fixed and not reason.strip():
        raise ReasonMissing("Напишите, почему вы не согласны.")
    row.state = Remark.State.FIXED if fixed else Remark.State.DISPUTED
    row.answer, row.answered_at, row.answered_by = reason.strip(), now, by.user
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    record(by, "remark.answered", row.roadmap, at=now, fixed=fixed)


def _deciding(submission: Submission, by: Viewer) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("roadmap__organization")
    row = rows.get(pk=submission.pk)
    if row.state not in (Submission.State.AT_DIRECTOR, Submission.State.AT_MUNICIPALITY):
        raise NotNow
    if not may_decide(row, row.roadmap, by):
        raise NotYours
    return row


def _move_edition(row: Submission) -> None:
    """Whoever has the page of the decision open sees the remark before deciding."""
    row.edition += 1
    row.save(update_fields=["edition"])
