"""The only way in: a single-use link bound to an address, an organization and roles."""

import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from accounts.models import User
from accounts.roles import Permission
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from schools.access import LEVEL_ROLES, grantable_roles, roles_granted_by
from schools.actions.people import NoRoles, PersonCard, save_membership
from schools.models import Invitation, Membership, Organization
from schools.tokens import Issued, hash_of, token_from_seed

VALID_FOR = timedelta(days=14)
LETTERS_A_DAY = 200


class MayNotInvite(DomainError):
    message = "Приглашать сюда могут только координатор, директор или вышестоящая организация."


class RolesNotYours(DomainError):
    message = "С такой ролью вы пригласить не можете."


class AlreadyMember(DomainError):
    message = "Этот человек уже работает в организации. Измените его роли в списке сотрудников."


class TooManyInvitations(DomainError):
    message = "За сутки отправлено слишком много приглашений. Продолжите завтра."


class NotAccepted(DomainError):
    """The link does not open; subclasses say why."""

    message = "Ссылка не подходит. Проверьте, что скопировали её из письма целиком."


class InvitationUsed(NotAccepted):
    message = "По этой ссылке уже вошли. Войдите по почте и паролю или по коду."


class InvitationRevoked(NotAccepted):
    message = "Приглашение отозвано. Попросите новое у того, кто вас пригласил."


class InvitationExpired(NotAccepted):
    message = "Ссылка устарела: она действует 14 дней. Попросите новую у того, кто вас пригласил."


class InviterLostRight(NotAccepted):
    message = "Тот, кто вас пригласил, больше не может дать эту роль. Попросите новое приглашение."


class OtherAccount(NotAccepted):
    message = "Приглашение выписано на другую почту. Выйдите и откройте ссылку снова."


class SignInFirst(NotAccepted):
    message = "С этой почтой уже есть вход. Войдите, и приглашение откроется."


def invitable_roles(by: Viewer, organization: Organization) -> frozenset[str]:
    """Roles with which the viewer may invite into the organization; for one below: only the first of each role."""
    if not by.can(Permission.PEOPLE_MANAGE) and not by.scope.system:
        return frozenset()
    with tenancy.scope(SYSTEM):
        return _still_grantable(grantable_roles(by, organization), by.membership, organization)


def _still_grantable(roles: frozenset[str], inviter: Membership | None, organization: Organization) -> frozenset[str]:
    if inviter is None or inviter.organization_id == organization.pk:
        return roles
    held = Membership.objects.filter(organization=organization).active().values_list("roles", flat=True)
    return roles - {role for person in held for role in person}


@transaction.atomic
def invite(
    email: str, roles: list[str], organization: Organization, *, by: Viewer, now: datetime, person_name: str = ""
) -> Issued:
    """Open for 14 days; a former open invitation of the same address is revoked. The letter is the caller's matter.

    Raises NoRoles, MayNotInvite, RolesNotYours, AlreadyMember, TooManyInvitations.
    """
    _check_roles(roles, organization, by)
    address, seed = email.strip().lower(), secrets.token_urlsafe(24)
    with tenancy.scope(SYSTEM):
        Organization.objects.select_for_update().get(pk=organization.pk)
        _check_new(address, organization, now)
        Invitation.objects.filter(organization=organization, email=address).open(now).update(revoked_at=now)
        row = Invitation.objects.create(
            organization=organization,
            email=address,
            person_name=person_name,
            roles=sorted(set(roles)),
            token_hash=hash_of(token_from_seed(seed)),
            inviter=by.membership,
            invited_by=by.membership.short_name if by.membership else "Наставничество",
            created_at=now,
            expires_at=now + VALID_FOR,
        )
    record(by, "invitation.sent", row, roles=row.roles)
    return Issued(row, seed)


def _check_roles(roles: list[str], organization: Organization, by: Viewer) -> None:
    if not roles:
        raise NoRoles
    allowed = invitable_roles(by, organization)
    if not allowed or organization.archived_at is not None:
        raise MayNotInvite
    if set(roles) - allowed:
        raise RolesNotYours


