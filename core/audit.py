"""Writing and reading the event log."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from core.models import AuditEvent, subject_of
from core.viewer import Viewer


def record(
    by: Viewer,
    verb: str,
    subject: models.Model,
    *,
    organization: Any = None,
    at: datetime | None = None,
    **details: Any,
) -> None:
    """Adds one event in the caller's transaction.

    `organization` (a row or nothing) is taken from the subject when absent. An event happens when it is written: the
    log reads the clock itself, also where an action has no moment of its own. `at` is for an action whose rows keep
    the same moment beside the event. `details` hold names of changed fields and public facts (dates, states, numbers),
    never names or contacts of people.
    """
    owner_id = organization.pk if organization is not None else getattr(subject, "organization_id", None)
    _event(by, verb, subject, owner_id, at or timezone.now(), details).save(force_insert=True)


def unnamed(by: Viewer) -> Viewer:
    """For an event whose author the readers of the log are not to know."""
    return replace(by, user=None, roles=frozenset(), request_id="", address="")


def record_many(
    by: Viewer, verb: str, subjects: Iterable[models.Model], *, at: datetime | None = None, **details: Any
) -> None:
    """One event for each row, with the same details, in one statement; `at` as in `record`."""
    record_each(by, verb, ((subject, details) for subject in subjects), at=at)


def record_each(
    by: Viewer, verb: str, events: Iterable[tuple[models.Model, dict[str, Any]]], *, at: datetime | None = None
) -> None:
    """One event for each row with details of its own, in one statement; `at` and `details` as in `record`."""
    now = at or timezone.now()
    AuditEvent.objects.bulk_create(
        _event(by, verb, subject, getattr(subject, "organization_id", None), now, details)
        for subject, details in events
    )


def _event(
    by: Viewer, verb: str, subject: models.Model, owner_id: int | None, at: datetime, details: dict[str, Any]
) -> AuditEvent:
    subject_type, subject_id = subject_of(subject)
    return AuditEvent(
        organization_id=owner_id or by.organization.pk,
        at=at,
        account_id=by.user.pk if by.user else None,
        role=", ".join(sorted(by.roles))[:60],
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        details=details,
        request_id=by.request_id,
        address=by.address or None,
    )


def history(viewer: Viewer, subject: models.Model) -> models.QuerySet[AuditEvent]:
    """Events of one row, newest first."""
    subject_type, subject_id = subject_of(subject)
    events = AuditEvent.objects.visible_to(viewer)
    return events.filter(subject_type=subject_type, subject_id=subject_id).order_by("-at")
