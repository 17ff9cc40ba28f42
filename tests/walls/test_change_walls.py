"""Change sets, remarks and versions asked for by ids of other organizations, in addresses and in bodies of requests."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions.change_sets import open_change_set
from roadmaps.actions.changed_rows import plan_removal
from roadmaps.models import Change, ChangeSet, Remark, Submission
from tests import factories
from tests.roadmaps.test_actions_endorsement import acting, at_municipality, fresh
from tests.world import World

SignIn = Callable[[str], Client]
POSTS = ("change_send", "change_withdraw", "change_apply")


@pytest.fixture
def change_set(world: World, now: datetime) -> ChangeSet:
    """Of the first school, being written."""
    with acting(world, "coordinator") as by:
        row = open_change_set(world.school.roadmap, reason="карантин", by=by, now=now)
        plan_removal(row, world.school.activity, by=by)
    return row


@pytest.mark.parametrize("who", ["neighbour", "stranger", "municipal_official", "region_official", "curator", "mentor"])
def test_nobody_else_writes_a_change(client_as: SignIn, world: World, change_set: ChangeSet, who: str) -> None:
    client, school = client_as(who), world.school
    addresses = [reverse(name, args=[change_set.pk]) for name in POSTS]
    addresses += [
        reverse("change_edit", args=[change_set.pk, school.activity.pk]),
        reverse("change_add", args=[change_set.pk, school.stage.pk]),
        reverse("change_remove", args=[change_set.pk, school.activity.pk]),
        reverse("change_drop", args=[_row(change_set)]),
    ]
    codes = {client.post(address, {"basis": "приказ", "name": "x"}).status_code for address in addresses}
    assert codes <= {403, 404}
    assert (fresh(change_set).state, _row(change_set)) == ("open", _row(change_set))


def _row(change_set: ChangeSet) -> int:
    with tenancy.tx(SYSTEM):
        return Change.objects.get(change_set=change_set).pk


def test_rows_of_another_school_do_not_enter_a_change(client_as: SignIn, world: World, change_set: ChangeSet) -> None:
    client, other = client_as("coordinator"), world.schools[1]
    codes = [
        client.post(reverse("change_edit", args=[change_set.pk, other.activity.pk]), {"name": "x"}).status_code,
        client.post(reverse("change_remove", args=[change_set.pk, other.activity.pk])).status_code,
        client.post(reverse("change_add", args=[change_set.pk, other.stage.pk]), {"name": "x"}).status_code,
    ]
    assert codes == [404, 404, 404]


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_strangers_read_neither_changes_nor_versions(
    client_as: SignIn, world: World, change_set: ChangeSet, who: str
) -> None:
    client, roadmap = client_as(who), world.school.roadmap
    addresses = [
        reverse("change_detail", args=[change_set.pk]),
        reverse("version_list", args=[roadmap.pk]),
        reverse("version_compare", args=[roadmap.pk]) + "?old=1&new=1",
        reverse("endorsement_detail", args=[world.school.submission.pk]),
    ]
    assert {client.get(address).status_code for address in addresses} <= {403, 404}


def test_a_decision_names_only_submissions_of_its_own_map(client_as: SignIn, world: World, now: datetime) -> None:
    with tenancy.tx(SYSTEM):
        row = world.school.draft_activity
        row.expected_result = "справка"
        row.save()
        factories.make_responsible(row)
        factories.make_rules(world.municipalities[0], endorses=True)
    sent, foreign = at_municipality(world, world.school.draft, now), world.schools[1].submission
    values = {"submission": foreign.pk, "edition": fresh(foreign).edition}
    address = reverse("endorsement_endorse", args=[sent.pk])
    assert client_as("municipal_official").post(address, values).status_code == 404
    assert fresh(sent).state == Submission.State.AT_MUNICIPALITY


@pytest.mark.parametrize("place", ["activity", "stage"])
def test_a_remark_is_not_pinned_to_a_row_of_another_school(
    client_as: SignIn, world: World, now: datetime, place: str
) -> None:
    with tenancy.tx(SYSTEM):
        row = world.school.draft_activity
        row.expected_result = "справка"
        row.save()
        factories.make_responsible(row)
        factories.make_rules(world.municipalities[0], endorses=True)
    sent, other = at_municipality(world, world.school.draft, now), world.schools[1]
    values = {"text": "Уточните", place: getattr(other, place).pk}
    answer = client_as("municipal_official").post(reverse("remark_add", args=[sent.pk]), values)
    with tenancy.tx(SYSTEM):
        assert not Remark.objects.filter(text="Уточните").exists()
    assert answer.status_code == 422
