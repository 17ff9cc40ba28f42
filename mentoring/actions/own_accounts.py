"""A participant gets a sign-in: invited from the card, linked to it when the invitation is accepted."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.roles import Role
from core import tenancy
from core.audit import record
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import Viewer
from mentoring.actions.people import locked, refuse_absent
from mentoring.models import Participation, Person, Side, SurveyTicket
from mentoring.models.people import SIGNS_BESIDE_PARENT
from notifications.actions.invitations import Invitee, invite_by_letter
from schools.models import Invitation, Membership

ROLES = {Side.MENTOR: Role.MENTOR, Side.MENTEE: Role.MENTEE}


class HasAccount(DomainError):
    message = "У этого человека уже есть вход."


class TooYoung(DomainError):
    message = "Вход дают с 14 лет. До того наставляемый отвечает по одноразовым ссылкам или через куратора."


class NoPlaceInBases(DomainError):
    message = "Человека нет ни в одной базе этого года: пригласить его не во что."


class TakenAccount(DomainError):
    message = "С этой почтой уже входит другой участник."


@transaction.atomic
def invite_person(person: Person, email: str, *, school_year: int, by: Viewer, now: datetime) -> bool:
    """Whether a letter goes: who works here with this address already is linked at once, roles as they are.

    Raises NotPresent, HasAccount, TooYoung, NoPlaceInBases, TakenAccount, NotInvited.
    """
    fresh = locked(Person, person.pk, by)
    refuse_absent(fresh)
    roles = _roles(fresh, school_year, by, now)
    address = email.strip().lower()
    here = Membership.objects.visible_to(by).active().filter(organization=by.organization, account__email=address)
    if (member := here.select_related("account").first()) is not None:
        _link(fresh, member.account, by=by, now=now)
        return False
    invitee = Invitee(address, roles, fresh.full_name)
    [invitation] = invite_by_letter([invitee], by.organization, by=by, now=now)
    Person.objects.filter(pk=fresh.pk).update(invitation=invitation)
    record(by, "person.invited", fresh, at=now)
    return True


def _roles(person: Person, school_year: int, by: Viewer, now: datetime) -> tuple[str, ...]:
    """Raises HasAccount, TooYoung, NoPlaceInBases."""
    if person.account_id is not None:
        raise HasAccount
    age = person.age(by.organization.local_date(now))
    if person.kind == Person.Kind.PUPIL and (age is None or age < SIGNS_BESIDE_PARENT):
        raise TooYoung
    places = Participation.objects.filter(person=person, school_year=school_year)
    sides = places.exclude(state=Participation.State.LEFT).values_list("side", flat=True)
    if not (roles := tuple(sorted({str(ROLES[Side(side)]) for side in sides}))):
        raise NoPlaceInBases
    return roles


def _link(person: Person, account: User, *, by: Viewer, now: datetime) -> None:
    """Raises TakenAccount."""
    same = Person.objects.filter(organization_id=person.organization_id, account=account)
    if same.exclude(pk=person.pk).exclude(status=Person.Status.ANONYMISED).exists():
        raise TakenAccount
    Person.objects.filter(pk=person.pk).update(account=account, invitation=None, version=F("version") + 1)
    SurveyTicket.objects.filter(person=person).update(account=account)
    record(by, "person.linked", person, at=now)


def link_account(invitation: Invitation, account: User, *, by: Viewer, now: datetime) -> None:
    """Of an accepted invitation (settings.INVITATION_ACCEPTED): the card it was sent from. Others have none."""
    with tenancy.scope(SYSTEM):
        person = Person.objects.filter(invitation=invitation, account=None, status=Person.Status.ACTIVE).first()
        if person is not None:
            _link(person, account, by=by, now=now)
