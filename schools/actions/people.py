"""Who works in an organization: names, posts, roles, leaving. Memberships are written in the system scope only."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission, Role
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from schools.access import grantable_roles
from schools.models import Membership, Organization, Substitution

# The role without which an organization cannot go on; its last holder stays.
KEY_ROLE: dict[str, Role] = {
    Organization.Level.REGION: Role.REGION_OFFICIAL,
    Organization.Level.MUNICIPALITY: Role.MUNICIPAL_OFFICIAL,
    Organization.Level.SCHOOL: Role.COORDINATOR,
}


class NotYourPerson(DomainError):
    message = "Этого человека может изменить только его организация."


class AlreadyLeft(DomainError):
    message = "Этот человек уже отключён."


class YourselfStays(DomainError):
    message = "Себя отключить нельзя: попросите коллегу."


class LastOneStays(DomainError):
    message = "Это последний человек с такой ролью. Сначала передайте роль другому."


class RolesNotYours(DomainError):
    message = "Эту роль вы не можете ни дать, ни снять."


class NoRoles(DomainError):
    message = "Выберите хотя бы одну роль."


@dataclass(frozen=True)
class PersonCard:
    """What is written about a person of an organization."""

    last_name: str
    first_name: str
    patronymic: str = ""
    gender: str = ""
    post: str = ""

    def fields(self) -> dict[str, str]:
        return asdict(self) | {"gender": self.gender or gender_of(self.patronymic)}


def gender_of(patronymic: str) -> str:
    """«m», «f» or nothing, by the ending of a Russian patronymic."""
    ending = patronymic.strip().lower()[-3:]
    if ending in {"вна", "чна"}:
        return "f"
    return "m" if ending in {"вич", "ьич", "мич", "кич"} else ""


def save_membership(organization: Organization, account: User, card: PersonCard, *, roles: list[str]) -> Membership:
    """Adds a person or takes back one who left. The right to do so is the caller's matter (an accepted invitation)."""
    with tenancy.scope(SYSTEM):
        former = Membership.objects.filter(organization=organization, account=account).first()
        row = former or Membership(organization=organization, account=account)
        row.roles, row.ended_at = sorted(set(roles)), None
        for name, value in card.fields().items():
            setattr(row, name, value)
        row.save()
    return row


@transaction.atomic
def edit_person(membership: Membership, card: PersonCard, roles: list[str], *, by: Viewer) -> None:
    """Roles that change must be among those the editor may hand out; changed roles end the person's sessions.

    Raises NotYourPerson, NoRoles, RolesNotYours, LastOneStays, AlreadyLeft.
    """
    _require_own(membership, by)
    if not roles:
        raise NoRoles
    with tenancy.scope(SYSTEM):
        stored = _locked(membership)
        moved = set(roles) ^ set(stored.roles)
        if moved - grantable_roles(by, stored.organization):
            raise RolesNotYours
        if KEY_ROLE[stored.organization.level] in set(stored.roles) - set(roles):
            _refuse_last(stored)
        new: dict[str, Any] = card.fields() | {"roles": sorted(set(roles)) if moved else stored.roles}
        changed = [name for name, value in new.items() if getattr(stored, name) != value]
        for name in changed:
            setattr(stored, name, new[name])
        if changed:
            stored.save(update_fields=changed)
            Substitution.objects.filter(absent=stored).update(roles=stored.roles)
    if changed:
        record(by, "person.edited", stored, fields=changed)
    if moved:
        end_sessions(stored.account_id, by)


@transaction.atomic
def end_membership(membership: Membership, *, by: Viewer, now: datetime) -> None:
    """The person leaves; rows that name this person stay. Open work is handed over before (roadmaps.actions).

    Raises NotYourPerson, YourselfStays, LastOneStays, RolesNotYours, AlreadyLeft.
    """
    _require_own(membership, by)
    if by.membership is not None and by.membership.pk == membership.pk:
        raise YourselfStays
    with tenancy.scope(SYSTEM):
        stored = _locked(membership)
        if set(stored.roles) - grantable_roles(by, stored.organization):
            raise RolesNotYours
        if KEY_ROLE[stored.organization.level] in stored.roles:
            _refuse_last(stored)
        stored.ended_at = now
        stored.save(update_fields=["ended_at"])
        Substitution.objects.filter(Q(absent=stored) | Q(deputy=stored), ends_on__gte=now.date()).delete()
    record(by, "person.left", stored)
    end_sessions(stored.account_id, by)


def end_sessions(account_id: int, by: Viewer) -> None:
    """Signs the account out everywhere, except when people change their own roles."""
    end_all_sessions([account_id], by)


def end_all_sessions(accounts: Iterable[int], by: Viewer) -> None:
    """The same for many accounts: one statement, and what their open sessions need."""
    own = by.user.pk if by.user is not None else None
    for session in UserSession.objects.filter(user_id__in=[pk for pk in accounts if pk != own]):
        session.end()


def _require_own(membership: Membership, by: Viewer) -> None:
    own = by.organization is not None and by.organization.pk == membership.organization_id
    if not by.scope.system and not (own and by.can(Permission.PEOPLE_MANAGE)):
        raise NotYourPerson


def _locked(membership: Membership) -> Membership:
    """The row under the lock of its organization: two coordinators cannot remove each other at once."""
    Organization.objects.select_for_update().get(pk=membership.organization_id)
    stored = Membership.objects.select_for_update().get(pk=membership.pk)
    if stored.ended_at is not None:
        raise AlreadyLeft
    return stored


def _refuse_last(membership: Membership) -> None:
    role = KEY_ROLE[membership.organization.level]
    others = Membership.objects.filter(organization_id=membership.organization_id).holding(role)
    if not others.exclude(pk=membership.pk).exists():
        raise LastOneStays