def _check_new(address: str, organization: Organization, now: datetime) -> None:
    people = Membership.objects.filter(organization=organization).active()
    if people.filter(account__email=address).exists():
        raise AlreadyMember
    lately = Invitation.objects.filter(organization=organization, created_at__gt=now - timedelta(days=1))
    if lately.count() >= LETTERS_A_DAY:
        raise TooManyInvitations


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Viewer, now: datetime) -> None:
    """The organization itself or the inviter. An accepted one stays as it is. Raises MayNotInvite, InvitationUsed."""
    own = by.organization is not None and by.organization.pk == invitation.organization_id
    sender = by.membership is not None and by.membership.pk == invitation.inviter_id
    if not by.can(Permission.PEOPLE_MANAGE) or not (own or sender):
        raise MayNotInvite
    with tenancy.scope(SYSTEM):
        if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=now):
            raise InvitationUsed
    record(by, "invitation.revoked", invitation)


def find_invitation(token: str, *, now: datetime, lock: bool = False) -> Invitation:
    """The open invitation of a link, for a guest: the token is the right to read this one row.

    `lock`: until the end of the transaction, so that of two parallel acceptances one waits. Raises NotAccepted.
    """
    with tenancy.scope(SYSTEM):
        rows = Invitation.objects.select_related("organization", "inviter")
        if lock:
            rows = rows.select_for_update(of=("self",))
        row = rows.filter(token_hash=hash_of(token)).first()
        if row is None:
            raise NotAccepted
        if row.accepted_at is not None:
            raise InvitationUsed
        if row.revoked_at is not None:
            raise InvitationRevoked
        if row.expires_at <= now:
            raise InvitationExpired
        _check_inviter(row)
    return row


def _check_inviter(row: Invitation) -> None:
    """The inviter still works, still may hand out these roles, and the organization still runs."""
    if row.organization.archived_at is not None:
        raise InvitationRevoked
    if row.inviter is None:  # the platform opens a region
        granted = LEVEL_ROLES[row.organization.level]
    elif row.inviter.ended_at is not None:
        raise InviterLostRight
    else:
        granted = roles_granted_by(row.inviter, row.organization)
    if set(row.roles) - _still_grantable(granted, row.inviter, row.organization):
        raise InviterLostRight


def whom_to_ask(token: str, *, now: datetime) -> tuple[Invitation, list[Membership]]:
    """A used or expired invitation and those who may send a new one: its inviter, else whoever may there.

    For a guest: nothing of it is shown. Raises NotAccepted for any other link.
    """
    with tenancy.scope(SYSTEM):
        rows = Invitation.objects.select_related("organization", "inviter").filter(revoked_at=None)
        row = rows.filter(token_hash=hash_of(token), organization__archived_at=None).first()
        if row is None or (row.accepted_at is None and row.expires_at > now):
            raise NotAccepted
        here = Membership.objects.filter(organization=row.organization).active().order_by("pk")
        able = [person for person in here if set(row.roles) <= roles_granted_by(person, row.organization)]
        inviter = row.inviter
        if inviter and inviter.ended_at is None and set(row.roles) <= roles_granted_by(inviter, row.organization):
            able = [inviter]
    return row, able


@transaction.atomic
def accept_invitation(
    token: str, card: PersonCard, *, signed_in: User | None, password: str | None, now: datetime
) -> Membership:
    """Makes the account (without a password: sign-in by code) or uses the signed-in one, and the membership.

    An existing account has to sign in first, second factor included: the link alone does not open it.
    Raises NotAccepted and its kinds, AlreadyMember.
    """
    row = find_invitation(token, now=now, lock=True)
    check_account(row, signed_in)
    account = signed_in or _new_account(row.email, password)
    with tenancy.scope(SYSTEM):
        if Membership.objects.filter(organization=row.organization, account=account).active().exists():
            raise AlreadyMember
        membership = save_membership(row.organization, account, card, roles=row.roles)
        row.accepted_at, row.account = now, account
        row.save(update_fields=["accepted_at", "account"])
    acting = Viewer(user=account, organization=row.organization, roles=frozenset(row.roles))
    record(acting, "invitation.accepted", row, roles=row.roles)
    for path in settings.INVITATION_ACCEPTED:
        import_string(path)(row, account, by=acting, now=now)
    return membership


def check_account(invitation: Invitation, signed_in: User | None) -> None:
    """Whose link it is. Raises OtherAccount, SignInFirst."""
    if signed_in is not None:
        if signed_in.email.lower() != invitation.email:
            raise OtherAccount
    elif User.objects.filter(email=invitation.email).exists():
        raise SignInFirst


def _new_account(email: str, password: str | None) -> User:
    """Two invitations of one address accepted at once make one account; the slower one signs in. Raises SignInFirst."""
    try:
        with transaction.atomic():
            account = User.objects.create_user(email, password)
    except IntegrityError as error:
        raise SignInFirst from error
    # The link came to this address: that proves it.
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    return account
