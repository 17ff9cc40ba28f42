"""The tree: who may add, edit, archive and move organizations, and what moving does to the rows below."""

import pytest

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER
from roadmaps.models import Activity, Occurrence, Roadmap
from schools import actions
from schools.actions import organizations
from schools.models import Membership, Organization
from tests.conftest import NOW

NAMES = {"short_name": "СОШ № 9", "full_name": "Средняя школа № 9"}


def test_new_school_takes_the_time_zone_of_its_region(world, acting):
    with tenancy.tx(SYSTEM):
        Organization.objects.filter(pk=world.regions[0].pk).update(time_zone="Asia/Irkutsk")
    with acting("municipal_official") as by:
        row = actions.create_organization("school", world.municipalities[0], by=by, **NAMES)

    assert row.time_zone == "Asia/Irkutsk"
    assert (row.region_id, row.municipality_id, row.school_id) == (
        world.regions[0].pk,
        world.municipalities[0].pk,
        row.pk,
    )


def test_new_school_is_recorded_in_its_own_log(world, acting):
    with acting("municipal_official") as by:
        row = actions.create_organization("school", world.municipalities[0], by=by, **NAMES)
    with tenancy.tx(SYSTEM):
        event = AuditEvent.objects.get(verb="organization.created", organization=row)

    assert event.account_id == by.user.pk


def test_school_is_refused_in_a_foreign_municipality(world, acting):
    with acting("municipal_official") as by, pytest.raises(organizations.NotBelowYou):
        actions.create_organization("school", world.municipalities[1], by=by, **NAMES)


@pytest.mark.parametrize("key", ["coordinator", "municipal_methodist", "region_official"])
def test_school_is_refused_to_those_who_do_not_stand_right_above(world, acting, key):
    with acting(key) as by, pytest.raises(organizations.NotBelowYou):
        actions.create_organization("school", world.municipalities[0], by=by, **NAMES)


@pytest.mark.parametrize(("level", "parent"), [("school", "regions"), ("municipality", "municipalities")])
def test_level_is_refused_under_a_wrong_parent(world, level, parent):
    with tenancy.tx(SYSTEM), pytest.raises(organizations.WrongParent):
        actions.create_organization(level, getattr(world, parent)[0], by=SYSTEM_VIEWER, **NAMES)


def test_region_is_refused_to_everybody_but_the_platform(world, acting):
    with acting("region_official") as by, pytest.raises(organizations.NotBelowYou):
        actions.create_organization("region", None, by=by, **NAMES)


def test_platform_opens_a_region(world):
    with tenancy.tx(SYSTEM):
        row = actions.create_organization("region", None, by=SYSTEM_VIEWER, time_zone="Asia/Omsk", **NAMES)

    assert (row.region_id, row.body) == (row.pk, "authority")


def test_edit_changes_requisites_and_records_their_names_only(world, acting):
    with acting("coordinator") as by:
        actions.edit_organization(by.organization, {"phone": "8 800 000-00-00", "place": "г. Примерск"}, by=by)
        event = AuditEvent.objects.get(verb="organization.edited")
        stored = Organization.objects.get(pk=by.organization.pk)

    assert stored.phone == "8 800 000-00-00"
    assert event.details == {"fields": ["phone"]}


def test_edit_refuses_a_foreign_organization(world, acting):
    with acting("coordinator") as by, pytest.raises(organizations.NotYourOrganization):
        actions.edit_organization(world.schools[1].organization, {"phone": "1"}, by=by)


def test_edit_refuses_a_curator(world, acting):
    with acting("curator") as by, pytest.raises(organizations.NotYourOrganization):
        actions.edit_organization(by.organization, {"phone": "1"}, by=by)


@pytest.mark.parametrize("name", ["level", "parent", "region_id", "code", "archived_at"])
def test_edit_never_takes_what_is_not_a_requisite(world, acting, name):
    with acting("coordinator") as by, pytest.raises(ValueError, match="not requisites"):
        actions.edit_organization(by.organization, {name: "1"}, by=by)


def test_archived_school_lets_nobody_act(world, acting, client_as, now):
    with acting("municipal_official") as by:
        actions.archive_organization(world.school.organization, by=by, now=now)

    assert client_as("coordinator").get("/settings/people/").status_code == 403


def test_archive_is_refused_while_schools_stand_below(world, acting, now):
    with acting("region_official") as by, pytest.raises(organizations.HasOrganizationsBelow):
        actions.archive_organization(world.municipalities[0], by=by, now=now)


def test_archive_is_refused_to_the_school_itself(world, acting, now):
    with acting("director") as by, pytest.raises(organizations.NotBelowYou):
        actions.archive_organization(by.organization, by=by, now=now)


def test_moving_a_school_labels_its_rows_anew(world, acting):
    school, target = world.school, world.municipalities[1]
    with acting("region_official") as by:
        actions.move_organization(school.organization, target, by=by, now=NOW)

    with tenancy.tx(SYSTEM):
        rows = [
            model.objects.filter(organization=school.organization).values_list("municipality_id", flat=True)
            for model in (Roadmap, Activity, Occurrence, Membership)
        ]
        assert [set(labels) for labels in rows] == [{target.pk}] * 4
    with acting("municipal_official") as former:
        assert Roadmap.objects.visible_to(former).filter(pk=school.roadmap.pk).count() == 0


def test_moving_a_municipality_to_another_region_carries_its_schools(world):
    municipality, region = world.municipalities[0], world.regions[1]
    with tenancy.tx(SYSTEM):
        actions.move_organization(municipality, region, by=SYSTEM_VIEWER, now=NOW)
        school = Organization.objects.get(pk=world.school.organization.pk)
        occurrence = Occurrence.objects.get(pk=world.school.occurrence.pk)

    assert (school.region_id, school.municipality_id) == (region.pk, municipality.pk)
    assert (occurrence.region_id, occurrence.municipality_id) == (region.pk, municipality.pk)


def test_region_cannot_move_a_school_out_of_its_borders(world, acting):
    with acting("region_official") as by, pytest.raises(organizations.NotBelowYou):
        actions.move_organization(world.school.organization, world.municipalities[2], by=by, now=NOW)


def test_municipality_cannot_move_its_school(world, acting):
    with acting("municipal_official") as by, pytest.raises(organizations.NotBelowYou):
        actions.move_organization(world.school.organization, world.municipalities[1], by=by, now=NOW)


def test_move_refuses_a_wrong_parent(world, acting):
    with acting("region_official") as by, pytest.raises(organizations.WrongParent):
        actions.move_organization(world.school.organization, world.regions[0], by=by, now=NOW)
