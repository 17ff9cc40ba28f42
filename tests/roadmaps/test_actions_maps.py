"""Making, approving and removing roadmaps."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import tenancy
from core.models import AuditEvent
from core.tenancy import SYSTEM
from notifications.models import Notice
from roadmaps import actions
from roadmaps.actions import maps
from roadmaps.blueprints import BLUEPRINTS
from roadmaps.models import Activity, Occurrence, Responsible, Roadmap
from tests import factories
from tests.conftest import NOW
from tests.world import World


@pytest.mark.parametrize("slug", sorted(BLUEPRINTS))
def test_a_template_becomes_a_draft_with_every_term_read(slug: str, world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        roadmap = actions.create_from_template(slug, school_year=2026, organization=viewer.organization, by=viewer)
        unread = list(
            roadmap.activities.filter(term_kind=Activity.TermKind.UNKNOWN).values_list("term_text", flat=True)
        )
        count = roadmap.activities.count()
    assert (roadmap.status, count, unread) == ("draft", BLUEPRINTS[slug].size, [])


def test_a_template_is_written_in_a_constant_number_of_statements(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope), CaptureQueriesContext(connection) as queries:
        actions.create_from_template("pupil", school_year=2026, organization=viewer.organization, by=viewer)
    assert len(queries) <= 12


def test_terms_of_a_template_lie_in_its_school_year(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        roadmap = actions.create_from_template("pupil", school_year=2027, organization=viewer.organization, by=viewer)
        outside = roadmap.occurrences.exclude(due_on__range=(date(2027, 9, 1), date(2028, 5, 31))).count()
    assert outside == 0


def test_roles_in_the_words_become_roles(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        roadmap = actions.create_from_template("pupil", school_year=2026, organization=viewer.organization, by=viewer)
        found = Responsible.objects.filter(activity__roadmap=roadmap, activity__number="1.2")
        assert list(found.order_by("position").values_list("kind", "role")) == [
            ("role", "director"),
            ("role", "coordinator"),
        ]


def test_approving_locks_the_map(world: World) -> None:
    viewer, draft = world.viewer("coordinator"), world.school.draft
    with tenancy.tx(viewer.scope):
        actions.approve_roadmap(
            draft, on=date(2026, 9, 1), basis="приказ от 01.09.2026 № 1", seen_version=1, by=viewer, now=NOW
        )
    assert (draft.status, draft.approved_on) == ("approved", date(2026, 9, 1))


def test_approving_tells_whoever_is_responsible(world: World) -> None:
    viewer, draft = world.viewer("coordinator"), world.school.draft
    curator = world.people["curator"]
    with tenancy.tx(SYSTEM):
        factories.make_responsible(world.school.draft_activity, kind="role", role="curator", text="куратор")
    with tenancy.tx(viewer.scope):
        actions.approve_roadmap(draft, on=date(2026, 9, 1), basis="приказ", seen_version=1, by=viewer, now=NOW)
    with tenancy.tx(SYSTEM):
        assert list(Notice.objects.filter(kind="assigned").values_list("account_id", flat=True)) == [curator.account_id]


def test_a_map_that_changed_meanwhile_is_not_approved(world: World) -> None:
    viewer, draft = world.viewer("coordinator"), world.school.draft
    with tenancy.tx(viewer.scope):
        Roadmap.objects.filter(pk=draft.pk).update(version=2)
        with pytest.raises(maps.RoadmapChanged):
            actions.approve_roadmap(draft, on=date(2026, 9, 1), basis="приказ", seen_version=1, by=viewer, now=NOW)


def test_an_approved_map_is_not_approved_again(world: World) -> None:
    viewer, approved = world.viewer("coordinator"), world.school.roadmap
    with tenancy.tx(viewer.scope), pytest.raises(maps.NotADraft):
        actions.approve_roadmap(approved, on=date(2026, 9, 1), basis="приказ", seen_version=1, by=viewer, now=NOW)


def test_an_empty_map_is_not_approved(world: World) -> None:
    viewer = world.viewer("coordinator")
    with tenancy.tx(viewer.scope):
        empty = actions.create_empty(
            "Пустая", target_model="pupil", school_year=2026, organization=viewer.organization, by=viewer
        )
        with pytest.raises(maps.EmptyRoadmap):
            actions.approve_roadmap(empty, on=date(2026, 9, 1), basis="приказ", seen_version=1, by=viewer, now=NOW)


def test_a_draft_is_deleted_with_its_rows(world: World) -> None:
    viewer, draft = world.viewer("coordinator"), world.school.draft
    pk = draft.pk
    with tenancy.tx(viewer.scope):
        world.school.draft_order.texts.all().delete()
        world.school.draft_order.delete()
        actions.delete_draft(draft, by=viewer)
        assert Occurrence.objects.filter(roadmap_id=pk).count() == 0


def test_an_approved_map_is_not_deleted(world: World) -> None:
    viewer, approved = world.viewer("coordinator"), world.school.roadmap
    with tenancy.tx(viewer.scope), pytest.raises(maps.NotADraft):
        actions.delete_draft(approved, by=viewer)


def test_an_approved_map_goes_to_the_archive(world: World) -> None:
    viewer, approved = world.viewer("coordinator"), world.school.roadmap
    with tenancy.tx(viewer.scope):
        actions.archive_roadmap(approved, reason="Школа объединена", by=viewer)
        assert Roadmap.objects.get(pk=approved.pk).status == "archived"
        event = AuditEvent.objects.visible_to(viewer).get(verb="roadmap.archived")
        assert event.details == {"reason": "Школа объединена"}


def test_a_closed_map_is_not_closed_again(world: World) -> None:
    viewer, approved = world.viewer("coordinator"), world.school.roadmap
    with tenancy.tx(viewer.scope):
        actions.archive_roadmap(approved, reason="Школа объединена", by=viewer)
        with pytest.raises(maps.AlreadyArchived):
            actions.archive_roadmap(approved, reason="Ещё раз", by=viewer)


def test_a_draft_does_not_go_to_the_archive(world: World) -> None:
    viewer, draft = world.viewer("coordinator"), world.school.draft
    with tenancy.tx(viewer.scope), pytest.raises(maps.DraftIsDeleted):
        actions.archive_roadmap(draft, reason="Лишний", by=viewer)
