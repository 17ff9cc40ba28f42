"""An invitation and its letter, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.errors import DomainError
from core.viewer import Viewer
from notifications.actions.notices import queue_letter
from notifications.models import Kind
from schools.actions import invite
from schools.models import Invitation, Organization


@dataclass(frozen=True)
class Invitee:
    email: str
    roles: tuple[str, ...]
    person_name: str = ""


class NotInvited(DomainError):
    """Nobody was invited; `message` names each refused address on a line of its own."""


@transaction.atomic
def invite_by_letter(
    people: Sequence[Invitee], organization: Organization, *, by: Viewer, now: datetime
) -> list[Invitation]:
    """Everybody or nobody. The letter holds the seed of the token, never the token. Raises NotInvited."""
    made, refusals = [], []
    for person in people:
        try:
            issued = invite(
                person.email, list(person.roles), organization, by=by, now=now, person_name=person.person_name
            )
        except DomainError as error:
            refusals.append(f"{person.email}: {error.message}")
            continue
        payload = {"invitation": issued.invitation.pk, "seed": issued.seed}
        queue_letter(
            issued.invitation.email,
            organization=organization,
            kind=Kind.INVITATION,
            key=str(issued.invitation.pk),
            payload=payload,
            now=now,
        )
        made.append(issued.invitation)
    if refusals:
        raise NotInvited("\n".join(refusals))
    return made
