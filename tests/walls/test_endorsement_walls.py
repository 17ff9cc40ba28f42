"""What the two sides of endorsement may not read of one another, and what may not be forged between them."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from roadmaps.actions import archive_roadmap, change_sets, changed_rows, changes, remarks
from roadmaps.models import CalendarFeed, ChangeSet, Proposal, Roadmap, Submission
from roadmaps.queries.snapshots import states_of_activities
from tests import factories
from tests.roadmaps.test_actions_endorsement import acting, at_municipality, fresh, send
from tests.world import World

SignIn = Callable[[str], Client]
CHILD = "Детская\u00a0А.\u00a0П."


@pytest.fixture
def draft(world: World) -> Roadmap:
    """Ready to be sent; a pupil who is a mentor answers for its row."""
    with tenancy.tx(SYSTEM):
        row = world.school.draft_activity
        row.expected_result, row.responsible_text = "справка", CHILD
        row.save()
        child = factories.make_membership(world.school.organization, Role.MENTOR, Role.MENTEE, last_name="Детская")
        factories.make_responsible(row, kind="person", role="", person=child, text=CHILD)
        factories.make_rules(world.municipalities[0], endorses=True)
    return world.school.draft


def pages_of(draft: Roadmap, submission: Submission) -> list[str]:
    return [
        reverse("endorsement_detail", args=[submission.pk]),
        reverse("endorsement_detail", args=[submission.pk]) + "?all",
        reverse("endorsement_endorse", args=[submission.pk]),
        reverse("endorsement_return", args=[submission.pk]),
        reverse("endorsement_list"),
        reverse("version_compare", args=[draft.pk]),
        reverse("version_compare", args=[draft.pk]) + "?old=1&new=2",
        reverse("roadmap_detail", args=[draft.pk]),
    ]


@pytest.mark.parametrize("role", ["municipal_official", "municipal_methodist", "region_official"])
def test_those_above_read_no_name_of_a_child_in_a_sent_roadmap(
    world: World, client_as: SignIn, draft: Roadmap, now: datetime, role: str
) -> None:
    submission = at_municipality(world, draft, now)
    client = client_as(role)
    shown = {path for path in pages_of(draft, submission) if "Детская" in client.get(path).content.decode()}
    assert shown == set()
    own = client_as("director").get(reverse("endorsement_detail", args=[submission.pk]))
    assert "Детская" in own.content.decode()


def test_those_above_read_no_name_of_a_child_in_a_change(
    world: World, client_as: SignIn, draft: Roadmap, now: datetime
) -> None:
    school = world.school
    with tenancy.tx(SYSTEM):
        child = factories.make_membership(school.organization, Role.MENTOR, last_name="Детская")
        factories.make_responsible(school.activity, kind="person", role="", person=child, text=CHILD)
    with acting(world, "coordinator") as by:
        row = change_sets.open_change_set(school.roadmap, reason="замена", by=by, now=now)
        before = states_of_activities(by, school.organization.pk, [school.activity.pk])[school.activity.pk]
        after = replace(before, responsibles=before.responsibles[:1])
        changed_rows.plan_edits(row, {school.activity.pk: after}, by=by)
    path = reverse("change_detail", args=[row.pk])
    assert "Детская" not in client_as("municipal_official").get(path).content.decode()
    assert "Детская" in client_as("coordinator").get(path).content.decode()


def test_a_remark_still_being_written_above_is_not_read_below(
    world: World, client_as: SignIn, draft: Roadmap, now: datetime
) -> None:
    submission = at_municipality(world, draft, now)
    with acting(world, "municipal_official") as by:
        remarks.add_remark(submission, "Черновое суждение", by=by, now=now)
    client = client_as("director")
    detail = client.get(reverse("endorsement_detail", args=[submission.pk]))
    refused = client.post(reverse("endorsement_return", args=[submission.pk]), {})
    assert "Черновое суждение" not in detail.content.decode() + refused.content.decode()


def test_a_remark_of_the_director_is_not_read_above(
    world: World, client_as: SignIn, draft: Roadmap, now: datetime
) -> None:
    submission = send(world, draft, now)
    with acting(world, "director") as by:
        remarks.add_remark(submission, "Наедине", by=by, now=now)
    detail = client_as("municipal_official").get(reverse("endorsement_detail", args=[submission.pk]))
    assert "Наедине" not in detail.content.decode()


def test_a_feed_serves_only_the_membership_of_its_account(world: World, client: Client, now: datetime) -> None:
    stranger, victim = world.people["stranger"], world.people["coordinator"]
    with tenancy.tx(world.viewer("stranger").scope):
        CalendarFeed.objects.create(
            account=stranger.account,
            membership_id=victim.pk,
            roadmap_id=world.school.roadmap.pk,
            secret=hashlib.sha256(b"forged").hexdigest(),
            created_at=now,
        )
    assert client.get(reverse("feed", args=["forged"])).status_code == 404


@pytest.mark.parametrize("state", [ChangeSet.State.APPLIED, ChangeSet.State.WITHDRAWN])
def test_a_finished_change_is_not_withdrawn(world: World, now: datetime, state: str) -> None:
    change_set = world.school.change.change_set
    with tenancy.tx(SYSTEM):
        ChangeSet.objects.filter(pk=change_set.pk).update(state=state)
    with acting(world, "coordinator") as by, pytest.raises(changes.ChangeFinished):
        changes.withdraw_changes(change_set, by=by, now=now)
    assert fresh(change_set).state == state


def test_a_change_of_an_archived_map_is_not_written(world: World, now: datetime) -> None:
    school = world.school
    with acting(world, "coordinator") as by:
        row = change_sets.open_change_set(school.roadmap, reason="перенос", by=by, now=now)
        archive_roadmap(school.roadmap, reason="конец года", by=by)
        state = states_of_activities(by, school.organization.pk, [school.activity.pk])[school.activity.pk]
        with pytest.raises(change_sets.MapClosed):
            changed_rows.plan_edits(row, {school.activity.pk: replace(state, name="Иначе")}, by=by)
        with pytest.raises(change_sets.MapClosed):
            changes.send_changes(row, by=by, now=now)
        with pytest.raises(change_sets.MapClosed):
            changes.apply_changes(row, basis="приказ", by=by, now=now)


@pytest.mark.parametrize("address", ["/search/?q=%00ab", "export"])
def test_a_zero_byte_in_an_address_is_no_error(world: World, client_as: SignIn, address: str) -> None:
    export = reverse("roadmap_export", args=[world.school.roadmap.pk, "xlsx"]) + "?view=%00"
    assert client_as("coordinator").get(export if address == "export" else address).status_code == 200


RAW = {
    "neighbour endorses": ("neighbour", "UPDATE roadmaps_submission SET state='endorsed' WHERE id=%(submission)s"),
    "mentor endorses": ("mentor", "UPDATE roadmaps_submission SET state='endorsed' WHERE id=%(submission)s"),
    "official moves a submission": (
        "municipal_official",
        "UPDATE roadmaps_submission SET organization_id=%(other)s WHERE id=%(submission)s",
    ),
    "official deletes": ("municipal_official", "DELETE FROM roadmaps_submission WHERE id=%(submission)s"),
    "official moves a proposal abroad": (
        "municipal_official",
        "UPDATE roadmaps_proposal SET organization_id=%(abroad)s WHERE id=%(proposal)s",
    ),
    "school moves a proposal": (
        "coordinator",
        "UPDATE roadmaps_proposal SET organization_id=%(other)s WHERE id=%(proposal)s",
    ),
    "school rewrites what is offered": (
        "coordinator",
        'UPDATE roadmaps_proposal SET offered=\'{"name": "x"}\' WHERE id=%(proposal)s',
    ),
    "school writes that it has seen the newest": (
        "coordinator",
        "UPDATE roadmaps_proposal SET source_version=99 WHERE id=%(proposal)s",
    ),
    "school takes a proposal back": (
        "coordinator",
        "UPDATE roadmaps_proposal SET state='withdrawn' WHERE id=%(proposal)s",
    ),
    "official answers for a school": (
        "municipal_official",
        "UPDATE roadmaps_proposal SET state='accepted' WHERE id=%(proposal)s",
    ),
    "official writes what a school took": (
        "municipal_official",
        "UPDATE roadmaps_proposal SET taken='{}' WHERE id=%(proposal)s",
    ),
    "school deletes a proposal": ("coordinator", "DELETE FROM roadmaps_proposal WHERE id=%(proposal)s"),
    "school rewrites a version": (
        "coordinator",
        "UPDATE roadmaps_roadmapversion SET content='{}' WHERE id=%(version)s",
    ),
    "official writes a version": (
        "municipal_official",
        "INSERT INTO roadmaps_roadmapversion (organization_id, roadmap_id, number, reason, content, sha256, made_at, "
        "made_by_id) VALUES (%(school)s, %(roadmap)s, 99, 'sent', '{}', '', now(), %(account)s)",
    ),
    "school sets rules above": (
        "coordinator",
        "INSERT INTO roadmaps_roadmaprules (organization_id, endorses, phrases) VALUES (%(municipality)s, false, '{}')",
    ),
    "school sets the year above": (
        "coordinator",
        "INSERT INTO schools_schoolyear (organization_id, year, terms) VALUES (%(municipality)s, 2026, '')",
    ),
    "school forges a proposal": (
        "coordinator",
        "INSERT INTO roadmaps_proposal (organization_id, sender_id, source_id, school_year, source_version, offered, "
        "state, reason, sent_at) VALUES (%(school)s, %(municipality)s, %(source)s, 2027, 1, '{}', 'new', '', now())",
    ),
    "school offers its own activity to a neighbour": (
        "coordinator",
        "INSERT INTO roadmaps_proposal (organization_id, sender_id, source_id, school_year, source_version, offered, "
        "state, reason, sent_at) VALUES (%(other)s, %(school)s, %(activity)s, 2027, 1, '{}', 'new', '', now())",
    ),
    "municipality offers abroad": (
        "municipal_official",
        "INSERT INTO roadmaps_proposal (organization_id, sender_id, source_id, school_year, source_version, offered, "
        "state, reason, sent_at) VALUES (%(abroad)s, %(municipality)s, %(source)s, 2027, 1, '{}', 'new', '', now())",
    ),
    "neighbour remarks": (
        "neighbour",
        "INSERT INTO roadmaps_remark (organization_id, roadmap_id, submission_id, text, made_at, made_by_id, state, "
        "answer) VALUES (%(school)s, %(roadmap)s, %(submission)s, 'x', now(), %(account)s, 'open', '')",
    ),
    "own remark on a foreign submission": (
        "neighbour",
        "INSERT INTO roadmaps_remark (organization_id, roadmap_id, submission_id, text, made_at, made_by_id, state, "
        "answer) VALUES (%(other)s, %(roadmap)s, %(submission)s, 'x', now(), %(account)s, 'open', '')",
    ),
    "official writes the route": (
        "municipal_official",
        "UPDATE roadmaps_roadmap SET route='endorsed' WHERE id=%(roadmap)s",
    ),
    "official writes a change": ("municipal_official", "UPDATE roadmaps_change SET after='{}' WHERE id=%(change)s"),
}


@pytest.mark.parametrize("name", RAW)
def test_raw_statements_are_held(world: World, name: str) -> None:
    who, sql = RAW[name]
    school = world.school
    values = {
        "submission": school.submission.pk,
        "version": school.submission.version_id,
        "proposal": school.proposal.pk,
        "source": school.proposal.source_id,
        "change": school.change.pk,
        "roadmap": school.roadmap.pk,
        "activity": school.activity.pk,
        "school": school.organization.pk,
        "other": world.schools[1].organization.pk,
        "abroad": world.schools[2].organization.pk,
        "municipality": world.municipalities[0].pk,
        "account": world.people[who].account_id,
    }
    with tenancy.tx(world.viewer(who).scope):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, values)
                touched = cursor.rowcount
        except DatabaseError:
            touched = 0
    assert touched == 0


@pytest.mark.parametrize(
    ("who", "sql"),
    [
        ("coordinator", "UPDATE roadmaps_proposal SET state='declined', reason='нет' WHERE id=%s"),
        ("municipal_official", "UPDATE roadmaps_proposal SET state='withdrawn', source_version=2 WHERE id=%s"),
    ],
)
def test_each_side_of_a_proposal_writes_its_own_part(world: World, who: str, sql: str) -> None:
    with tenancy.tx(world.viewer(who).scope), connection.cursor() as cursor:
        cursor.execute(sql, [world.school.proposal.pk])
        assert cursor.rowcount == 1


def test_a_school_does_not_lift_what_was_taken_back(world: World) -> None:
    with tenancy.tx(SYSTEM):
        Proposal.objects.filter(pk=world.school.proposal.pk).update(state="withdrawn")
    with pytest.raises(DatabaseError, match="not for this side"), tenancy.tx(world.viewer("coordinator").scope):
        Proposal.objects.filter(pk=world.school.proposal.pk).update(state="accepted")
