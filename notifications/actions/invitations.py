"""An invitation and its letter, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from core.errors import DomainError
from core.viewer import Viewer
from notifications.actions.notices import News, notify_each, queue_letter
from notifications.models import Kind
from schools.actions import invite, whom_to_ask
from schools.models import Invitation, Membership, Organization


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


@transaction.atomic
def ask_for_invitation(token: str, *, now: datetime) -> None:
    """Tells whoever may invite that the holder of a closed link asks for a new one: once a day for each invitation.

    Not an event of the log: nothing of the organization changes. Raises schools.actions.NotAccepted.
    """
    row, people = whom_to_ask(token, now=now)
    items = [_asked(row, person) for person in people]
    notify_each(items, kind=Kind.ASKED, key=f"{row.pk}:{row.organization.local_date(now)}", now=now)


def _asked(row: Invitation, person: Membership) -> News:
    own = person.organization_id == row.organization_id
    page = reverse("invitation_create") if own else reverse("invitation_create_below", args=[row.organization_id])
    address = f"{page}?again={row.pk}"
    title = f"Просят новое приглашение: {', '.join(row.role_names()).lower()}, {row.organization.short_name}"
    return News(person, title, address, {"invitation": row.pk, "url": address})
