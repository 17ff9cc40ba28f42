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
from schools.actions.people import end_all_sessions
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
        Membership.objects.bulk_update(found, ["last_name", "ended_at", "first_name", "patronymic", "gender", "post"])
        emails = [row.account.email for row in found]
        Invitation.objects.filter(organization=organization, email__in=emails).update(email="", person_name="")
        accounts = {row.account_id: row.account for row in found}
        end_all_sessions(accounts, by)
        working = set(Membership.objects.active().filter(account__in=accounts).values_list("account", flat=True))
        _close([account for pk, account in accounts.items() if pk not in working])
    return len(found), emails


def _close(accounts: list[User]) -> None:
    """The addresses are free again; nobody signs in with these accounts any more."""
    EmailAddress.objects.filter(user__in=accounts).delete()
    for account in accounts:
        account.email, account.is_active = f"{uuid.uuid4().hex}@anonymous.invalid", False
        account.set_unusable_password()
    User.objects.bulk_update(accounts, ["email", "is_active", "password"])
