"""Editing people, letting them go, substitutions."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from roadmaps.actions.people import SuccessorNeeded, WrongSuccessor, deactivate_person, hand_over, open_work
from roadmaps.models import Occurrence, Responsible
from schools import actions
from schools.actions import PersonCard, people, substitutions
from schools.models import Invitation, Membership, Substitution
from tests import factories
from tests.world import TODAY

CARD = PersonCard("Переимённова", "Вера", "Ильинична", post="завуч")


def stored(person: Membership) -> Membership:
    with tenancy.tx(SYSTEM):
        return Membership.objects.select_related("organization", "account").get(pk=person.pk)


def test_edit_changes_names_and_finds_the_gender(world, acting):
    person = world.people["curator"]
    with acting("coordinator") as by:
        actions.edit_person(person, CARD, ["curator"], by=by)

    row = stored(person)
    assert (row.last_name, row.patronymic, row.post, row.gender) == ("Переимённова", "Ильинична", "завуч", "f")


def test_edit_records_names_of_fields_and_no_values(world, acting):
    with acting("coordinator") as by:
        actions.edit_person(world.people["curator"], CARD, ["curator", "mentor"], by=by)
        details = AuditEvent.objects.get(verb="person.edited").details

    assert details == {"fields": ["last_name", "first_name", "patronymic", "post", "roles"]}


@pytest.mark.parametrize("roles", [["director"], ["curator", "municipal_official"], ["region_official"]])
def test_edit_refuses_roles_the_editor_cannot_hand_out(world, acting, roles):
    with acting("coordinator") as by, pytest.raises(people.RolesNotYours):
        actions.edit_person(world.people["curator"], CARD, roles, by=by)


def test_edit_refuses_taking_a_role_the_editor_cannot_hand_out(world, acting):
    with acting("coordinator") as by, pytest.raises(people.RolesNotYours):
        actions.edit_person(world.people["director"], CARD, ["curator"], by=by)


def test_edit_refuses_a_person_without_roles(world, acting):
    with acting("coordinator") as by, pytest.raises(people.NoRoles):
        actions.edit_person(world.people["curator"], CARD, [], by=by)


@pytest.mark.parametrize("key", ["neighbour", "municipal_official"])
def test_edit_refuses_people_of_another_organization(world, acting, key):
    with acting("coordinator") as by, pytest.raises(people.NotYourPerson):
        actions.edit_person(world.people[key], CARD, ["curator"], by=by)


def test_edit_refuses_an_official_in_a_school_below(world, acting):
    with acting("municipal_official") as by, pytest.raises(people.NotYourPerson):
        actions.edit_person(world.people["curator"], CARD, ["curator"], by=by)


def test_last_coordinator_keeps_the_role(world, acting):
    with acting("director") as by, pytest.raises(people.LastOneStays):
        actions.edit_person(world.people["coordinator"], CARD, ["curator"], by=by)


def test_last_coordinator_stays(world, acting, now):
    with acting("director") as by, pytest.raises(people.LastOneStays):
        actions.end_membership(world.people["coordinator"], by=by, now=now)


def test_coordinator_may_go_when_there_is_another(world, acting, now):
    with tenancy.tx(SYSTEM):
        factories.make_membership(world.school.organization, "coordinator")
    with acting("director") as by:
        actions.end_membership(world.people["coordinator"], by=by, now=now)

    assert stored(world.people["coordinator"]).ended_at == now


def test_nobody_ends_the_own_membership(world, acting, now):
    with acting("coordinator") as by, pytest.raises(people.YourselfStays):
        actions.end_membership(world.people["coordinator"], by=by, now=now)


def test_coordinator_cannot_dismiss_the_director(world, acting, now):
    with acting("coordinator") as by, pytest.raises(people.RolesNotYours):
        actions.end_membership(world.people["director"], by=by, now=now)


def test_leaving_twice_is_refused(world, acting, now):
    with acting("coordinator") as by:
        actions.end_membership(world.people["curator"], by=by, now=now)
        with pytest.raises(people.AlreadyLeft):
            actions.end_membership(world.people["curator"], by=by, now=now)


def test_leaving_signs_out_everywhere(world, acting, client_as, now):
    client = client_as("curator")
    assert client.get("/settings/people/").status_code == 200
    with acting("coordinator") as by:
        actions.end_membership(world.people["curator"], by=by, now=now)

    assert client.get("/settings/people/").status_code in (302, 403)


def responsible(world, person: Membership, **occurrence) -> Responsible:
    with tenancy.tx(SYSTEM):
        activity = factories.make_activity(world.school.stage)
        factories.make_occurrence(activity, **occurrence)
        return factories.make_responsible(activity, kind="person", person=person, text=person.short_name)


def test_person_with_open_work_needs_a_successor(world, acting, now):
    responsible(world, world.people["curator"])
    with acting("coordinator") as by, pytest.raises(SuccessorNeeded):
        deactivate_person(world.people["curator"], None, by=by, now=now)

    assert stored(world.people["curator"]).ended_at is None


def test_open_work_goes_to_the_successor(world, acting, now):
    row = responsible(world, world.people["curator"])
    with acting("coordinator") as by:
        assert deactivate_person(world.people["curator"], world.people["director"], by=by, now=now) == 1
        row.refresh_from_db()

    assert (row.person_id, row.text) == (world.people["director"].pk, world.people["director"].short_name)
    assert stored(world.people["curator"]).ended_at == now


def test_finished_work_keeps_its_name(world, acting, now):
    row = responsible(world, world.people["curator"], state=Occurrence.State.DONE, done_on=date(2026, 11, 1))
    with acting("coordinator") as by:
        assert deactivate_person(world.people["curator"], None, by=by, now=now) == 0
        row.refresh_from_db()

    assert row.person_id == world.people["curator"].pk


def test_successor_already_named_is_not_named_twice(world, acting):
    row = responsible(world, world.people["curator"])
    with tenancy.tx(SYSTEM):
        factories.make_responsible(row.activity, kind="person", person=world.people["director"], text="директор")
    with acting("coordinator") as by:
        hand_over(world.people["curator"], world.people["director"], by=by)
        named = list(row.activity.responsibles.values_list("person_id", flat=True))

    assert named == [world.people["director"].pk]


@pytest.mark.parametrize("key", ["curator", "neighbour", "municipal_official"])
def test_successor_is_another_person_of_the_same_organization(world, acting, key):
    responsible(world, world.people["curator"])
    with acting("coordinator") as by, pytest.raises(WrongSuccessor):
        hand_over(world.people["curator"], world.people[key], by=by)


def test_open_work_counts_activities_without_a_term(world, acting):
    with tenancy.tx(SYSTEM):
        activity = factories.make_activity(world.school.stage)
        factories.make_responsible(activity, kind="person", person=world.people["curator"], text="к")
    with acting("coordinator"):
        assert open_work(world.people["curator"]).count() == 1


def substitute(world, by, absent="curator", deputy="psychologist", first=TODAY, days=3):
    pair = world.people[absent], world.people[deputy]
    return actions.create_substitution(*pair, first, first + timedelta(days=days), by=by, today=TODAY)


def test_deputy_gets_the_roles_for_the_period_only(world, acting):
    with acting("coordinator") as by:
        substitute(world, by)

    assert "curator" in world.viewer("psychologist", TODAY + timedelta(days=3)).roles
    assert "curator" not in world.viewer("psychologist", TODAY + timedelta(days=4)).roles
    assert "curator" not in world.viewer("psychologist", TODAY - timedelta(days=1)).roles


def test_people_name_their_own_deputy(world, acting):
    with acting("curator") as by:
        row = substitute(world, by)

    assert row.account_id == world.people["psychologist"].account_id


def test_curator_cannot_name_a_deputy_for_somebody_else(world, acting):
    with acting("curator") as by, pytest.raises(substitutions.NotYourColleagues):
        substitute(world, by, absent="director", deputy="curator")


def test_coordinator_cannot_become_director_by_substitution(world, acting):
    with acting("coordinator") as by, pytest.raises(substitutions.RolesNotYours):
        substitute(world, by, absent="director", deputy="coordinator")


@pytest.mark.parametrize("deputy", ["neighbour", "municipal_official"])
def test_deputy_is_of_the_same_organization(world, acting, deputy):
    with acting("coordinator") as by, pytest.raises(substitutions.NotYourColleagues):
        substitute(world, by, deputy=deputy)


def test_nobody_acts_for_oneself(world, acting):
    with acting("coordinator") as by, pytest.raises(substitutions.SamePerson):
        substitute(world, by, deputy="curator")


@pytest.mark.parametrize(
    ("first", "days"), [(TODAY, -1), (TODAY - timedelta(days=9), 3), (TODAY, 400)], ids=["backwards", "past", "long"]
)
def test_period_is_sensible(world, acting, first, days):
    with acting("coordinator") as by, pytest.raises(substitutions.WrongPeriod):
        substitute(world, by, first=first, days=days)


def test_same_substitution_twice_is_refused(world, acting):
    with acting("coordinator") as by:
        substitute(world, by)
        with pytest.raises(substitutions.AlreadySubstituted):
            substitute(world, by, first=TODAY + timedelta(days=3))


def test_deputy_does_not_hand_out_the_roles_of_the_absent(world, acting, now):
    with acting("director") as by:
        substitute(world, by, absent="director", deputy="coordinator")
    with acting("coordinator") as by, pytest.raises(people.RolesNotYours):
        actions.edit_person(world.people["curator"], CARD, ["director"], by=by)


def test_substitution_is_deleted_by_its_organization_only(world, acting):
    with acting("coordinator") as by:
        row = substitute(world, by)
    with acting("stranger") as by, pytest.raises(substitutions.NotYourColleagues):
        actions.delete_substitution(row, by=by)
    with acting("coordinator") as by:
        actions.delete_substitution(Substitution.objects.get(pk=row.pk), by=by)
        assert Substitution.objects.filter(pk=row.pk).count() == 0


def test_leaving_ends_the_substitutions(world, acting, now):
    with acting("coordinator") as by:
        row = substitute(world, by)
        actions.end_membership(world.people["curator"], by=by, now=now)
        assert Substitution.objects.filter(pk=row.pk).count() == 0


@pytest.mark.parametrize("key", ["municipal_official", "municipal_methodist", "region_official", "region_operator"])
@pytest.mark.parametrize("roles", [["mentee"], ["mentor"], ["mentee", "mentor"]])
def test_levels_above_never_read_a_possible_child(world, acting, key, roles):
    with tenancy.tx(SYSTEM):
        child = factories.make_membership(world.school.organization, *roles)
        teacher = factories.make_membership(world.school.organization, "curator", *roles)
        invitation = factories.make_invitation(world.school.organization, world.school.coordinator)
        Invitation.objects.filter(pk=invitation.pk).update(roles=roles)
    with acting(key) as viewer:
        rows = Membership.objects.filter(pk__in=[child.pk, teacher.pk])
        assert list(rows) == list(rows.visible_to(viewer)) == [teacher]
        assert Invitation.objects.filter(pk=invitation.pk).count() == 0


def test_own_school_reads_its_pupils(world, acting):
    with acting("curator") as viewer:
        assert Membership.objects.visible_to(viewer).filter(pk=world.people["mentee"].pk).count() == 1


def test_deputy_acts_with_the_lent_roles_on_pages(world, acting, client_as):
    before = client_as("psychologist").get(reverse("order_list")).status_code
    with acting("coordinator") as by:
        substitute(world, by)

    assert (before, client_as("psychologist").get(reverse("order_list")).status_code) == (403, 200)


def test_roles_taken_from_the_absent_are_taken_from_the_deputy(world, acting):
    absent = world.people["curator"]
    with acting("coordinator") as by:
        substitute(world, by)
        actions.edit_person(absent, CARD, ["mentor"], by=by)

    assert "curator" not in world.viewer("psychologist", TODAY).roles


@pytest.mark.parametrize("deputy", ["mentor", "mentee"])
def test_a_pupil_never_becomes_a_deputy(world, acting, deputy):
    with acting("coordinator") as by, pytest.raises(substitutions.NotStaff):
        substitute(world, by, deputy=deputy)
