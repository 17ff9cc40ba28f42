"""One person acts for another from a day to a day."""

from datetime import date, timedelta

from django.db import transaction

from accounts.roles import Permission, Role
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from schools.access import grantable_roles
from schools.models import Membership, Substitution

LONGEST = timedelta(days=366)


class NotYourColleagues(DomainError):
    message = "Замещать могут только сотрудники одной организации."


class SamePerson(DomainError):
    message = "Выберите двух разных людей."


class NotStaff(DomainError):
    message = "Замещать может только сотрудник: не наставляемый и не наставник без другой роли."


class WrongPeriod(DomainError):
    message = "Период: не в прошлом, последний день не раньше первого, не дольше года."


class RolesNotYours(DomainError):
    message = "Роли этого человека назначаете не вы: попросите его самого или директора."


class AlreadySubstituted(DomainError):
    message = "На эти дни такое замещение уже есть."


@transaction.atomic
def create_substitution(
    absent: Membership, deputy: Membership, starts_on: date, ends_on: date, *, by: Viewer, today: date
) -> Substitution:
    """Both days included. People may name a deputy for themselves; for others only within the roles they hand out.

    Raises NotYourColleagues, SamePerson, NotStaff, WrongPeriod, RolesNotYours, AlreadySubstituted.
    """
    _check_people(absent, deputy, by)
    if not today <= ends_on or not starts_on <= ends_on <= starts_on + LONGEST:
        raise WrongPeriod
    with tenancy.scope(SYSTEM):
        Membership.objects.select_for_update().get(pk=absent.pk)
        same = Substitution.objects.filter(absent=absent, deputy=deputy)
        if same.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
            raise AlreadySubstituted
        row = Substitution.objects.create(
            organization_id=absent.organization_id,
            account_id=deputy.account_id,
            absent=absent,
            deputy=deputy,
            roles=absent.roles,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    record(by, "substitution.created", row, starts_on=str(starts_on), ends_on=str(ends_on))
    return row


@transaction.atomic
def delete_substitution(substitution: Substitution, *, by: Viewer) -> None:
    """Raises NotYourColleagues."""
    own = by.organization is not None and by.organization.pk == substitution.organization_id
    mine = by.membership is not None and by.membership.pk == substitution.absent_id
    if not (own and (mine or by.can(Permission.PEOPLE_MANAGE))):
        raise NotYourColleagues
    record(by, "substitution.deleted", substitution)
    with tenancy.scope(SYSTEM):
        substitution.delete()


def _check_people(absent: Membership, deputy: Membership, by: Viewer) -> None:
    here = by.organization.pk if by.organization is not None else None
    if {absent.organization_id, deputy.organization_id} != {here} or absent.ended_at or deputy.ended_at:
        raise NotYourColleagues
    if absent.pk == deputy.pk:
        raise SamePerson
    if not set(deputy.roles) - {Role.MENTOR, Role.MENTEE}:
        raise NotStaff
    if by.membership is not None and absent.pk == by.membership.pk:
        return
    if not by.can(Permission.PEOPLE_MANAGE):
        raise NotYourColleagues
    if set(absent.roles) - grantable_roles(by, absent.organization):
        raise RolesNotYours
