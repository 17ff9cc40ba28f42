"""Accepting what was reported as done, or returning it with words."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from core.errors import DomainError
from core.viewer import Viewer
from notifications.actions import notify
from notifications.models import Kind
from roadmaps.actions.occurrences import NotPossible, locked, write
from roadmaps.models import Occurrence
from schools.models import Membership

State = Occurrence.State
RETURNED = "На доработку: "


class WordsNeeded(DomainError):
    message = "Напишите, что поправить: эти слова увидит тот, кто отмечал выполнение."


@transaction.atomic
def accept_evidence(occurrence: Occurrence, *, by: Viewer, seen_version: int, now: datetime) -> None:
    """Done on the day and by the person of the claim. Raises Stale, NotPossible, MapIsClosed."""
    row = locked(occurrence, seen_version, by)
    if row.state != State.REVIEW:
        raise NotPossible
    row.state = State.DONE
    write(row, "activity.accepted", by, at=now)


@transaction.atomic
def return_evidence(occurrence: Occurrence, *, words: str, by: Viewer, seen_version: int, now: datetime) -> None:
    """Back to work with the words; whoever reported it is told. Raises WordsNeeded, Stale, NotPossible, MapIsClosed."""
    said = " ".join(words.split())
    if not said:
        raise WordsNeeded
    row = locked(occurrence, seen_version, by)
    if row.state != State.REVIEW:
        raise NotPossible
    doer = row.done_by
    row.state, row.done_on, row.done_by = State.IN_PROGRESS, None, None
    row.note = "\n".join(part for part in (f"{RETURNED}{said}", without_return(row.note)) if part)
    write(row, "activity.proof_returned", by, at=now, reason=said)
    if doer is not None and doer != by.user:
        _tell(row, doer, now)


def without_return(note: str) -> str:
    """The words of the doer alone."""
    return "\n".join(line for line in note.splitlines() if not line.startswith(RETURNED))


def _tell(row: Occurrence, doer: User, now: datetime) -> None:
    people = Membership.objects.active().filter(organization_id=row.organization_id, account=doer)
    notify(
        people,
        kind=Kind.PROOF_RETURNED,
        about=row,
        title=f"Вернули на доработку: {row.activity.name}",
        key=f"occurrence:{row.pk}:{row.version}",
        now=now,
        url=f"{row.activity.get_absolute_url()}#occurrence-{row.pk}",
    )
