"""Invitations: single use, hashed, 14 days, bound to address, organization and roles; roles within the inviter's."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from accounts.models import User
from core import tenancy
from core.models import AuditEvent
from core.tenancy import NOBODY, SYSTEM
from schools import actions
from schools.actions import PersonCard, invitations
from schools.models import Invitation, Membership, Organization
from tests import factories
from tests.world import build_world

CARD = PersonCard("Новикова", "Анна", "Петровна")
ADDRESS = "new@example.org"
PASSWORD = "очень длинная фраза"


def invited(acting, now, roles=("curator",), key="coordinator", email=ADDRESS, organization=None):
    with acting(key) as by:
        return actions.invite(email, list(roles), organization or by.organization, by=by, now=now)


def accept(token, now, signed_in=None, password=PASSWORD):
    with tenancy.tx(NOBODY):
        return actions.accept_invitation(token, CARD, signed_in=signed_in, password=password, now=now)


def test_acceptance_makes_an_account_with_a_proved_address(world, acting, now):
    issued = invited(acting, now, roles=["curator", "mentor"])
    membership = accept(issued.token, now)

    assert (membership.organization_id, membership.roles) == (world.school.organization.pk, ["curator", "mentor"])
    account = User.objects.get(email=ADDRESS)
    assert account.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=account).verified


def test_acceptance_without_a_password_leaves_sign_in_by_code(world, acting, now):
    accept(invited(acting, now).token, now, password=None)

    assert not User.objects.get(email=ADDRESS).has_usable_password()


def test_token_is_not_stored(world, acting, now):
    issued = invited(acting, now)
    with tenancy.tx(SYSTEM):
        row = Invitation.objects.values().get(pk=issued.invitation.pk)

    assert issued.token not in str(row)
    assert issued.seed not in str(row)


def test_address_is_compared_without_case(world, acting, now):
    issued = invited(acting, now, email=" New@Example.ORG ")

    assert issued.invitation.email == ADDRESS


def test_link_opens_once(world, acting, now):
    token = invited(acting, now).token
    accept(token, now)
    with pytest.raises(invitations.InvitationUsed):
        accept(token, now)


def test_link_lives_14_days(world, acting, now):
    token = invited(acting, now).token
    with pytest.raises(invitations.InvitationExpired):
        accept(token, now + timedelta(days=14))
    assert accept(token, now + timedelta(days=14, seconds=-1)).pk


def test_revoked_link_does_not_open(world, acting, now):
    issued = invited(acting, now)
    with acting("director") as by:
        actions.revoke_invitation(issued.invitation, by=by, now=now)
    with pytest.raises(invitations.InvitationRevoked):
        accept(issued.token, now)


def test_new_invitation_revokes_the_former(world, acting, now):
    former, later = invited(acting, now), invited(acting, now)
    with pytest.raises(invitations.InvitationRevoked):
        accept(former.token, now)
    assert accept(later.token, now).pk


def test_invented_token_does_not_open(world, now):
    with pytest.raises(invitations.NotAccepted):
        accept("0" * 64, now)


def test_signed_in_stranger_cannot_take_the_link(world, acting, now):
    token = invited(acting, now).token
    with pytest.raises(invitations.OtherAccount):
        accept(token, now, signed_in=world.people["neighbour"].account)


def test_existing_account_has_to_sign_in_first(world, acting, now):
    account = world.people["neighbour"].account
    token = invited(acting, now, email=account.email).token
    with pytest.raises(invitations.SignInFirst):
        accept(token, now)

    membership = accept(token, now, signed_in=account, password=None)
    assert membership.account_id == account.pk
    with tenancy.tx(SYSTEM):
        assert Membership.objects.filter(account=account).count() == 2


def test_existing_password_is_never_replaced(world, acting, now):
    account = world.people["neighbour"].account
    before = account.password
    accept(invited(acting, now, email=account.email).token, now, signed_in=account)

    assert User.objects.get(pk=account.pk).password == before


def test_person_who_left_comes_back_to_the_same_row(world, acting, now):
    person = world.people["curator"]
    with acting("coordinator") as by:
        actions.end_membership(person, by=by, now=now)
    token = invited(acting, now, roles=["mentor"], email=person.account.email).token
    membership = accept(token, now, signed_in=person.account)

    assert (membership.pk, membership.roles, membership.ended_at) == (person.pk, ["mentor"], None)


@pytest.mark.parametrize("roles", [["director"], ["curator", "region_official"], ["municipal_methodist"]])
def test_coordinator_cannot_invite_above_the_own_role(world, acting, now, roles):
    with pytest.raises(invitations.RolesNotYours):
        invited(acting, now, roles=roles)


def test_invitation_without_roles_is_refused(world, acting, now):
    with pytest.raises(invitations.NoRoles):
        invited(acting, now, roles=[])


@pytest.mark.parametrize("key", ["curator", "mentor", "municipal_methodist", "region_operator"])
def test_those_who_do_not_manage_people_cannot_invite(world, acting, now, key):
    with pytest.raises(invitations.MayNotInvite):
        invited(acting, now, key=key)


def test_coordinator_cannot_invite_into_the_neighbouring_school(world, acting, now):
    with pytest.raises(invitations.MayNotInvite):
        invited(acting, now, organization=world.schools[1].organization)


def test_somebody_who_works_here_is_not_invited(world, acting, now):
    with pytest.raises(invitations.AlreadyMember):
        invited(acting, now, email=world.people["director"].account.email)


def test_letters_of_a_day_are_limited(world, acting, now, monkeypatch):
    monkeypatch.setattr(invitations, "LETTERS_A_DAY", 1)
    invited(acting, now, email="one@example.org")
    with pytest.raises(invitations.TooManyInvitations):
        invited(acting, now, email="two@example.org")


def empty_school(world) -> Organization:
    with tenancy.tx(SYSTEM):
        return factories.make_organization("school", world.municipalities[0])


def test_official_invites_the_first_coordinator_of_a_school_below(world, acting, now):
    school = empty_school(world)
    membership = accept(invited(acting, now, ["coordinator"], "municipal_official", organization=school).token, now)

    assert (membership.organization_id, membership.roles) == (school.pk, ["coordinator"])


def test_official_does_not_invite_where_the_role_is_held(world, acting, now):
    with pytest.raises(invitations.RolesNotYours):
        invited(acting, now, ["coordinator"], "municipal_official", organization=world.schools[1].organization)


def test_official_does_not_invite_into_a_foreign_municipality(world, acting, now):
    with pytest.raises(invitations.MayNotInvite):
        invited(acting, now, ["director"], "municipal_official", organization=world.schools[2].organization)


def test_region_does_not_invite_into_schools(world, acting, now):
    with pytest.raises(invitations.MayNotInvite):
        invited(acting, now, ["coordinator"], "region_official", organization=empty_school(world))


def test_second_first_coordinator_is_refused_at_the_door(world, acting, now):
    school = empty_school(world)
    first = invited(acting, now, ["coordinator"], "municipal_official", organization=school)
    second = invited(acting, now, ["coordinator"], "municipal_official", "two@example.org", school)
    accept(first.token, now)
    with pytest.raises(invitations.InviterLostRight):
        accept(second.token, now)


def test_demoted_inviter_cannot_bring_anybody_in(world, acting, now):
    token = invited(acting, now).token
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=world.people["coordinator"].pk).update(roles=["curator"])
    with pytest.raises(invitations.InviterLostRight):
        accept(token, now)


def test_dismissed_inviter_cannot_bring_anybody_in(world, acting, now):
    token = invited(acting, now).token
    with tenancy.tx(SYSTEM):
        Membership.objects.filter(pk=world.people["coordinator"].pk).update(ended_at=now)
    with pytest.raises(invitations.InviterLostRight):
        accept(token, now)


def test_archived_organization_takes_nobody(world, acting, now):
    token = invited(acting, now).token
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=world.school.organization.pk).update(archived_at=now)
    with pytest.raises(invitations.InvitationRevoked):
        accept(token, now)


def test_token_of_one_school_never_opens_another(world, acting, now):
    token = invited(acting, now, key="neighbour").token

    assert accept(token, now).organization_id == world.schools[1].organization.pk


def test_revoking_is_refused_to_a_neighbour(world, acting, now):
    issued = invited(acting, now)
    with acting("neighbour") as by, pytest.raises(invitations.MayNotInvite):
        actions.revoke_invitation(issued.invitation, by=by, now=now)


def test_accepted_invitation_cannot_be_revoked(world, acting, now):
    issued = invited(acting, now)
    accept(issued.token, now)
    with acting("coordinator") as by, pytest.raises(invitations.InvitationUsed):
        actions.revoke_invitation(issued.invitation, by=by, now=now)


def test_log_names_no_address(world, acting, now):
    accept(invited(acting, now).token, now)
    with tenancy.tx(SYSTEM):
        events = AuditEvent.objects.filter(verb__startswith="invitation.").order_by("verb")
        assert [(e.verb, e.details) for e in events] == [
            ("invitation.accepted", {"roles": ["curator"]}),
            ("invitation.sent", {"roles": ["curator"]}),
        ]


@pytest.mark.django_db(transaction=True)
def test_of_parallel_acceptances_one_wins(now):
    world = build_world()
    by = world.viewer("coordinator")
    with tenancy.tx(by.scope):
        token = actions.invite(ADDRESS, ["curator"], by.organization, by=by, now=now).token

    assert accepted_at_once([token] * 4, now) == ["InvitationUsed"] * 3 + ["accepted"]


@pytest.mark.django_db(transaction=True)
def test_two_invitations_of_a_new_address_at_once_make_one_account(now):
    world, tokens = build_world(), []
    for key in ("coordinator", "neighbour"):
        by = world.viewer(key)
        with tenancy.tx(by.scope):
            tokens.append(actions.invite(ADDRESS, ["curator"], by.organization, by=by, now=now).token)

    assert accepted_at_once(tokens, now) == ["SignInFirst", "accepted"]
    assert User.objects.filter(email=ADDRESS).count() == 1


def accepted_at_once(tokens, now) -> list[str]:
    """What came of accepting the links together, each on its own connection, sorted."""
    gate, outcomes = threading.Barrier(len(tokens)), []

    def take(token: str) -> None:
        gate.wait()
        try:
            accept(token, now)
            outcomes.append("accepted")
        except invitations.NotAccepted as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)
