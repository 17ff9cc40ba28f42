"""A sign-in of somebody who was only a mentor or a mentee: the name goes, the way in is closed."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from schools.actions.people import end_sessions
from schools.models import Invitation, Membership, Organization

FORGETTABLE = [str(Role.MENTOR), str(Role.MENTEE)]  # staff stay in the papers they signed


@transaction.atomic
def forget_members(
    names: Mapping[int, str], organization: Organization, *, by: Viewer, now: datetime
) -> tuple[int, list[str]]:
    """`names` are pseudonyms by account. Returns how many memberships were forgotten and their former addresses.

    An account that works elsewhere keeps its address: only the membership here is forgotten.
    """
    with tenancy.scope(SYSTEM):
        rows = Membership.objects.select_for_update(of=("self",)).select_related("account")
        found = list(rows.filter(organization=organization, account__in=names, roles__contained_by=FORGETTABLE))
        for row in found:
            row.last_name, row.ended_at = names[row.account_id], row.ended_at or now
            row.first_name = row.patronymic = row.gender = row.post = ""
            row.save()
        emails = [row.account.email for row in found]
        Invitation.objects.filter(organization=organization, email__in=emails).update(email="", person_name="")
        for row in found:
            end_sessions(row.account_id, by)
            if not Membership.objects.active().filter(account=row.account_id).exists():
                _close(row.account)
    return len(found), emails


def _close(account: User) -> None:
    """The address is free again; nobody signs in with this account any more."""
    EmailAddress.objects.filter(user_id=account.pk).delete()
    account.email, account.is_active = f"{uuid.uuid4().hex}@anonymous.invalid", False
    account.set_unusable_password()
    account.save(update_fields=["email", "is_active", "password"])
